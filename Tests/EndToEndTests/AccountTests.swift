import Foundation
import Testing

extension EndToEnd {
    /// Balance and templates: what the gateway says of the account itself.
    @Suite struct Accounts {
        private static let lock = "templates.lock.yaml"

        private static func read(_ workspace: TestWorkspace) throws -> String {
            try String(contentsOf: workspace.folder.appendingPathComponent(lock), encoding: .utf8)
        }

        /// The workspace's contacto line with a price.
        private static func price(_ price: String, in workspace: TestWorkspace) throws {
            let file = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try workspace.write(
                "pregon.yaml",
                text.replacing(
                    "number: \"573005202020\"\n", with: "number: \"573005202020\"\n    price: \(price)\n"))
        }

        @Test func `templates are pulled, checked and pulled again with a small difference`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let missing = try await workspace.expect(1, "templates", "check")
            #expect(missing.stderr.contains("pregon templates pull"), "\(missing)")
            let pulled = try await workspace.expect(0, "templates", "pull")
            #expect(pulled.stdout.contains("+ 1042  recordatorio_pago"), "\(pulled)")
            #expect(
                pulled.stderr.contains("line equipo is one of setapp, which has no templates"), "\(pulled)")
            let text = try Self.read(workspace)
            #expect(text.contains("  cartera:\n") && !text.contains("equipo"))
            #expect(
                text.contains(
                    """
                          "1042": {name: recordatorio_pago, status: approved, category: utility, language: es, variables: 3, \
                    media: document,
                                   body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}."}

                    """), "\(text)")
            try await workspace.expect(0, "templates", "check")
            try await workspace.expect(0, "validate")
            let again = try await workspace.expect(0, "templates", "pull")
            #expect(again.verdict.contains("is up to date"), "\(again)")
            #expect(try Self.read(workspace) == text)

            // Somebody has edited the file, and left a remark.
            try workspace.write(
                Self.lock,
                text.replacing(
                    "\"2077\": {name: tarifas_navidad, status: approved",
                    with: "\"2077\": {name: tarifas_navidad, status: paused"
                )
                .replacing("      \"3001\"", with: "      # para clientes nuevos\n      \"3001\""))
            let drift = try await workspace.expect(1, "templates", "check")
            #expect(drift.stdout.contains("~ 2077  tarifas_navidad: status paused → approved"), "\(drift)")
            try await workspace.expect(0, "templates", "pull", "cartera")
            let mended = try Self.read(workspace)
            #expect(mended.contains("# para clientes nuevos\n      \"3001\""))
            let changed = Set(mended.split(separator: "\n")).symmetricDifference(text.split(separator: "\n"))
            #expect(
                changed.allSatisfy { $0.contains("pulled:") || $0.contains("# para clientes nuevos") },
                "\(changed)")
            let list = try await workspace.expect(0, "templates", "list")
            #expect(list.verdict.contains("4 templates on 1 line"), "\(list)")
        }

        @Test func `a refused account writes nothing, and says which`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let wrong = ["CONTACTO_TOKEN": "ZZZZZZZZZZZZZZZZZZZZ"]
            for command in [["templates", "pull"], ["balance"]] {
                let child = try workspace.begin(command, environment: wrong)
                let ending = try await workspace.end(child, environment: wrong)
                #expect(ending.status == 69, "\(ending)")
                #expect(
                    ending.stderr.contains("line cartera: contacto refuses the user or the token (2)"),
                    "\(ending)")
            }
            #expect(
                !FileManager.default.fileExists(
                    atPath: workspace.folder.appendingPathComponent(Self.lock).path))
        }

        @Test func `a reply that is not understood is shown and is an error`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            // An endpoint of the simulator that answers something else.
            let file = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try workspace.write("pregon.yaml", text.replacing("/contacto/\n", with: "/setapp/message/\n"))
            for command in [["templates", "pull"], ["balance"]] {
                let ending = try await workspace.end(try workspace.begin(command))
                #expect(ending.status != 0 && ending.status != 70, "\(ending)")
                #expect(ending.stderr.contains("line cartera: "), "\(ending)")
            }
            #expect(
                !FileManager.default.fileExists(
                    atPath: workspace.folder.appendingPathComponent(Self.lock).path))
        }

        @Test func `balance says what each line has left, and --min what is too little`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "125000")
            defer { simulator.stop() }
            let plain = try await workspace.expect(0, "balance")
            #expect(plain.stdout.contains("cartera  125,000\n"), "\(plain)")
            #expect(plain.stdout.contains("equipo   setapp has no question for a balance"), "\(plain)")
            try await workspace.expect(0, "balance", "--min", "125.000 COP")
            let short = try await workspace.expect(69, "balance", "cartera", "--min", "125000.01")
            #expect(short.stderr.contains("1 account must be recharged"), "\(short)")
            try await workspace.expect(64, "balance", "--min", "mucho")
            let unknown = try await workspace.expect(64, "balance", "carteras")
            #expect(unknown.stderr.contains("did you mean `cartera`?"), "\(unknown)")
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `apply refuses a plan that the balance does not cover, and sends nothing`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "424")
            defer { simulator.stop() }
            try Self.price("85 COP", in: workspace)
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(5))
            let refused = try await workspace.expect(69, "apply", "--auto-approve", "--new-ledger")
            #expect(
                refused.stderr.contains(
                    "the balance is 424 COP, and the plan needs 425 COP (5 messages); nothing was sent"),
                "\(refused)")
            #expect(try simulator.count() == 0)
            try await workspace.expect(75, "apply", "--auto-approve", "--ignore-balance")
            #expect(try simulator.count() == 4)
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `run asks for the balance, too`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "424")
            defer { simulator.stop() }
            try Self.price("85 COP", in: workspace)
            try workspace.add(
                "cobro", Campaigns.reminder() + ScheduledRuns.start(-60), to: Campaigns.numbers(5))
            let refused = try await workspace.expect(69, "run", "--new-ledger")
            #expect(
                refused.stderr.contains(
                    "the balance is 424 COP, and the plan needs 425 COP (5 messages); nothing was sent"),
                "\(refused)")
            #expect(try simulator.count() == 0)
            #expect(try await workspace.ledger.states() == [:])
            try await workspace.expect(75, "run", "--ignore-balance")
            #expect(try simulator.count() == 4)
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `apply sends what the balance just covers, and only what is left counts`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "425")
            defer { simulator.stop() }
            try Self.price("85 COP", in: workspace)
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(5))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            #expect(try simulator.count() == 5)
            // Nothing is left to send, so nothing is asked of an account with nothing left.
            try await workspace.expect(0, "apply", "--auto-approve")
            // A wrong token is known before anything is frozen or asked.
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(6))
            let wrong = ["CONTACTO_TOKEN": "ZZZZZZZZZZZZZZZZZZZZ"]
            let refused = try await workspace.expect(69, "apply", "--auto-approve", environment: wrong)
            #expect(refused.stderr.contains("--ignore-balance"), "\(refused)")
            #expect(try await workspace.ledger.states() == ["accepted": 5])
        }
    }
}
