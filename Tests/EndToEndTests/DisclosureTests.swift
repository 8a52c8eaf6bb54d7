import Foundation
import Testing

extension EndToEnd {
    /// Numbers are whole only where they are asked for; secrets are never shown or kept.
    ///
    /// Every other test checks the same of every command that it runs (`TestWorkspace.end`).
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Disclosure {
        @Test func `numbers are masked unless they are asked for`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(2))
            // Excluded rows and broken numbers are people, too.
            try workspace.write(
                "audiences/pedidos.csv",
                Campaigns.audience(Campaigns.numbers(2)) + "573001000000,Otra,$1,lunes,2026-01-05\n"
                    + "573001000007,Sin permiso,$1,lunes,\n" + "573001000008,,$1,lunes,2026-01-05\n")
            for format in ["human", "json"] {
                let masked = try await workspace.run(
                    "plan", "--verbose", "--show-unchanged", "--format", format)
                #expect(masked.stdout.contains("573•••••0001"), "\(masked)")
                let whole = try await workspace.run(
                    "plan", "--verbose", "--show-unchanged", "--show-numbers", "--format", format)
                #expect(whole.stdout.contains("573001000001"), "\(whole)")
            }
            try await workspace.run("validate")
            try await workspace.run("validate", "--format", "json")
            try await workspace.run("validate", "--format", "github")
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger", "--verbose")
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1, block: 4))
            let whole = try await workspace.run("apply", "--auto-approve", "--verbose", "--show-numbers")
            #expect(whole.stdout.contains("573004000000"))
            for secret in ["demo-contacto", "AbCdEfGhIjKlMnOpQrSt"] { #expect(!whole.all.contains(secret)) }
        }

        @Test func `a doubt names its person masked, and whole where that is asked for`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated(
                "--fault", "1", "--faults", "drop-after")
            defer { simulator.stop() }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(2))
            try await workspace.expect(1, "apply", "--auto-approve", "--new-ledger")
            let masked = try await workspace.expect(0, "status", "--verbose")
            #expect(masked.stdout.contains("573•••••0001"))
            let whole = try await workspace.expect(0, "status", "--show-numbers")
            #expect(whole.stdout.contains("573001000001"))
            // A person may type a number; the program does not repeat it.
            try await workspace.expect(64, "resolve", "avisos", "--recipient", "573009999999", "--as", "sent")
            try await workspace.expect(0, "resolve", "avisos", "--recipient", "573001000001", "--as", "sent")
            #expect(try await workspace.ledger.states() == ["accepted": 1, "in_doubt": 1])
        }

        @Test func `no secret gets into the ledger, and only its owner can read it`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(2))
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(2, block: 2))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            let bytes = try workspace.ledger.bytes()
            #expect(bytes.range(of: Data("pedidos".utf8)) != nil)
            for secret in ["demo-contacto", "AbCdEfGhIjKlMnOpQrSt", "00363"] {
                #expect(bytes.range(of: Data(secret.utf8)) == nil)
            }
            let folder = workspace.ledger.url.deletingLastPathComponent()
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let path = folder.appendingPathComponent(file).path
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(file)")
            }
        }

        @Test func `a secret that is not set is named, and nothing is sent`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(2))
            // Plans and checks need no secrets at all.
            try await workspace.expect(0, "plan", environment: ["CONTACTO_TOKEN": ""])
            let ending = try await workspace.run(
                "apply", "--auto-approve", "--new-ledger", environment: ["CONTACTO_TOKEN": ""])
            #expect(ending.status == 65 && ending.stderr.contains("CONTACTO_TOKEN is not set"), "\(ending)")
            #expect(try simulator.count() == 0)
            #expect(try await workspace.ledger.states() == [:])
        }
    }
}
