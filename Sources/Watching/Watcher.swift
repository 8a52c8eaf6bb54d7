import CampaignModel
import Synchronization

/// Passes and waits until it is stopped. It holds no thread while it waits.
package final class Watcher: Sendable {
    /// What the watcher is made of. Tests bring their own clock.
    package struct Parts: Sendable {
        package var now: @Sendable () -> Instant
        /// Returns at the moment, or throws when the task is cancelled.
        package var sleep: @Sendable (Instant) async throws -> Void
        package var look: @Sendable () -> WatchCycle.Look
        /// One pass. It says through `PassUnderWay` what it has planned, and ends early when that asks it to.
        package var pass: @Sendable (WatchCycle.Cause, PassUnderWay) async -> WatchReport

        package init(
            now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Instant) async throws -> Void,
            look: @escaping @Sendable () -> WatchCycle.Look,
            pass: @escaping @Sendable (WatchCycle.Cause, PassUnderWay) async -> WatchReport
        ) {
            self.now = now
            self.sleep = sleep
            self.look = look
            self.pass = pass
        }
    }

    private struct State {
        var cycle = WatchCycle()
        var isStopping = false
        var sleeping: Task<Void, any Error>?
        var passing: PassUnderWay?
    }

    private let parts: Parts
    package let health: HealthBoard
    private let state = Mutex(State())

    package init(_ parts: Parts, health: HealthBoard) {
        self.parts = parts
        self.health = health
    }

    /// Ends when it is stopped: a pass under way first ends what is in flight.
    package func run() async {
        while !state.withLock(\.isStopping) {
            let look = parts.look()
            let now = parts.now()
            let cause = state.withLock { $0.cycle.cause(at: now, seeing: look) }
            if let cause {
                await pass(cause, seeing: look)
            } else {
                await rest()
            }
        }
        health.turn(to: .stopping, at: parts.now())
    }

    /// A pass at once; one under way ends what is in flight and makes room.
    package func ask() {
        state.withLock { state in
            state.cycle.ask()
            state.sleeping?.cancel()
        }
    }

    /// No further pass; the one under way ends when what is in flight has ended.
    package func stop() {
        let passing = state.withLock { state in
            state.isStopping = true
            state.sleeping?.cancel()
            return state.passing
        }
        health.turn(to: .stopping, at: parts.now())
        passing?.end(.stopping)
    }

    // MARK: Waiting

    private func rest() async {
        let now = parts.now()
        health.turn(to: .waiting, at: now)
        let until = state.withLock { state in
            health.note(nextWake: state.cycle.wake)
            return state.cycle.rest(at: now)
        }
        await sleep(until: until)
    }

    /// Ends early when somebody asks for a pass or the end.
    private func sleep(until: Instant) async {
        let sleep = parts.sleep
        let task = state.withLock { state -> Task<Void, any Error>? in
            guard !state.isStopping else { return nil }
            let task = Task { try await sleep(until) }
            state.sleeping = task
            return task
        }
        await withTaskCancellationHandler {
            _ = await task?.result
        } onCancel: {
            task?.cancel()
        }
        state.withLock { $0.sleeping = nil }
    }

    // MARK: Passing

    private func pass(_ cause: WatchCycle.Cause, seeing look: WatchCycle.Look) async {
        let passing = PassUnderWay(
            onReading: { [self] named in state.withLock { $0.cycle.reading(named: named) } },
            onPlan: { [self] next in state.withLock { $0.cycle.planned(next: next) } })
        let isStopping = state.withLock { state in
            state.cycle.began(seeing: look)
            state.passing = passing
            return state.isStopping
        }
        if isStopping { passing.end(.stopping) }
        health.began(cause, at: parts.now())
        let report = await withTaskGroup(of: WatchReport?.self) { group in
            group.addTask { await self.parts.pass(cause, passing) }
            group.addTask {
                await self.lookMeanwhile(passing)
                return nil
            }
            var report: WatchReport?
            for await ended in group {
                guard let ended else { continue }
                report = ended
                group.cancelAll()
            }
            return report
        }
        guard let report else { return }
        let after = parts.look()
        let now = parts.now()
        state.withLock { state in
            state.passing = nil
            state.cycle.ended(report.result, holds: after.holds, at: now)
        }
        health.ended(report, at: now)
    }

    /// While a pass sends for hours, files change and other campaigns come due: then it makes room for the next pass.
    private func lookMeanwhile(_ passing: PassUnderWay) async {
        while !Task.isCancelled {
            await sleep(until: parts.now().advanced(seconds: WatchCycle.interval))
            guard !Task.isCancelled, !state.withLock(\.isStopping) else { return }
            let look = parts.look()
            let now = parts.now()
            if let cause = state.withLock({ $0.cycle.cause(at: now, seeing: look) }) {
                passing.end(.makeRoom(cause))
                return
            }
        }
    }
}

/// A pass and its watcher, talking to one another.
package final class PassUnderWay: Sendable {
    package enum Ending: Sendable, Hashable {
        case stopping
        case makeRoom(WatchCycle.Cause)
    }

    private struct State {
        var ending: Ending?
        var action: (@Sendable (Ending) -> Void)?
    }

    private let state = Mutex(State())
    private let onReading: @Sendable (FileStamps) -> Void
    private let onPlan: @Sendable (Instant?) -> Void

    init(
        onReading: @escaping @Sendable (FileStamps) -> Void, onPlan: @escaping @Sendable (Instant?) -> Void
    ) {
        self.onReading = onReading
        self.onPlan = onPlan
    }

    /// The pass knows which files others name, and is about to read them.
    package func reading(named: FileStamps) { onReading(named) }

    /// The pass has planned: a campaign that is not part of it begins then.
    package func planned(next: Instant?) { onPlan(next) }

    /// What to do when the pass is to end, or at once if it is already.
    package func onEnd(_ action: @escaping @Sendable (Ending) -> Void) {
        let ending = state.withLock { state in
            state.action = action
            return state.ending
        }
        if let ending { action(ending) }
    }

    func end(_ ending: Ending) {
        let action = state.withLock { state -> (@Sendable (Ending) -> Void)? in
            // An end that is final overrules one that is not.
            guard state.ending == nil || (ending == .stopping && state.ending != .stopping) else {
                return nil
            }
            state.ending = ending
            return state.action
        }
        action?(ending)
    }
}
