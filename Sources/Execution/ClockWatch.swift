import CampaignModel
import Ledger
import Synchronization

/// Notices a wall clock that was set anew.
///
/// Windows and limits were computed for the time that the wall clock showed; after a jump a pass ends, and the next
/// computes them anew (design.md, "Time"). Readings are compared one with the next, so that a clock that is only
/// being slewed never looks like one that jumped.
final class ClockWatch: Sendable {
    /// Seconds by which the wall clock may move against the monotonic one between two readings.
    static let tolerance = 2.0

    private let last: Mutex<ClockReading>

    init(_ reading: ClockReading) { last = Mutex(reading) }

    /// Seconds by which the wall clock jumped since the last reading (negative: back); nil where it did not. A jump
    /// is told to every line that asks, and stays.
    func jump(at reading: ClockReading) -> Double? {
        last.withLock { last in
            guard reading.boot == last.boot else { return 0 }
            // Two lines may hand in their readings in another order than they took them.
            guard reading.monotonic >= last.monotonic else { return nil }
            let monotonic = Double(reading.monotonic - last.monotonic) / 1e9
            let difference = reading.wall.seconds(since: last.wall) - monotonic
            guard abs(difference) <= Self.tolerance else { return difference }
            last = reading
            return nil
        }
    }
}
