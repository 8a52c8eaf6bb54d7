import Foundation

/// The two clocks the simulator reads, injectable so that a test or a rehearsal never waits.
/// The rule of 60 seconds (gateways.md, contacto value 9) is counted on the monotonic one: a wall clock that
/// is set back must not lengthen it.
public struct SimulatorClock: Sendable {
    /// Monotonic time since an arbitrary start.
    public var elapsed: @Sendable () -> Duration
    /// Wall clock time, written to the log as `at` and used for a new group's identifier.
    public var now: @Sendable () -> Date
    /// Returns after a time by the monotonic clock, or throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// A clock from closures.
    public init(
        elapsed: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.elapsed = elapsed
        self.now = now
        self.sleep = sleep
    }

    /// The machine's own clocks.
    public static var system: SimulatorClock {
        let start = ContinuousClock.now
        return SimulatorClock(elapsed: { ContinuousClock.now - start }, now: { Date() })
    }
}
