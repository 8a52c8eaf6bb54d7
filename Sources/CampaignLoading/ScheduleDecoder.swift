import CampaignModel
import Diagnostics
import YAMLTree

/// `schedule:` → when a campaign is sent.
struct ScheduleDecoder {
    let reader: NodeReader

    static let keys: [StaticString] = [
        "start", "every", "on_days", "until", "expires_after", "hours", "days", "rate",
    ]

    enum Every: String, CaseIterable { case day, week, month }

    func decode(_ node: YAMLNode, places: inout CampaignPlaces) -> Schedule? {
        guard let fields = reader.fields(node, keys: Self.keys, what: "schedule") else { return nil }
        places.every = fields("every").map(FieldPlace.init)
        places.until = fields("until").map(FieldPlace.init)
        places.expiresAfter = fields("expires_after").map(FieldPlace.init)
        places.hours = fields("hours").map(FieldPlace.init)
        places.days = fields("days").map(FieldPlace.init)
        var schedule = Schedule()
        schedule.start = fields("start").flatMap { reader.dateTime($0, what: "start") }
        schedule.until = fields("until").flatMap { reader.dateTime($0, what: "until") }
        schedule.hours = fields("hours").flatMap(reader.hours)
        schedule.days = fields("days").flatMap { reader.weekdays($0, what: "days") }
        schedule.expiresAfter = fields("expires_after").flatMap { node in
            reader.value(
                node, ValueRules.badDuration, what: "expires_after", expects: "a duration such as 12h or 2d",
                example: "2d"
            ) { text in ValueText.duration(text).flatMap { $0 > 0 ? $0 : nil } }
        }
        schedule.rate = fields("rate").flatMap { node in
            reader.value(
                node, ValueRules.badRate, what: "rate", expects: "messages per hour", example: "200/hour"
            ) { text in ValueText.rate(text).flatMap { $0 == .free ? nil : $0 } }
        }
        if let start = schedule.start, let until = schedule.until, until <= start, let node = fields("until")
        {
            reader.sink.report(
                ValueRules.reversedRange, node, "until (\(until)) is not after start (\(start))",
                remedy: "write a later moment, or correct the start")
        }
        recurrence(fields, into: &schedule)
        return schedule
    }

    private func recurrence(_ fields: Fields, into schedule: inout Schedule) {
        guard let everyNode = fields("every") else {
            if let node = fields.keyNode("on_days") {
                reader.sink.report(
                    CampaignRules.recurrenceWithoutStart, node, "`on_days` does nothing without `every`",
                    remedy: "add `every: week` or `every: month`, or remove it")
            }
            return
        }
        if fields("start") == nil, !fields.isMistyped("start") {
            reader.sink.report(
                CampaignRules.recurrenceWithoutStart, everyNode, "`every` needs a `start`",
                remedy: "write the first day and the time: `start: 2026-12-01 09:00`")
        }
        guard let every = reader.choice(everyNode, of: Every.self, what: "every") else { return }
        switch every {
        case .day:
            schedule.every = .daily
            if let node = fields.keyNode("on_days") {
                reader.sink.report(
                    CampaignRules.recurrenceWithoutStart, node, "`on_days` does nothing with `every: day`",
                    remedy: "use `every: week` or `days:` to leave days out")
            }
        case .week:
            var days: Set<Weekday> = []
            if let node = fields("on_days") { days = reader.weekdays(node, what: "on_days") ?? [] }
            schedule.every = .weekly(days)
        case .month:
            var days: [Int] = []
            if let node = fields("on_days") { days = reader.monthDays(node, what: "on_days") ?? [] }
            schedule.every = .monthly(days.sorted())
        }
    }
}
