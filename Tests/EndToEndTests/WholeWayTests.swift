import Foundation
import Testing

extension EndToEnd {
    /// From an empty folder to a sound ledger.
    @Suite struct WholeWay {
        @Test func `what init writes validates, and init overwrites nothing`() async throws {
            let workspace = try TestWorkspace()
            let fresh = workspace.scratch.appendingPathComponent("nuevo")
            func pregon(_ arguments: String...) async throws -> Ending {
                try await ChildProcess(
                    PregonProgram.binary, arguments, environment: PregonProgram.environment([:]),
                    folder: workspace.scratch, scratch: workspace.scratch
                ).end()
            }
            let made = try await pregon("init", fresh.path)
            #expect(made.status == 0, "\(made)")
            let valid = try await pregon("validate", "--strict", "--workspace", fresh.path)
            #expect(valid.status == 0, "\(valid)")
            #expect(valid.verdict == "Validated 1 campaign file: 0 errors, 0 warnings.")
            let plan = try await pregon(
                "plan", "--workspace", fresh.path, "--now", "2026-03-02 10:00", "--detailed-exitcode")
            #expect(plan.status == 2, "\(plan)")
            #expect(plan.verdict.hasPrefix("Plan: 1 campaign, 2 to send, 0 already sent, 0 excluded"))
            #expect(plan.stdout.contains("sample for 573•••••2233"))
            let before = try Data(contentsOf: fresh.appendingPathComponent("pregon.yaml"))
            #expect(try await pregon("init", fresh.path).status == 64)
            #expect(try Data(contentsOf: fresh.appendingPathComponent("pregon.yaml")) == before)
        }

        @Test func `validate, plan, ledger, saved plan, apply, apply again, status, check`() async throws {
            let (files, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try files.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3))
            try files.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(2, block: 2))

            let valid = try await files.expect(0, "validate")
            #expect(valid.verdict == "Validated 2 campaign files: 0 errors, 1 warning.")
            #expect(valid.stdout.contains("law is `none`"))
            try await files.expect(0, "plan")
            let plan = try await files.expect(2, "plan", "--detailed-exitcode")
            #expect(plan.verdict.hasPrefix("Plan: 2 campaigns, 8 to send, 0 already sent, 0 excluded; ends "))

            let refused = try await files.expect(65, "apply", "--auto-approve")
            #expect(refused.stderr.contains("there is no ledger") && refused.stderr.contains("--new-ledger"))
            #expect(!FileManager.default.fileExists(atPath: files.ledger.url.path))
            try await files.expect(65, "plan", "--out", "plan.json")
            try await files.expect(0, "ledger", "init")
            try await files.expect(65, "ledger", "init")
            try await files.expect(0, "plan", "--out", "plan.json")
            #expect(try simulator.count() == 0)

            let applied = try await files.expect(0, "apply", "plan.json", "--auto-approve")
            #expect(applied.verdict == "Applied: 8 sent, 0 failed, 0 in doubt, 0 waiting of 8 planned.")
            let accepted = try simulator.accepted()
            let orders = accepted.filter { $0.gateway == "setapp" }.map { [$0.to, $0.fields["text"] ?? ""] }
            #expect(
                orders == [
                    ["573001000000", "Hola Persona 0, tu pedido va en camino."],
                    ["573001000000", "https://cdn.example.com/mapa.png"],
                    ["573001000001", "Hola Persona 1, tu pedido va en camino."],
                    ["573001000001", "https://cdn.example.com/mapa.png"],
                    ["573001000002", "Hola Persona 2, tu pedido va en camino."],
                    ["573001000002", "https://cdn.example.com/mapa.png"],
                ])
            let reminders = accepted.filter { $0.gateway == "contacto" }
            #expect(reminders.map(\.to) == ["573002000000", "573002000001"])
            #expect(
                reminders.map { $0.fields["template_variables"] } == [
                    "[Persona 0] [$0] [lunes]", "[Persona 1] [$1] [lunes]",
                ])

            let again = try await files.expect(0, "apply", "--auto-approve")
            #expect(again.verdict == "Nothing to send.")
            let unchanged = try await files.expect(0, "plan", "--detailed-exitcode")
            #expect(unchanged.verdict == "Plan: 2 campaigns, 0 to send, 8 already sent, 0 excluded.")
            let status = try await files.expect(0, "status")
            #expect(status.verdict == "Status: 2 campaigns, 8 sends: 8 accepted.")
            #expect(try await files.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
            #expect(try simulator.count() == 8)
        }

        @Test func `apply without a terminal and without approval sends nothing`() async throws {
            let workspace = try TestWorkspace()
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(1))
            let ending = try await workspace.expect(64, "apply", "--new-ledger")
            #expect(ending.stderr.contains("--auto-approve"))
            #expect(!FileManager.default.fileExists(atPath: workspace.ledger.url.path))
        }

        @Test func `more recipients than allowed send nothing; as many do`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3))
            let refused = try await workspace.expect(
                65, "apply", "--auto-approve", "--new-ledger", "--max-recipients", "2")
            #expect(refused.stderr.contains("3 recipients") && refused.stderr.contains("--max-recipients 2"))
            #expect(try simulator.count() == 0)
            // Three people get six messages: recipients are counted, not messages.
            try await workspace.expect(0, "apply", "--auto-approve", "--max-recipients", "3")
            #expect(try simulator.count() == 6)
        }

        @Test func `in CI a ledger inside the checkout is refused unless it is meant`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(1))
            try FileManager.default.createDirectory(
                at: workspace.scratch.appendingPathComponent(".git"), withIntermediateDirectories: false)
            let refused = try await workspace.expect(
                65, "apply", "--auto-approve", environment: ["CI": "true"])
            #expect(refused.stderr.contains("CI job") && refused.stderr.contains("--new-ledger"))
            #expect(try simulator.count() == 0)
            try await workspace.expect(
                0, "apply", "--auto-approve", "--new-ledger", environment: ["CI": "true"])
            #expect(try simulator.count() == 2)
            // With a ledger outside the checkout nothing has to be meant.
            let outside = try TestWorkspace(origin: simulator.origin)
            try outside.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1))
            let checkout = outside.folder.appendingPathComponent(".git")
            try FileManager.default.createDirectory(at: checkout, withIntermediateDirectories: false)
            let settings = outside.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: settings, encoding: .utf8)
            try outside.write(
                "pregon.yaml",
                text.replacing(
                    "sqlite:.pregon/ledger.sqlite", with: "sqlite:\(outside.scratch.path)/elsewhere/l.sqlite")
            )
            let ci = ["CI": "true"]
            try await outside.expect(0, "ledger", "init", environment: ci)
            try await outside.expect(0, "apply", "--auto-approve", environment: ci)
            #expect(try simulator.count() == 3)
        }
    }
}
