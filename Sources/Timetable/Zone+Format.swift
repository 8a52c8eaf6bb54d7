import CampaignModel

extension Zone {
    /// `Tue 1 Dec 16:40`, or `Tue 1 Dec 2026 16:40` where the year is not that of `now`. Always English,
    /// whatever the machine's language, so that two runs print the same.
    package func short(_ instant: Instant, now: Instant? = nil) -> String {
        local(instant).dateTime.short(inYear: now.map { date($0).components.year })
    }

    /// `2026-12-01T16:40:00-05:00` (RFC 3339), to the second. The offset is always written in digits.
    package func iso(_ instant: Instant) -> String {
        // RFC 3339 offsets are whole minutes; those before standard time were not, and are cut here in both
        // places, so that the moment stays the same.
        let offset = offset(at: instant) / 60 * 60
        let shifted = Instant(wholeSeconds: instant.wholeSeconds + offset)
        let distance = LocalTime.ofDay(minutes: abs(offset) / 60)
        return "\(shifted.description.prefix { $0 != "." })\(offset < 0 ? "-" : "+")\(distance)"
    }
}

extension LocalDateTime {
    /// `Tue 1 Dec 16:40`, with the year where it is not the one given.
    package func short(inYear current: Int? = nil) -> String { "\(date.short(inYear: current)) \(time)" }
}

extension LocalDate {
    /// `Tue 1 Dec`, with the year where it is not the one given.
    package func short(inYear current: Int? = nil) -> String {
        let (year, month, day) = components
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let shown = current.map { $0 != year } ?? false ? " \(year)" : ""
        return "\(weekday.shortName) \(day) \(names[month - 1])\(shown)"
    }
}
