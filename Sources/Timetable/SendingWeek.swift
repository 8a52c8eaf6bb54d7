import CampaignModel

/// When campaigns of a kind may be sent in an ordinary week: one without public holidays, in which clocks are not set.
package struct SendingWeek: Sendable, Hashable {
    package struct Day: Sendable, Hashable {
        package var date: LocalDate
        /// In the workspace's local time, in order; empty: not at all.
        package var open: [HourRange]
        /// Why it is closed the whole day; nil where it is not.
        package var closed: ClosedReason?
    }

    package enum Holidays: String, Sendable, Hashable {
        /// Nothing is sent, by Ley 2300.
        case closedByLaw = "law"
        /// Nothing is sent, by `sending.holidays`.
        case closedByWorkspace = "workspace"
        /// As on other days.
        case open
    }

    package var categories: [Campaign.Category]
    package var followsLaw: Bool
    /// Monday to Sunday.
    package var days: [Day]
    package var onHolidays: Holidays

    /// The week of each kind of campaign under the workspace's rules.
    ///
    /// - Parameter now: the first ordinary week that has not ended is taken.
    package static func weeks(rules: SendingRules, zone: Zone, now: Instant) -> [SendingWeek] {
        let monday = ordinaryMonday(zone: zone, now: now)
        return [[Campaign.Category.marketing, .collection], [.utility], [.authentication]].map { categories in
            SendingWeek(categories: categories, rules: rules, zone: zone, monday: monday)
        }
    }

    private init(categories: [Campaign.Category], rules: SendingRules, zone: Zone, monday: LocalDate) {
        self.categories = categories
        let category = categories[0]
        followsLaw = ContactLaw.holds(category, under: rules.law)
        onHolidays =
            followsLaw
            ? .closedByLaw
            : category != .authentication && rules.holidays == .colombia ? .closedByWorkspace : .open
        let windows = SendingWindows(rules: rules, category: category, zone: zone)
        days = (0..<7).map { index in
            let date = monday.adding(days: index)
            let open = windows.openStretches(on: date).compactMap { zone.hours(of: $0, on: date) }
            let noon = zone.instant(LocalDateTime(date: date, time: .ofDay(minutes: 720)))
            return Day(date: date, open: open, closed: open.isEmpty ? windows.closedReason(at: noon) : nil)
        }
    }

    /// The Monday of the first week from this one on that is like most others.
    private static func ordinaryMonday(zone: Zone, now: Instant) -> LocalDate {
        let today = zone.date(now)
        let monday = today.adding(days: -today.weekday.index)
        let mondays = (0..<60).lazy.map { monday.adding(days: $0 * 7) }
        // A day more on both sides: the law's days are Colombian ones.
        return mondays.first { monday in
            let dates = (-1...7).map { monday.adding(days: $0) }
            let ends = [dates[0], monday.adding(days: 8)].map {
                zone.instant(LocalDateTime(date: $0, time: HourRange.wholeDay.start))
            }
            let isSteady = Stretch(start: ends[0], end: ends[1]).map { zone.changes(within: $0).isEmpty }
            return isSteady ?? false && !dates.contains(where: ColombianHolidays.isHoliday)
        } ?? monday
    }
}

extension Zone {
    /// A stretch within a date as hours of its clock, the end of the day as 24:00.
    fileprivate func hours(of stretch: Stretch, on date: LocalDate) -> HourRange? {
        let end = local(stretch.end).dateTime
        return HourRange(
            start: local(stretch.start).dateTime.time,
            end: end.date > date ? HourRange.wholeDay.end : end.time)
    }
}
