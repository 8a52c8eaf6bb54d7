import CampaignModel

/// The nominal dates of a recurrence, by the calendar alone: no hours, no zone, no windows.
struct RecurrenceDates: Sendable {
    /// The first date that may be one; itself one only if the recurrence says so.
    let first: LocalDate
    /// The last date that may be one; nil: no end.
    let last: LocalDate?
    private let pattern: Pattern

    private enum Pattern: Sendable {
        case once
        case daily
        case weekly(Set<Weekday>)
        case monthly([Int])
    }

    init(_ recurrence: Schedule.Recurrence?, first: LocalDate, last: LocalDate?) {
        self.first = first
        self.last = last
        switch recurrence {
        case nil: pattern = .once
        case .daily: pattern = .daily
        case .weekly(let days): pattern = .weekly(days.isEmpty ? [first.weekday] : days)
        case .monthly(let days):
            let valid = days.filter { (1...31).contains($0) }
            pattern = .monthly(valid.isEmpty ? [first.components.day] : valid)
        }
    }

    /// The first date of the recurrence on or after this one.
    func next(onOrAfter date: LocalDate) -> LocalDate? {
        let from = max(date, first)
        let found: LocalDate? =
            switch pattern {
            case .once: date <= first ? first : nil
            case .daily: from
            case .weekly(let days):
                (0..<7).lazy.map { from.adding(days: $0) }.first { days.contains($0.weekday) }
            case .monthly(let days):
                Self.dates(days, inMonthOf: from, monthsOn: 0).first { $0 >= from }
                    ?? Self.dates(days, inMonthOf: from, monthsOn: 1).first
            }
        guard let found, last.map({ found <= $0 }) ?? true else { return nil }
        return found
    }

    /// The last date of the recurrence on or before this one.
    func previous(onOrBefore date: LocalDate) -> LocalDate? {
        let from = last.map { min(date, $0) } ?? date
        let found: LocalDate? =
            switch pattern {
            case .once: first
            case .daily: from
            case .weekly(let days):
                (0..<7).lazy.map { from.adding(days: -$0) }.first { days.contains($0.weekday) }
            case .monthly(let days):
                Self.dates(days, inMonthOf: from, monthsOn: 0).last { $0 <= from }
                    ?? Self.dates(days, inMonthOf: from, monthsOn: -1).last
            }
        guard let found, found >= first, found <= from else { return nil }
        return found
    }

    /// The dates of one month in order. A day that the month does not have is its last day; two days that fall
    /// on one date are one.
    private static func dates(_ days: [Int], inMonthOf date: LocalDate, monthsOn: Int) -> [LocalDate] {
        let (year, month, _) = date.components
        let index = year * 12 + month - 1 + monthsOn
        let length = LocalDate.daysIn(month: index % 12 + 1, ofYear: index / 12)
        return Set(days.map { min($0, length) }).sorted().compactMap {
            LocalDate(year: index / 12, month: index % 12 + 1, day: $0)
        }
    }
}
