import CampaignModel
import Foundation
import Ledger

/// The clocks an executor goes by. One is injected everywhere; tests and rehearsals bring their own.
package protocol ExecutionClock: Sendable {
    func reading() -> ClockReading
    /// Returns at the moment, or throws `CancellationError` when sending is to end.
    func sleep(until: Instant) async throws
}

/// The machine's own clocks.
package struct SystemClock: ExecutionClock {
    /// Seconds added to the wall clock: a demonstration shows a working day at any hour.
    let shift: Double
    private let boot: String

    package init(shiftedBy shift: Double = 0) {
        self.shift = shift
        boot =
            (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }

    package func reading() -> ClockReading {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let monotonic = UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
        return ClockReading(
            wall: Instant(seconds: Date().timeIntervalSince1970 + shift), boot: boot, monotonic: monotonic)
    }

    package func sleep(until: Instant) async throws {
        // In short steps, so that a wall clock that was set anew is noticed.
        while true {
            let left = until.seconds(since: reading().wall)
            guard left > 0 else { return }
            try await Task.sleep(for: .milliseconds(Int64(min(left, 5) * 1000) + 1))
        }
    }
}
