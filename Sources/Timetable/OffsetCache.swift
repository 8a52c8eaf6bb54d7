import Foundation

/// Remembers a zone's offsets from UTC day by day.
///
/// Foundation answers an offset in about a microsecond, under a lock and through ICU. Windows and forecasts ask
/// for the same days over and over. A day of UTC has one offset, or two with the second at which they change:
/// no zone changes twice within one day.
///
/// `@unchecked`, because the days are guarded by the lock.
final class OffsetCache: @unchecked Sendable {
    private struct Day {
        /// Days since 1970.
        var number: Int
        var first: Int
        /// Seconds since 1970 from which `second` holds; `Int.max` where the day has one offset only.
        var change: Int
        var second: Int
    }

    private let zone: TimeZone
    private let lock = NSLock()
    /// By the last bits of the day's number: of two days that share them the later one asked for is known.
    private var days: [Day]
    private static let slots = 4096

    init(_ zone: TimeZone) {
        self.zone = zone
        days = Array(repeating: Day(number: .min, first: 0, change: .max, second: 0), count: Self.slots)
    }

    /// Seconds east of UTC at a moment, given in seconds since 1970.
    func offset(at seconds: Int) -> Int {
        let number = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
        let day = lock.withLock {
            let slot = number & (Self.slots - 1)
            if days[slot].number != number { days[slot] = read(number) }
            return days[slot]
        }
        return seconds < day.change ? day.first : day.second
    }

    private func read(_ number: Int) -> Day {
        let start = number * 86_400
        let first = ask(start)
        let second = ask(start + 86_399)
        guard first != second else { return Day(number: number, first: first, change: .max, second: first) }
        var before = start
        var after = start + 86_399
        while after - before > 1 {
            let middle = (before + after) / 2
            if ask(middle) == first { before = middle } else { after = middle }
        }
        return Day(number: number, first: first, change: after, second: second)
    }

    private func ask(_ seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
}
