import CampaignModel
import Foundation
import Synchronization
import Testing

@testable import Watching

/// A watcher on a clock that only its own waiting moves on.
@Suite(.timeLimit(.minutes(1))) struct WatcherTests {
    /// The world around a watcher: what happens at which second, and what it did.
    private final class World: Sendable {
        struct Happening {
            var second: Double
            var action: @Sendable (World) -> Void
        }

        struct State {
            var now = Instant(seconds: 1_800_000_000)
            var files: [String: Int] = ["a.yaml": 1]
            var holds: Set<String> = []
            var happenings: [Happening] = []
            var passes: [String] = []
            /// How many passes have begun, and whether the last one is under way.
            var number = 0
            var isPassing = false
            /// The pass waits for something itself, so time may go on.
            var isBlocked = false
            /// Looks that have been waited for during the pass under way.
            var sleepers = 0
        }

        static let start = Instant(seconds: 1_800_000_000)
        let state = Mutex(State())
        let watcher = Mutex<Watcher?>(nil)

        func at(_ second: Double, _ action: @escaping @Sendable (World) -> Void) {
            state.withLock { $0.happenings.append(Happening(second: second, action: action)) }
        }

        var second: Double { state.withLock { $0.now.seconds(since: Self.start) } }

        /// Time goes on to a moment, and what happens until then happens.
        func advance(to moment: Instant) {
            while true {
                let next = state.withLock { state -> Happening? in
                    let due = state.happenings.indices.filter {
                        Self.start.advanced(seconds: state.happenings[$0].second) <= moment
                    }.min { state.happenings[$0].second < state.happenings[$1].second }
                    guard let due else {
                        state.now = max(state.now, moment)
                        return nil
                    }
                    let next = state.happenings.remove(at: due)
                    state.now = max(state.now, Self.start.advanced(seconds: next.second))
                    return next
                }
                guard let next else { return }
                next.action(self)
                if Task.isCancelled { return }
            }
        }

        /// Waiting moves time on; during a pass only while that is blocked, so that every test sees the same.
        private func sleep(until moment: Instant) async throws {
            let pass = state.withLock { state -> Int? in
                guard state.isPassing else { return nil }
                state.sleepers += 1
                return state.number
            }
            while let pass {
                try Task.checkCancellation()
                if state.withLock({ $0.isPassing && $0.number == pass && $0.isBlocked }) { break }
                await Task.yield()
            }
            advance(to: moment)
            try Task.checkCancellation()
        }

        /// Waits until the pass is asked to end.
        func block(_ passing: PassUnderWay) async -> PassUnderWay.Ending {
            let ending = await withCheckedContinuation { continuation in
                passing.onEnd { continuation.resume(returning: $0) }
                state.withLock { $0.isBlocked = true }
            }
            state.withLock { $0.isBlocked = false }
            return ending
        }

        private func pass(
            _ cause: WatchCycle.Cause, _ body: () async -> WatchReport
        ) async -> WatchReport {
            state.withLock { state in
                state.number += 1
                (state.isPassing, state.sleepers) = (true, 0)
                state.passes.append("\(Int(state.now.seconds(since: Self.start))) \(cause.words)")
            }
            let report = await body()
            while state.withLock({ $0.sleepers == 0 }) { await Task.yield() }
            state.withLock { $0.isPassing = false }
            return report
        }

        /// Runs a watcher whose passes are what is given, until it is stopped.
        func run(
            _ pass: @escaping @Sendable (World, WatchCycle.Cause, PassUnderWay) async -> WatchReport
        ) async -> HealthBoard {
            let board = HealthBoard(startedAt: Self.start)
            let watcher = Watcher(
                Watcher.Parts(
                    now: { self.state.withLock(\.now) },
                    sleep: { try await self.sleep(until: $0) },
                    look: {
                        self.state.withLock {
                            WatchCycle.Look(files: FileStamps(testing: $0.files), holds: $0.holds)
                        }
                    },
                    pass: { cause, passing in
                        await self.pass(cause) { await pass(self, cause, passing) }
                    }),
                health: board)
            self.watcher.withLock { $0 = watcher }
            await watcher.run()
            return board
        }

        func stop() { watcher.withLock { $0 }?.stop() }
        var passes: [String] { state.withLock(\.passes) }
    }

    private static func done(next second: Double? = nil) -> WatchReport {
        WatchReport(
            WatchCycle.Result(
                next: second.map { World.start.advanced(seconds: $0) }, isRetried: false),
            isFailed: false, status: 0, message: "Applied.", ledger: LedgerMark(id: "l", serial: 7))
    }

    @Test func `passes come when something is due, a file changes, a stop ends or somebody asks`() async {
        let world = World()
        world.at(60) { $0.state.withLock { $0.files["b.csv"] = 1 } }
        world.at(100) { $0.state.withLock { $0.holds = ["line a"] } }
        world.at(120) { $0.state.withLock { $0.holds = [] } }
        world.at(150.5) { $0.watcher.withLock { $0 }?.ask() }
        world.at(200) { $0.stop() }
        let board = await world.run { world, _, _ in Self.done(next: world.second < 20 ? 30 : nil) }
        // A file is looked at twice; looks are three seconds apart.
        #expect(
            world.passes == [
                "0 start", "30 something is due", "63 b.csv has changed", "120 line a is no longer held",
                "150 SIGHUP",
            ])
        #expect(board.isWell)
    }

    @Test func `a pass that lasts makes room when files change`() async {
        let world = World()
        world.at(30) { $0.state.withLock { $0.files["a.yaml"] = 2 } }
        world.at(100) { $0.stop() }
        _ = await world.run { world, cause, passing in
            guard case .start = cause else { return Self.done() }
            // Sends until it is asked to end.
            #expect(await world.block(passing) == .makeRoom(.files(["a.yaml"])))
            return Self.done(next: 5000)
        }
        #expect(world.passes == ["0 start", "33 a.yaml has changed"])
    }

    @Test func `a pass that lasts makes room when another campaign begins`() async {
        let world = World()
        world.at(500) { $0.stop() }
        _ = await world.run { world, cause, passing in
            guard case .start = cause else { return Self.done() }
            passing.planned(next: World.start.advanced(seconds: 45))
            #expect(await world.block(passing) == .makeRoom(.due))
            return Self.done()
        }
        #expect(world.passes == ["0 start", "45 something is due"])
    }

    @Test func `a wish to end is handed to the pass under way, and no other follows`() async throws {
        let world = World()
        world.at(10) { $0.stop() }
        let board = await world.run { world, _, passing in
            #expect(await world.block(passing) == .stopping)
            return Self.done(next: 11)
        }
        #expect(world.passes == ["0 start"])
        #expect(try board.json().contains(#""state" : "stopping""#))
    }

    @Test func `health says what was, what is and what comes`() async throws {
        let world = World()
        world.at(20) { world in
            let json = (try? world.watcher.withLock { $0 }?.health.json()) ?? ""
            world.state.withLock { $0.passes.append(json) }
            world.stop()
        }
        let board = await world.run { _, _, _ in
            WatchReport(
                WatchCycle.Result(next: nil, isRetried: true), isFailed: true, status: 65,
                message: "the ledger is gone")
        }
        #expect(!board.isWell)
        let text = try #require(world.passes.first { $0.hasPrefix("{") })
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["format_version"] as? Int == 1)
        #expect(json["state"] as? String == "waiting")
        #expect(json["since"] as? String == "2027-01-15T08:00:10.000Z")
        #expect(json["next_wake"] as? String == "2027-01-15T08:00:30.000Z")
        #expect(json["ledger"] == nil)
        let last = try #require(json["last_pass"] as? [String: Any])
        #expect(last["status"] as? Int == 65 && last["failed"] as? Bool == true)
        #expect(last["cause"] as? String == "another try")
        #expect(last["message"] as? String == "the ledger is gone")
    }
}
