import Foundation
import Testing

extension EndToEnd {
    /// `pregon run`, as cron starts it.
    @Suite struct ScheduledRuns {
        @Test(.enabled(if: LedgerFile.isReadable))
        func `a run sends what is due, leaves the rest alone, and sends nothing the second time`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add(
                "vencido", Campaigns.notice("vencido") + Self.start(-3600), to: Campaigns.numbers(3))
            try workspace.add(
                "futuro", Campaigns.notice("futuro") + Self.start(86_400), to: Campaigns.numbers(2, block: 2))
            try workspace.add("a-mano", Campaigns.notice("a-mano"), to: Campaigns.numbers(2, block: 3))
            try await workspace.expect(65, "run")
            let first = try await workspace.expect(0, "run", "--new-ledger")
            #expect(first.verdict == "Applied: 3 sent, 0 failed, 0 in doubt, 0 waiting of 3 planned.")
            #expect(try simulator.accepted().map(\.to).sorted() == Campaigns.numbers(3).map(String.init))
            let second = try await workspace.expect(0, "run")
            #expect(second.verdict.hasPrefix("Nothing is due. Next: futuro, "))
            #expect(try simulator.count() == 3)
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `a run goes on with what an apply has begun, and adds nobody to it`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "60")
            defer { simulator.stop() }
            try workspace.add("aviso", Campaigns.notice("aviso"), to: Campaigns.numbers(12))
            try await workspace.expect(0, "ledger", "init")
            let apply = try workspace.begin(["apply", "--auto-approve"])
            try await eventually("the apply sends") { try simulator.count() >= 2 }
            apply.signal(SIGTERM)
            let ending = try await workspace.end(apply)
            #expect(ending.status == 143, "\(ending)")
            // Somebody more in the file: that is for a person to approve.
            try workspace.write("audiences/aviso.csv", Campaigns.audience(Campaigns.numbers(13)))
            try await workspace.expect(0, "run")
            #expect(try Set(simulator.accepted().map(\.to)) == Set(Campaigns.numbers(12).map(String.init)))
            #expect(try simulator.count() == 12)
            #expect(try await workspace.expect(0, "run").verdict == "Nothing is due.")
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `a campaign with a mistake is held and the others go on`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("bueno", Campaigns.notice("bueno") + Self.start(-60), to: Campaigns.numbers(2))
            try workspace.add(
                "malo", Campaigns.notice("malo", text: "Hola {{nombr}}") + Self.start(-60),
                to: Campaigns.numbers(2, block: 2))
            try workspace.write("roto.yaml", "campaign: roto\nversion: 2\n")
            let ending = try await workspace.expect(1, "run", "--new-ledger")
            #expect(ending.all.contains("campaigns with errors are left out"))
            #expect(ending.all.contains("[unknown-column]"))
            #expect(try simulator.accepted().map(\.to).sorted() == Campaigns.numbers(2).map(String.init))
        }

        @Test(.enabled(if: LedgerFile.isReadable))
        func `while one run sends, others say who holds the ledger`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "100")
            defer { simulator.stop() }
            try workspace.add("aviso", Campaigns.notice("aviso") + Self.start(-60), to: Campaigns.numbers(20))
            try await workspace.expect(0, "ledger", "init")
            let first = try workspace.begin(["run"])
            try await eventually("the first run sends") { try simulator.count() >= 1 }
            let others = try (0..<2).map { _ in try workspace.begin(["run"]) }
            for other in others {
                let refused = try await workspace.end(other)
                #expect(refused.status == 75, "\(refused)")
                #expect(refused.stderr.contains("pregon run, process \(first.pid)"), "\(refused)")
            }
            #expect(first.isRunning, "the first run was over too early to show anything")
            #expect(try await workspace.end(first).status == 0)
            #expect(try simulator.count() == 20)
        }

        /// A schedule whose start lies so many seconds from now, in the workspace's zone.
        static func start(_ seconds: TimeInterval) -> String {
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "America/Bogota")
            format.dateFormat = "yyyy-MM-dd HH:mm"
            return "schedule:\n  start: \(format.string(from: Date(timeIntervalSinceNow: seconds)))\n"
        }
    }
}
