import CampaignModel

/// Colombia's Ley 2300 of 2023 as far as it concerns when people are contacted (format.md, `law`): Monday to
/// Friday 7:00–19:00, Saturday 8:00–15:00, never on Sundays and public holidays, one contact a day.
///
/// It protects people in Colombia, so its hours and days are Colombian ones whatever the workspace's zone is.
enum ContactLaw {
    static let zone = Zone.colombia
    static let onWeekdays = HourRange(literal: (7, 0), (19, 0))
    static let onSaturdays = HourRange(literal: (8, 0), (15, 0))
    static let limit = ContactLimit(count: 1, period: .day)

    /// Whether the law holds a campaign: it speaks of advertising and of collecting debts.
    static func holds(_ category: Campaign.Category, under law: Law) -> Bool {
        guard law == .co2300 else { return false }
        switch category {
        case .marketing, .collection: return true
        case .utility, .authentication: return false
        }
    }

    /// The hours of a day, or why it has none.
    static func hours(on date: LocalDate) -> Result<HourRange, ClosedReason> {
        if date.weekday == .sun { return .failure(.sunday) }
        if ColombianHolidays.isHoliday(date), let name = ColombianHolidays.name(of: date) {
            return .failure(.publicHoliday(name))
        }
        return .success(date.weekday == .sat ? onSaturdays : onWeekdays)
    }

    /// The stretches that the law leaves open within another one.
    static func open(within stretch: Stretch) -> [Stretch] {
        var found: [Stretch] = []
        var date = zone.date(stretch.start)
        let last = zone.date(stretch.end)
        while date <= last {
            if case .success(let hours) = hours(on: date) {
                found += zone.stretches(on: date, hours).compactMap { $0.intersection(stretch) }
            }
            date = date.adding(days: 1)
        }
        return found
    }

    /// Nil where the law lets a send out at this moment.
    static func closedReason(at instant: Instant) -> ClosedReason? {
        let local = zone.local(instant).dateTime
        switch hours(on: local.date) {
        case .failure(let reason): return reason
        case .success(let hours):
            return hours.contains(local.time) ? nil : .lawHours(hours, local.date.weekday)
        }
    }
}
