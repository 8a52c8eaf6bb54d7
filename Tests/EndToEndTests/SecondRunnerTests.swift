import Foundation
import Testing

extension EndToEnd {
    /// Two programs at one ledger, and a program that is asked to end.
    @Suite struct Runners {
        @Test(.enabled(if: LedgerFile.isReadable))
        func `a second apply says who holds the ledger; status, plan, resume and resolve work beside it`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "120")
            defer { simulator.stop() }
            // One send in doubt and one stopped campaign to work on.
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1, block: 3))
            try workspace.add("malo", Campaigns.reminder("malo", template: "9999"), to: Campaigns.numbers(1))
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(1, "apply", "malo", "--auto-approve")
            let doomed = try workspace.begin(["apply", "avisos", "--auto-approve"])
            try await eventually("the message arrives") { try simulator.count() == 1 }
            doomed.stop()
            _ = try await doomed.end()

            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(15))
            let first = try workspace.begin(["apply", "pedidos", "--auto-approve"])
            defer { first.stop() }
            try await eventually("the first apply sends") { try simulator.count() >= 3 }
            let second = try await workspace.expect(75, "apply", "pedidos", "--auto-approve")
            #expect(second.stderr.contains("pregon apply, process \(first.pid)"), "\(second)")
            #expect(second.stderr.contains("since 20"))
            let status = try await workspace.expect(0, "status")
            #expect(status.stdout.contains("campaign malo is stopped"))
            try await workspace.expect(0, "plan", "pedidos")
            try await workspace.expect(0, "resume", "malo")
            try await workspace.expect(64, "resume", "malo")
            let settled = try await workspace.expect(0, "resolve", "avisos", "--as", "sent")
            #expect(settled.verdict == "1 send of avisos settled as sent.")
            #expect(first.isRunning, "the first apply was over too early to show anything")

            let ending = try await workspace.end(first)
            // It sent everything, and took over a doubt from the one that was killed.
            #expect(ending.status == 1, "\(ending)")
            let received = try simulator.accepted().filter { $0.to.hasPrefix("573001") }
            #expect(received.count == 30)
            #expect(Set(received.map { $0.to + $0.kind }).count == 30)
            let states = try await workspace.ledger.states()
            #expect(states == ["accepted": 31, "planned": 1])
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
        }

        @Test(
            .enabled(if: LedgerFile.isReadable),
            arguments: [SIGINT, SIGTERM, SIGHUP])
        func `a signal lets what is in flight end, and the next apply goes on`(
            signal: Int32
        ) async throws {
            // 128 and the signal's number, as shells have it; a closed terminal ends it as SIGTERM does.
            let status = 128 + (signal == SIGINT ? SIGINT : SIGTERM)
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "80")
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(10))
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(10, block: 2))
            try await workspace.expect(0, "ledger", "init")
            let apply = try workspace.begin(["apply", "--auto-approve"])
            defer { apply.stop() }
            try await eventually("some messages arrive") { try simulator.count() >= 5 }
            apply.signal(signal)
            let ending = try await workspace.end(apply)
            #expect(ending.status == status && !ending.wasKilled, "\(ending)")
            let received = try simulator.count()
            #expect(received < 30, "it did not stop")
            let states = try await workspace.ledger.states()
            #expect(states == ["accepted": received, "planned": 30 - received])
            #expect(ending.verdict.hasPrefix("Applied: \(received) sent, 0 failed, 0 in doubt"))

            try await workspace.expect(0, "apply", "--auto-approve")
            let accepted = try simulator.accepted()
            #expect(accepted.count == 30)
            #expect(Set(accepted.map { $0.to + $0.kind }).count == 30)
        }
    }
}
