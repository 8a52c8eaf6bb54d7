import CampaignModel

/// When a campaign is due: its schedule laid onto a zone and its windows.
///
/// A recurrence goes by nominal local dates: the start's date on which the recurrence does not fall is no
/// occurrence, and there is none whose start is not before `until`. A campaign without `every` has one
/// occurrence, `once`, in any case, so that one whose start lies after its end shows as expired. `every` without
/// `start` has no meaning (the loader refuses it) and counts as once.
package struct OccurrenceCalendar: Sendable {
    private let schedule: Schedule
    private let windows: SendingWindows
    private let zone: Zone
    private let until: Instant?
    /// Nil for a campaign without a start.
    private let dates: RecurrenceDates?

    /// Seconds in which an occurrence with a start may be sent where the file does not say (format.md).
    package static let defaultExpiry = 86_400

    /// `windows` are best those without maintenance: every line of the campaign then has the same expiry.
    package init(schedule: Schedule, windows: SendingWindows, zone: Zone) {
        self.schedule = schedule
        self.windows = windows
        self.zone = zone
        until = schedule.until.map { zone.instant($0) }
        dates = schedule.start.map { start in
            RecurrenceDates(
                schedule.every, first: start.date, last: schedule.every == nil ? nil : schedule.until?.date)
        }
    }

    /// The occurrences that start within two moments, both included, at most `limit`, in order. A campaign
    /// without a start has its one occurrence in every range that it has not expired before.
    package func occurrences(from: Instant, through: Instant, limit: Int = .max) -> [Occurrence] {
        guard let dates else { return limit > 0 && !unscheduled.hasExpired(at: from) ? [unscheduled] : [] }
        var found: [Occurrence] = []
        // One day back: a start of 24:00 is a moment of the day after its date.
        var next = dates.next(onOrAfter: zone.date(from).adding(days: -1))
        while let date = next, found.count < limit {
            guard let start = start(on: date), start <= through else { break }
            if start >= from { found.append(occurrence(date, start)) }
            next = dates.next(onOrAfter: date.adding(days: 1))
        }
        return found
    }

    /// The latest occurrence that has started and not expired: the one to be sent now. Later ones supersede
    /// earlier ones.
    package func current(at now: Instant) -> Occurrence? {
        guard dates != nil else { return unscheduled.hasExpired(at: now) ? nil : unscheduled }
        // Expiries are in the order of the starts: if the latest has expired, so have all before it.
        return latest(at: now).flatMap { $0.hasExpired(at: now) ? nil : $0 }
    }

    /// The latest occurrence that has started, expired or not; nil for a campaign without a start.
    package func latest(at now: Instant) -> Occurrence? {
        guard let dates else { return nil }
        var previous = dates.previous(onOrBefore: zone.date(now))
        while let date = previous {
            if let start = start(on: date), start <= now { return occurrence(date, start) }
            previous = dates.previous(onOrBefore: date.adding(days: -1))
        }
        return nil
    }

    /// The first occurrence that starts after this moment; nil for none, and for a campaign without a start.
    package func next(after now: Instant) -> Occurrence? {
        guard let dates else { return nil }
        var next = dates.next(onOrAfter: zone.date(now).adding(days: -1))
        while let date = next, let start = start(on: date) {
            if start > now { return occurrence(date, start) }
            next = dates.next(onOrAfter: date.adding(days: 1))
        }
        return nil
    }

    /// The occurrence of a campaign without a start.
    private var unscheduled: Occurrence {
        Occurrence(key: SendKey.once, start: nil, firstLawful: nil, expires: until)
    }

    /// The nominal start on a date; nil for an occurrence of a recurrence that `until` ends before.
    private func start(on date: LocalDate) -> Instant? {
        guard let time = schedule.start?.time else { return nil }
        let start = zone.instant(LocalDateTime(date: date, time: time))
        if schedule.every != nil, let until, start >= until { return nil }
        return start
    }

    private func occurrence(_ date: LocalDate, _ start: Instant) -> Occurrence {
        let lawful = windows.nextOpening(from: start)
        let allowed = Instant.milliseconds(ofSeconds: schedule.expiresAfter ?? Self.defaultExpiry)
        let expires = (lawful ?? start).moved(milliseconds: allowed)
        return Occurrence(
            key: schedule.every == nil ? SendKey.once : date.description, start: start, firstLawful: lawful,
            expires: until.map { min($0, expires) } ?? expires)
    }
}
