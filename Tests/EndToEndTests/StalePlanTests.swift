import Foundation
import Testing

extension EndToEnd {
    /// A saved plan is sent as it was approved, or not at all.
    @Suite struct StalePlans {
        @Test(arguments: ["joined", "left", "content", "value", "revision", "applied"])
        func `a saved plan that rests on what has changed is refused and says what changed`(
            change: String
        ) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "plan", "--out", "plan.json")
            var sent = 0
            let says: String
            switch change {
            case "joined":
                try workspace.write("audiences/pedidos.csv", Campaigns.audience(Campaigns.numbers(4)))
                says = "pedidos: 2 sends new"
            case "left":
                try workspace.write("audiences/pedidos.csv", Campaigns.audience(Campaigns.numbers(2)))
                says = "pedidos: 2 sends gone"
            case "content":
                try workspace.write("pedidos.yaml", Campaigns.orders(text: "Hola {{nombre}}, ya llegó."))
                says = "pedidos: 3 sends with other content"
            case "value":
                let rows = Campaigns.audience(Campaigns.numbers(3)).replacing("Persona 1,", with: "Ana,")
                try workspace.write("audiences/pedidos.csv", rows)
                says = "pedidos: 1 send with other content"
            case "revision":
                let raised = Campaigns.orders().replacing("version: 1\n", with: "version: 1\nrevision: 2\n")
                try workspace.write("pedidos.yaml", raised)
                says = "pedidos: revision was 1, now 2"
            default:
                try await workspace.expect(0, "apply", "plan.json", "--auto-approve")
                sent = 6
                says = "pedidos: 6 sends standing otherwise in the ledger than when it was made"
            }
            let refused = try await workspace.expect(65, "apply", "plan.json", "--auto-approve")
            #expect(refused.stderr.contains("no longer holds"), "\(refused)")
            // Grammar may change; the number and the words that name the change may not.
            #expect(refused.stderr.contains(says), "\(refused)")
            #expect(try simulator.count() == sent)
        }

        @Test func `a saved plan of another ledger is refused`() async throws {
            let workspace = try TestWorkspace()
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(1))
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "plan", "--out", "plan.json")
            try FileManager.default.removeItem(at: workspace.folder.appendingPathComponent(".pregon"))
            try await workspace.expect(0, "ledger", "init")
            let refused = try await workspace.expect(65, "apply", "plan.json", "--auto-approve")
            #expect(refused.stderr.contains("another ledger"))
        }

        @Test func `a campaign that is named twice is one, and a saved plan that is not there is missing`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "ledger", "init")
            let plan = try await workspace.expect(0, "plan", "pedidos", "pedidos", "--quiet")
            #expect(plan.stdout.contains("Plan: 1 campaign, 6 to send"), "\(plan)")
            try await workspace.expect(0, "apply", "pedidos", "pedidos", "--auto-approve")
            #expect(try simulator.count() == 6)
            let missing = try await workspace.expect(65, "apply", "nix.json", "--auto-approve")
            #expect(missing.stderr.contains("No such file"), "\(missing)")
        }

        @Test(arguments: ["{}", "not JSON", ""])
        func `a file that is no plan is refused`(text: String) async throws {
            let workspace = try TestWorkspace()
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(1))
            try Data(text.utf8).write(to: workspace.scratch.appendingPathComponent("plan.json"))
            let refused = try await workspace.expect(
                65, "apply", "plan.json", "--auto-approve", "--new-ledger")
            #expect(refused.stderr.contains("plan.json is not a plan"))
        }

        @Test func `a plan is saved over an older one and through a link, never over another file`()
            async throws
        {
            let workspace = try TestWorkspace()
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(2))
            try await workspace.expect(0, "ledger", "init")
            let files = FileManager.default
            func path(_ name: String) -> String { workspace.scratch.appendingPathComponent(name).path }
            try Data("{\"version\":1}".utf8).write(to: URL(fileURLWithPath: path("other.json")))
            let refused = try await workspace.expect(64, "plan", "--out", "other.json")
            #expect(refused.stderr.contains("is no saved plan"))
            #expect(files.contents(atPath: path("other.json")) == Data("{\"version\":1}".utf8))
            try await workspace.expect(0, "plan", "--out", "plan.json")
            let first = files.contents(atPath: path("plan.json"))
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("plan.json"))
            try files.createSymbolicLink(atPath: path("link.json"), withDestinationPath: "plan.json")
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "plan", "--out", "link.json")
            #expect(try files.destinationOfSymbolicLink(atPath: path("link.json")) == "plan.json")
            let attributes = try files.attributesOfItem(atPath: path("plan.json"))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let second = try #require(files.contents(atPath: path("plan.json")))
            #expect(second != first && second.count > first?.count ?? 0)
            // It holds what is now planned, to the last send.
            let held = try await workspace.expect(
                65, "apply", "plan.json", "--auto-approve", "--max-recipients", "1")
            #expect(held.stderr.contains("3 recipients would get something"), "\(held)")
            let names = try files.contentsOfDirectory(atPath: workspace.scratch.path)
            #expect(!names.contains { $0.hasPrefix(".pregon-plan") })
        }

        @Test func `a saved plan holds neither numbers nor texts nor names`() async throws {
            let workspace = try TestWorkspace()
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(2))
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "plan", "--out", "plan.json")
            let plan = try String(
                contentsOf: workspace.scratch.appendingPathComponent("plan.json"), encoding: .utf8)
            #expect(plan.contains("pedidos"))
            for hidden in ["573001000000", "3001000001", "Persona", "camino", "mapa.png"] {
                #expect(!plan.contains(hidden))
            }
        }
    }
}
