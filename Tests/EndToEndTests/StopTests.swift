import Foundation
import Testing

extension EndToEnd {
    /// What a gateway refuses, and what follows from it.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Stops {
        @Test(arguments: [("cobro", "cartera", "CONTACTO_TOKEN"), ("avisos", "equipo", "SETAPP_TOKEN")])
        func `a wrong token stops the line until it is put right and resumed`(
            campaign: String, line: String, variable: String
        ) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let text = line == "cartera" ? Campaigns.reminder(campaign) : Campaigns.notice(campaign)
            try workspace.add(campaign, text, to: Campaigns.numbers(3))
            let wrong = [variable: "ZZZZZZZZZZZZZZZZZZZZ"]
            let stopped = try await workspace.expect(
                69, "apply", "--auto-approve", "--new-ledger", environment: wrong)
            #expect(stopped.stderr.contains("line \(line) is stopped"), "\(stopped)")
            #expect(stopped.stderr.contains("pregon resume \(line)"), "\(stopped)")
            #expect(stopped.verdict.contains("0 sent, 0 failed, 0 in doubt, 3 waiting of 3"), "\(stopped)")
            let bytes = try workspace.ledger.bytes()
            #expect(bytes.range(of: Data("ZZZZZZZZZZ".utf8)) == nil)
            // Putting it right is not enough: a person says that it is settled.
            try await workspace.expect(69, "apply", "--auto-approve")
            #expect(try simulator.count() == 0)
            try await workspace.expect(0, "resume", line)
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try simulator.count() == 3)
            #expect(try await workspace.ledger.states() == ["accepted": 3])
        }

        @Test func `a used-up balance pauses the line, and the rest waits`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--balance", "170")
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(5))
            let paused = try await workspace.expect(75, "apply", "--auto-approve", "--new-ledger")
            #expect(paused.stderr.contains("line cartera is paused until"), "\(paused)")
            #expect(paused.verdict.contains("2 sent, 0 failed, 0 in doubt, 3 waiting of 5"), "\(paused)")
            #expect(try simulator.count() == 2)
            #expect(try await workspace.ledger.states() == ["accepted": 2, "planned": 3])
        }

        @Test func `an unknown template stops its campaign and no other`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add(
                "cobro", Campaigns.reminder(template: "9999"), to: Campaigns.numbers(2))
            try workspace.add("otra", Campaigns.reminder("otra"), to: Campaigns.numbers(2, block: 2))
            let ending = try await workspace.expect(1, "apply", "--auto-approve", "--new-ledger")
            #expect(ending.stderr.contains("campaign cobro is stopped"), "\(ending)")
            #expect(ending.stderr.contains("pregon resume cobro"), "\(ending)")
            #expect(try simulator.accepted().map(\.to) == ["573002000000", "573002000001"])
            #expect(try await workspace.ledger.states() == ["accepted": 2, "planned": 2])
            try workspace.write("cobro.yaml", Campaigns.reminder())
            try await workspace.expect(0, "resume", "cobro")
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["accepted": 4])
        }

        @Test func `a number that the gateway refuses fails for good, and its next message is not sent`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            // The simulator's own number: SetApp's -9, permanent for this recipient (gateways.md).
            let numbers = [573_001_000_000, 573_123_252_394, 573_001_000_001]
            try workspace.add("pedidos", Campaigns.orders(), to: numbers)
            let ending = try await workspace.expect(1, "apply", "--auto-approve", "--new-ledger")
            #expect(ending.verdict.contains("4 sent, 1 failed, 0 in doubt, 0 waiting of 6"), "\(ending)")
            let refused = try await workspace.ledger.sends().filter { $0.recipient == numbers[1] }
            #expect(refused.map(\.message) == ["aviso", "mapa"])
            #expect(refused.first?.state == "refused" && refused.first?.reason?.contains("-9") == true)
            #expect(refused.last?.state == "suppressed" && refused.last?.reason?.isEmpty == false)
            try await workspace.run("apply", "--auto-approve", "--retry-failed")
            #expect(try await workspace.ledger.sends().filter { $0.recipient == numbers[1] }[0].attempts == 1)
            #expect(try simulator.count() == 4)
        }

        @Test func `a gateway that does not listen leaves nothing in doubt, and is tried again later`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated(
                sending: "  stop_after_failures: 3\n")
            let port = simulator.port
            simulator.stop()
            try await eventually("the simulator is gone") { !simulator.process.isRunning }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(4))
            let ending = try await workspace.expect(
                69, "apply", "--auto-approve", "--new-ledger", within: 30)
            #expect(ending.stderr.contains("line equipo is stopped"), "\(ending)")
            #expect(try await workspace.ledger.states() == ["planned": 4])
            let tried = try await workspace.ledger.sends().filter { $0.attempts > 0 }
            // The line itself waits 5 and 10 seconds between them, whoever is next.
            #expect(tried.reduce(0) { $0 + $1.attempts } == 3)
            #expect(tried.allSatisfy { $0.reason?.contains("cannot be reached") == true })

            let again = try await Simulator.start(in: workspace.scratch, port: port)
            defer { again.stop() }
            try await workspace.expect(0, "resume", "equipo")
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["accepted": 4])
            #expect(Set(try again.accepted().map(\.to)).count == 4)
        }

        @Test func `waiting for a gateway to come back can be interrupted`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            simulator.stop()
            try await eventually("the simulator is gone") { !simulator.process.isRunning }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(2))
            let apply = try workspace.begin(["apply", "--auto-approve", "--new-ledger"])
            defer { apply.stop() }
            try await eventually("both were tried") {
                apply.stderr.matches(of: /cannot be reached/).count >= 2 || !apply.isRunning
            }
            apply.signal(SIGINT)
            let ending = try await workspace.end(apply, within: 20)
            #expect(ending.status == 130, "\(ending)")
            #expect(try await workspace.ledger.states() == ["planned": 2])
        }
    }
}
