import CampaignModel
import Foundation

/// A time zone: local time from moments and back. A value; copies share what they have learned of the zone.
package struct Zone: Sendable {
    /// The IANA name, as it was given.
    package let identifier: String
    private let source: Source

    private enum Source: Sendable {
        /// Seconds east of UTC, always.
        case fixed(Int)
        case system(OffsetCache)
    }

    /// Nil if the system does not know the zone. That is an error for whoever asks, never a reason to take
    /// another zone: a wrong zone sends at night.
    package init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        source = .system(OffsetCache(zone))
    }

    private init(identifier: String, fixedOffset: Int) {
        self.identifier = identifier
        source = .fixed(fixedOffset)
    }

    /// Colombia's legal time: UTC−5 (Decreto 2707 of 1982), without summer time since 1993. Fixed, so
    /// that the law's hours never depend on the system's zone data.
    package static let colombia = Zone(identifier: "America/Bogota", fixedOffset: -5 * 3600)

    /// Seconds east of UTC at a moment.
    package func offset(at instant: Instant) -> Int { offset(atSecond: instant.wholeSeconds) }

    /// The local date and time of a moment, to the minute, and the seconds within that minute.
    package func local(_ instant: Instant) -> (dateTime: LocalDateTime, second: Int) {
        let seconds = instant.wholeSeconds
        let (date, ofDay) = Self.split(seconds + offset(atSecond: seconds))
        return (LocalDateTime(date: date, time: .ofDay(minutes: ofDay / 60)), ofDay % 60)
    }

    /// The local date of a moment.
    package func date(_ instant: Instant) -> LocalDate {
        let seconds = instant.wholeSeconds
        return Self.split(seconds + offset(atSecond: seconds)).date
    }

    /// The first moment of the local date of a moment.
    package func startOfDay(_ instant: Instant) -> Instant {
        self.instant(LocalDateTime(date: date(instant), time: HourRange.wholeDay.start))
    }

    /// The moment at which clocks show a local time. Where they jump over it, the first moment after the jump;
    /// where they show it twice, the earlier.
    package func instant(_ local: LocalDateTime) -> Instant { instant(local, earlier: true) }

    /// As `instant`, but the later moment where clocks show the local time twice.
    package func lastInstant(_ local: LocalDateTime) -> Instant { instant(local, earlier: false) }

    private func instant(_ local: LocalDateTime, earlier: Bool) -> Instant {
        let wall = Self.wall(local.date, local.time)
        let before = offset(atSecond: wall - Self.reach)
        let after = offset(atSecond: wall + Self.reach)
        if before == after { return Instant(wholeSeconds: wall - before) }
        // The larger offset gives the earlier moment.
        let candidates = [max(before, after), min(before, after)]
        for offset in earlier ? candidates : candidates.reversed()
        where self.offset(atSecond: wall - offset) == offset {
            return Instant(wholeSeconds: wall - offset)
        }
        return Instant(wholeSeconds: change(after: wall - Self.reach, upTo: wall + Self.reach, to: after))
    }

    /// The moments of a date whose local time lies in a range of hours: usually one stretch; none where clocks
    /// jump over all of it; two where they are set back across an edge of it.
    func stretches(on date: LocalDate, _ hours: HourRange) -> [Stretch] {
        let first = Self.wall(date, hours.start)
        let last = Self.wall(date, hours.end)
        let before = offset(atSecond: first - Self.reach)
        let after = offset(atSecond: last + Self.reach)
        if before == after { return Stretch(first - before, last - before).map { [$0] } ?? [] }
        let change = change(after: first - Self.reach, upTo: last + Self.reach, to: after)
        let one = Stretch(first - before, min(last - before, change))
        let other = Stretch(max(first - after, change), last - after)
        if let one, let other, one.end == other.start {
            return Stretch(start: one.start, end: other.end).map { [$0] } ?? []
        }
        return [one, other].compactMap { $0 }
    }

    /// The moments after a stretch's start and before its end at which clocks are set.
    func changes(within stretch: Stretch) -> [Instant] {
        var found: [Instant] = []
        var from = stretch.start.wholeSeconds
        let end = stretch.end.wholeSeconds
        // By half days: no zone is set twice within one.
        while from < end {
            let to = min(from + 43_200, end)
            let new = offset(atSecond: to)
            if offset(atSecond: from) != new {
                let change = change(after: from, upTo: to, to: new)
                if change < end { found.append(Instant(wholeSeconds: change)) }
            }
            from = to
        }
        return found
    }

    /// Seconds around a local time, read as if it were UTC, within which its moment lies in every zone: offsets
    /// reach from −12 to +14 hours, and what changes there is found by looking at both ends.
    private static let reach = 15 * 3600

    private func offset(atSecond seconds: Int) -> Int {
        switch source {
        case .fixed(let offset): offset
        // Outside years 1 to 9999 the zone's first and last known rule goes on.
        case .system(let cache): cache.offset(at: min(max(seconds, -62_135_596_800), 253_402_300_799))
        }
    }

    /// The second from which the new offset holds, between two moments with exactly one change.
    private func change(after start: Int, upTo end: Int, to new: Int) -> Int {
        var before = start
        var after = end
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if offset(atSecond: middle) == new { after = middle } else { before = middle }
        }
        return after
    }

    private static func wall(_ date: LocalDate, _ time: LocalTime) -> Int {
        date.dayNumber * 86_400 + time.minutes * 60
    }

    private static func split(_ wall: Int) -> (date: LocalDate, ofDay: Int) {
        let day = wall >= 0 ? wall / 86_400 : (wall + 1) / 86_400 - 1
        return (LocalDate(dayNumber: day), wall - day * 86_400)
    }
}

extension Stretch {
    fileprivate init?(_ start: Int, _ end: Int) {
        self.init(start: Instant(wholeSeconds: start), end: Instant(wholeSeconds: end))
    }
}

extension HourRange {
    /// 00:00 to 24:00.
    static let wholeDay = HourRange(literal: (0, 0), (24, 0))

    /// The hours of both; nil where they do not meet.
    func intersection(_ other: HourRange) -> HourRange? {
        HourRange(start: max(start, other.start), end: min(end, other.end))
    }

    func contains(_ time: LocalTime) -> Bool { start <= time && time < end }
}

extension LocalTime {
    /// A time from minutes since midnight; midnight for numbers outside a day.
    static func ofDay(minutes: Int) -> LocalTime {
        LocalTime(hour: minutes / 60, minute: minutes % 60) ?? HourRange.wholeDay.start
    }
}
