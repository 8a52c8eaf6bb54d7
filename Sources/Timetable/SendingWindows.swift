// Timetable answers when: the law's and the workspace's windows, public holidays, recurrence, pace, forecasts.
// In come values of CampaignModel and moments, out come moments; nothing here reads a clock, a file or a ledger.
import CampaignModel

/// The moments at which one line may send for one campaign: law ∩ workspace ∩ campaign, without maintenance.
///
/// A stretch is open by local time: from its first minute up to, not including, its last. `utility` follows hours,
/// days and holidays but not the law; `authentication` follows nothing but maintenance (format.md).
package struct SendingWindows: Sendable {
    /// How far ahead openings and closings are looked for, in days.
    package static let horizon = 400

    /// The workspace's zone, in which hours, days and dates are meant.
    package let zone: Zone
    let followsLaw: Bool
    /// Nil: no hours, days and holidays are followed.
    let rules: SendingRules?
    let hours: HourRange?
    private let days: Set<Weekday>?
    /// The days of workspace and campaign as bits by `Weekday.index`: a forecast asks thousands of times.
    private let openDays: UInt8
    let maintenance: [(stretch: Stretch, until: LocalDateTime)]

    /// `maintenance` holds the windows of one line only. For windows that are the same for all lines of a
    /// campaign, such as those from which an occurrence's expiry counts, give none.
    package init(
        rules: SendingRules, category: Campaign.Category, schedule: Schedule = Schedule(),
        maintenance: [Maintenance] = [], zone: Zone
    ) {
        self.zone = zone
        followsLaw = ContactLaw.holds(category, under: rules.law)
        let followsHours = category != .authentication
        self.rules = followsHours ? rules : nil
        hours = followsHours ? schedule.hours : nil
        days = followsHours ? schedule.days : nil
        openDays = rules.days.intersection(schedule.days ?? rules.days).reduce(0) { $0 | 1 << $1.index }
        self.maintenance = maintenance.compactMap { window in
            // Where clocks show the end twice, the later moment is the safe one.
            Stretch(start: zone.instant(window.from), end: zone.lastInstant(window.to)).map {
                ($0, window.to)
            }
        }
    }

    package func isOpen(at instant: Instant) -> Bool { closedReason(at: instant) == nil }

    /// Why nothing may be sent at this moment; nil if it may.
    package func closedReason(at instant: Instant) -> ClosedReason? {
        if followsLaw, let reason = ContactLaw.closedReason(at: instant) { return reason }
        if rules != nil {
            let local = zone.local(instant).dateTime
            if let reason = closedReason(at: local) { return reason }
        }
        return maintenance.first { $0.stretch.contains(instant) }.map { .maintenance(until: $0.until) }
    }

    /// The stretches of a local date in which sending is allowed, in order. A stretch that goes on past midnight
    /// ends there; the next date has the rest.
    package func openStretches(on date: LocalDate) -> [Stretch] {
        guard let hours = localHours(on: date) else { return [] }
        var open = zone.stretches(on: date, hours)
        if followsLaw { open = open.flatMap { ContactLaw.open(within: $0) } }
        for window in maintenance { open = open.flatMap { $0.subtracting(window.stretch) } }
        return open
    }

    private func closedReason(at local: LocalDateTime) -> ClosedReason? {
        guard let rules else { return nil }
        let weekday = local.date.weekday
        if !rules.days.contains(weekday) { return .workspaceDay(weekday) }
        if rules.holidays == .colombia, ColombianHolidays.isHoliday(local.date),
            let name = ColombianHolidays.name(of: local.date)
        {
            return .publicHoliday(name)
        }
        if !rules.hours.contains(local.time) { return .workspaceHours(rules.hours) }
        if let days, !days.contains(weekday) { return .campaignDay(weekday) }
        if let hours, !hours.contains(local.time) { return .campaignHours(hours) }
        return nil
    }

    /// The hours that workspace and campaign leave on a date; nil for none.
    private func localHours(on date: LocalDate) -> HourRange? {
        guard let rules else { return .wholeDay }
        guard openDays & 1 << date.weekday.index != 0 else { return nil }
        guard let common = hours.map({ $0.intersection(rules.hours) }) ?? rules.hours else { return nil }
        return rules.holidays == .colombia && ColombianHolidays.isHoliday(date) ? nil : common
    }
}
