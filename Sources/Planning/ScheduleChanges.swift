import CampaignModel
import Timetable

/// What moved in a schedule, in plain sentences.
struct ScheduleChanges {
    let old: Schedule
    let new: Schedule
    /// The year that need not be named.
    let year: Int

    var sentences: [String] {
        [start, recurrence, until, expiry].compactMap(\.self)
            + hours(old.hours, new.hours, what: "the campaign's hours")
            + days(old.days, new.days)
            + [rate].compactMap(\.self)
    }

    private func shown(_ moment: LocalDateTime) -> String { moment.short(inYear: year) }

    private var start: String? {
        guard old.start != new.start else { return nil }
        switch (old.start, new.start) {
        case (let before?, let after?): return "starts \(shown(after)) instead of \(shown(before))"
        case (nil, let after?): return "starts \(shown(after)) instead of as soon as it is applied"
        case (let before?, nil): return "starts as soon as it is applied instead of \(shown(before))"
        case (nil, nil): return nil
        }
    }

    private var recurrence: String? {
        guard old.every != new.every else { return nil }
        switch (old.every.map(Self.words), new.every.map(Self.words)) {
        case (nil, let after?): return "now repeats \(after); it was sent once"
        case (let before?, nil): return "is sent once; it repeated \(before)"
        case (let before?, let after?): return "repeats \(after) instead of \(before)"
        case (nil, nil): return nil
        }
    }

    static func words(_ recurrence: Schedule.Recurrence) -> String {
        switch recurrence {
        case .daily: "daily"
        case .weekly(let days):
            days.isEmpty ? "weekly" : "weekly on \(joined(days.sorted().map(\.shortName)))"
        case .monthly(let days): days.isEmpty ? "monthly" : "monthly on \(joined(days.map(String.init)))"
        }
    }

    private var until: String? {
        guard old.until != new.until else { return nil }
        switch (old.until, new.until) {
        case (let before?, let after?): return "ends \(shown(after)) instead of \(shown(before))"
        case (nil, let after?): return "now ends \(shown(after)); it had no end"
        case (let before?, nil): return "has no end any more; it ended \(shown(before))"
        case (nil, nil): return nil
        }
    }

    private var expiry: String? {
        guard old.expiresAfter != new.expiresAfter else { return nil }
        func words(_ schedule: Schedule) -> String {
            if let seconds = schedule.expiresAfter { return "after \(Self.duration(seconds))" }
            return schedule.start == nil ? "never" : "after 1 day"
        }
        let (before, after) = (words(old), words(new))
        return before == after ? nil : "what is unsent expires \(after) instead of \(before)"
    }

    private var rate: String? {
        guard old.rate != new.rate else { return nil }
        func words(_ rate: SendRate?) -> String { rate?.description ?? "no limit of its own" }
        return "the campaign's pace is \(words(new.rate)) instead of \(words(old.rate))"
    }

    static func duration(_ seconds: Int) -> String {
        for (size, noun) in [(86_400, "day"), (3600, "hour"), (60, "minute")]
        where seconds >= size && seconds % size == 0 {
            let count = seconds / size
            return "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
        return "\(seconds) second\(seconds == 1 ? "" : "s")"
    }

    // MARK: Hours and days

    /// How hours moved; without any, those of the workspace hold.
    private func hours(_ old: HourRange?, _ new: HourRange?, what: String) -> [String] {
        guard old != new else { return [] }
        switch (old, new) {
        case (let before?, let after?): return [Self.moved(before, after, what: what)]
        case (nil, let after?): return ["\(what) are \(after) instead of the workspace's"]
        case (let before?, nil): return ["\(what) are the workspace's instead of \(before)"]
        case (nil, nil): return []
        }
    }

    static func moved(_ before: HourRange, _ after: HourRange, what: String) -> String {
        let verb =
            if after.start >= before.start, after.end <= before.end {
                "narrowed"
            } else if after.start <= before.start, after.end >= before.end {
                "widened"
            } else {
                "moved"
            }
        return "\(what) \(verb) from \(before) to \(after)"
    }

    private func days(_ old: Set<Weekday>?, _ new: Set<Weekday>?) -> [String] {
        guard old != new else { return [] }
        switch (old, new) {
        case (let before?, let after?): return [Self.moved(before, after)]
        case (nil, let after?):
            return ["only on \(joined(after.sorted().map(\.shortName))); it had the workspace's days"]
        case (let before?, nil):
            return ["on the workspace's days instead of \(joined(before.sorted().map(\.shortName)))"]
        case (nil, nil): return []
        }
    }

    static func moved(_ before: Set<Weekday>, _ after: Set<Weekday>) -> String {
        let fewer = before.subtracting(after).sorted().map(\.shortName)
        let more = after.subtracting(before).sorted().map(\.shortName)
        return [
            more.isEmpty ? nil : "now on \(joined(more))",
            fewer.isEmpty ? nil : "no longer on \(joined(fewer))",
        ].compactMap(\.self).joined(separator: ", ")
    }
}

/// `1`, `1 and 15`, `Mon, Tue and Wed`.
func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
}
