import Foundation
import Testing

extension EndToEnd {
    /// A ledger that is gone, old or another one looks as if nobody had got anything: it is never sent by.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct LedgerSafety {
        @Test func `a lost, an older and a foreign ledger are refused, and nothing is sent again`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let ledger = workspace.ledger.url
            let copy = workspace.scratch.appendingPathComponent("backup.sqlite")
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(2))
            try await workspace.expect(0, "ledger", "init")
            try FileManager.default.copyItem(at: ledger, to: copy)
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try simulator.count() == 4)

            let current = workspace.scratch.appendingPathComponent("current.sqlite")
            try FileManager.default.moveItem(at: ledger, to: current)
            let lost = try await workspace.expect(65, "apply", "--auto-approve", "--new-ledger")
            #expect(lost.stderr.contains("is gone"), "\(lost)")
            try await workspace.expect(65, "ledger", "init")

            try FileManager.default.copyItem(at: copy, to: ledger)
            let older = try await workspace.expect(65, "apply", "--auto-approve")
            #expect(older.stderr.contains("older than the one last used here"), "\(older)")
            try await workspace.expect(65, "plan")

            let other = try TestWorkspace()
            try await other.expect(0, "ledger", "init")
            try FileManager.default.removeItem(at: ledger)
            try FileManager.default.copyItem(at: other.ledger.url, to: ledger)
            let foreign = try await workspace.expect(65, "apply", "--auto-approve")
            #expect(foreign.stderr.contains("is another one"), "\(foreign)")

            try FileManager.default.removeItem(at: ledger)
            try FileManager.default.moveItem(at: current, to: ledger)
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
            #expect(try simulator.count() == 4)
        }

        @Test func `a campaign under a new name does not send the same again`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(5))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            for file in ["pedidos.yaml", "audiences/pedidos.csv"] {
                try FileManager.default.removeItem(at: workspace.folder.appendingPathComponent(file))
            }
            try workspace.add("entregas", Campaigns.orders("entregas"), to: Campaigns.numbers(5))
            let refused = try await workspace.expect(1, "apply", "--auto-approve")
            #expect(
                refused.stdout.contains("pedidos") && refused.stdout.contains("allow_repeat"), "\(refused)")
            #expect(try simulator.count() == 10)
        }

        @Test func `who leaves the audience while waiting gets nothing; raising revision sends again`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "85")
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(3))
            try await workspace.expect(75, "apply", "--auto-approve", "--new-ledger")
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(2))
            let plan = try await workspace.expect(2, "plan", "--detailed-exitcode")
            #expect(
                plan.verdict.contains("1 to send, 1 already sent") && plan.verdict.contains("1 to cancel"))
            try await workspace.run("apply", "--auto-approve")
            #expect(
                try await workspace.ledger.states() == ["accepted": 1, "planned": 1, "cancelled": 1])
            let raised = Campaigns.reminder().replacing("version: 1\n", with: "version: 1\nrevision: 2\n")
            try workspace.write("cobro.yaml", raised)
            let again = try await workspace.expect(2, "plan", "--detailed-exitcode")
            #expect(again.verdict.contains("2 to send, 0 already sent"), "\(again)")
            #expect(again.verdict.contains("1 to cancel"), "\(again)")
            try workspace.write("cobro.yaml", Campaigns.reminder())
            #expect(try simulator.count() == 1)
        }
    }
}
