// Rehearsal: the executor of `apply` and `run` on a virtual clock, against gateways in the same process.
//
// In: plans, as an apply makes them; faults by seed. Out: a timeline of what would go out when. Weeks pass in a
// second, because time stands still while anybody works and jumps to the next moment at which somebody wakes.
import CampaignModel
import Execution
import Ledger
import Synchronization

/// A clock and the one thread on which everything runs that goes by it.
///
/// Work is done in the order in which it becomes ready, so that the same seed always gives the same story, whatever
/// the machine does meanwhile.
package final class VirtualTime: ExecutionClock, TaskExecutor {
    private struct Sleeper {
        var id: UInt64
        /// Milliseconds since the world began.
        var wakes: Int64
        var continuation: UnsafeContinuation<Void, any Error>
    }

    private struct State {
        var ready: [UnownedJob] = []
        var head = 0
        var sleepers: [Sleeper] = []
        var nextID: UInt64 = 0
        /// Milliseconds since the world began, by the boot clock.
        var elapsed: Int64 = 0
        /// What the wall clock shows at `elapsed` 0.
        var wallStart: Instant
        var boot = 1
    }

    private let state: Mutex<State>

    package init(startingAt start: Instant) { state = Mutex(State(wallStart: start)) }

    // MARK: The clock

    package func reading() -> ClockReading {
        state.withLock { state in
            ClockReading(
                wall: state.wallStart.advanced(seconds: Double(state.elapsed) / 1000),
                boot: "rehearsal \(state.boot)",
                monotonic: UInt64(state.elapsed) * 1_000_000 + 1_000_000)
        }
    }

    package var now: Instant { reading().wall }

    package func sleep(until moment: Instant) async throws {
        while true {
            try Task.checkCancellation()
            let left = moment.milliseconds - now.milliseconds
            guard left > 0 else { return }
            try await wait(milliseconds: left)
        }
    }

    /// Lets time pass for the caller, whom nobody can interrupt: a gateway at work.
    package func pass(milliseconds: Int64) async {
        guard milliseconds > 0 else { return }
        try? await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
            _ = add(continuation, after: milliseconds)
        }
    }

    /// Sets the wall clock anew; everybody who sleeps looks at it again.
    package func setWall(by seconds: Double) {
        let woken = state.withLock { state in
            state.wallStart = state.wallStart.advanced(seconds: seconds)
            defer { state.sleepers.removeAll { $0.id.isMultiple(of: 2) } }
            return state.sleepers.filter { $0.id.isMultiple(of: 2) }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Another boot: monotonic times of before mean nothing any more.
    package func reboot() { state.withLock { $0.boot += 1 } }

    private func wait(milliseconds: Int64) async throws {
        let id = Mutex<UInt64?>(nil)
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                let own = add(continuation, after: milliseconds, seesJumps: true)
                id.withLock { $0 = own }
                if Task.isCancelled { cancel(own) }
            }
        } onCancel: {
            if let own = id.withLock({ $0 }) { cancel(own) }
        }
    }

    /// Sleepers that look at the wall clock have even numbers.
    private func add(
        _ continuation: UnsafeContinuation<Void, any Error>, after milliseconds: Int64,
        seesJumps: Bool = false
    ) -> UInt64 {
        state.withLock { state in
            state.nextID += 2
            let id = state.nextID + (seesJumps ? 0 : 1)
            state.sleepers.append(
                Sleeper(id: id, wakes: state.elapsed + milliseconds, continuation: continuation))
            return id
        }
    }

    private func cancel(_ id: UInt64) {
        let sleeper = state.withLock { state in
            state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    // MARK: The thread

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready.append(job) }
    }

    /// Runs a story to its end on the calling thread.
    package func run<Value: Sendable>(_ story: @escaping @Sendable () async -> Value) -> Value {
        let result = Mutex<Value?>(nil)
        Task(executorPreference: self) {
            let value = await story()
            result.withLock { $0 = value }
        }
        while true {
            if let job = nextJob() {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if let value = result.withLock({ $0 }) {
                return value
            } else {
                // Whoever waits for anything but this clock would wait for ever.
                precondition(wakeNext(), "a rehearsal waits for something that does not go by its clock")
            }
        }
    }

    /// Lets everything come to its end that a story has left behind: who sleeps for ever keeps what he holds.
    package func finish() {
        while true {
            if let job = nextJob() {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if !wakeNext() {
                return
            }
        }
    }

    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            guard state.head < state.ready.count else {
                state.ready.removeAll(keepingCapacity: true)
                state.head = 0
                return nil
            }
            defer { state.head += 1 }
            return state.ready[state.head]
        }
    }

    /// Nobody has anything to do: time jumps to the next moment at which somebody wakes, first come, first served.
    private func wakeNext() -> Bool {
        let sleeper = state.withLock { state -> Sleeper? in
            guard
                let index = state.sleepers.indices.min(by: { one, other in
                    (state.sleepers[one].wakes, state.sleepers[one].id)
                        < (state.sleepers[other].wakes, state.sleepers[other].id)
                })
            else { return nil }
            state.elapsed = max(state.elapsed, state.sleepers[index].wakes)
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume()
        return sleeper != nil
    }
}
