import Foundation
import Testing

extension EndToEnd {
    /// Two runs that a scheduler has started at the same moment.
    @Suite struct RunPairs {
        /// Each pair takes a second or two: ten in every run of the tests, `PREGON_RUN_PAIRS=100` for more.
        static let pairs = ProcessInfo.processInfo.environment["PREGON_RUN_PAIRS"].flatMap(Int.init) ?? 10

        @Test(.enabled(if: LedgerFile.isReadable), .timeLimit(.minutes(30)))
        func `of two runs started together one works, the other says who holds the ledger`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "120")
            defer { simulator.stop() }
            try await workspace.expect(0, "ledger", "init")
            let people = 5
            for pair in 1...Self.pairs {
                let name = "aviso-\(pair)"
                try workspace.add(
                    name,
                    Campaigns.notice(name, text: "Aviso \(pair) para {{nombre}}") + ScheduledRuns.start(-60),
                    to: Campaigns.numbers(people))
                let both = try (0..<2).map { _ in try workspace.begin(["run"]) }
                defer { for one in both { one.stop() } }
                var endings: [(pid: Int32, ending: Ending)] = []
                for one in both { endings.append((one.pid, try await workspace.end(one))) }
                let worked = endings.filter { $0.ending.status == 0 }
                let refused = endings.filter { $0.ending.status == 75 }
                try #require(
                    worked.count == 1 && refused.count == 1,
                    "pair \(pair):\n\(endings[0].ending)\n\(endings[1].ending)")
                #expect(
                    worked[0].ending.verdict.hasPrefix(
                        "Applied: \(people) sent, 0 failed, 0 in doubt, 0 waiting"),
                    "pair \(pair): \(worked[0].ending)")
                #expect(
                    refused[0].ending.stderr.contains("pregon run, process \(worked[0].pid) on "),
                    "pair \(pair): \(refused[0].ending)")
                #expect(refused[0].ending.stdout.isEmpty)
            }
            let accepted = try simulator.accepted()
            #expect(accepted.count == Self.pairs * people)
            let texts = Set(accepted.map { $0.to + " " + ($0.fields["mensaje"] ?? "\($0.fields)") })
            #expect(texts.count == Self.pairs * people, "something was accepted twice")
            let states = try await workspace.ledger.states()
            #expect(states == ["accepted": Self.pairs * people])
        }
    }
}
