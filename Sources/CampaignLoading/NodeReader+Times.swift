import CampaignModel
import Diagnostics
import YAMLTree

// Times, dates and days, with what people write instead of them.
extension NodeReader {
    func hours(_ node: YAMLNode) -> HourRange? {
        value(
            node, ValueRules.badHours, what: "hours", expects: "a start and a later end, as in 08:00-18:00",
            example: "08:00-18:00", ValueText.hours)
    }

    func dateTime(_ node: YAMLNode, what: String) -> LocalDateTime? {
        guard let text = scalar(node, what: what) else { return nil }
        if let moment = ValueText.dateTime(text) { return moment }
        let (problem, remedy) = dateTimeMistake(text, what: what)
        sink.report(ValueRules.badDateTime, node, problem, remedy: remedy)
        return nil
    }

    private func dateTimeMistake(_ text: String, what: String) -> (problem: String, remedy: String) {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" || $0 == "t" })
        let example = "for example `\(what): 2026-12-01 09:00`"
        guard let day = parts.first, Self.looksLikeDate(day) else {
            return (
                "\(what) must be a day and a time, as in 2026-12-01 09:00, not `\(text)`",
                "write year, month and day with dashes, then the hour from 00 to 23: \(example)"
            )
        }
        guard LocalDate(iso: day) != nil else {
            return ("\(what) is `\(text)`, but there is no day \(day)", "correct the day: \(example)")
        }
        if parts.count == 1 {
            return ("\(what) is the day \(day) without a time", "add the time: `\(what): \(day) 09:00`")
        }
        if parts.count == 2, ValueText.time(parts[1]) != nil {
            return (
                "\(what) must have one space between day and time, not as in `\(text)`",
                "write `\(what): \(day) \(parts[1])`"
            )
        }
        return (
            "\(what) is `\(text)`, in which the time is not written from 00:00 to 24:00",
            "write two digits for the hour, a colon and two for the minutes, nothing else: \(example)"
        )
    }

    private static func looksLikeDate(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { ValueText.integer($0) != nil }
    }

    /// A set of days, as in `[mon, fri]`; nil with a finding for each that is none.
    func weekdays(_ node: YAMLNode, what: String) -> Set<Weekday>? {
        guard let items = items(node, what: what) else { return nil }
        var days: Set<Weekday> = []
        var isWhole = true
        for item in items {
            if let day = weekday(item, what: what) { days.insert(day) } else { isWhole = false }
        }
        if items.isEmpty {
            sink.report(
                StructureRules.emptyValue, node, "\(what) names no day", remedy: "name at least one day")
        }
        return isWhole && !days.isEmpty ? days : nil
    }

    private func weekday(_ node: YAMLNode, what: String) -> Weekday? {
        guard let text = scalar(node, what: "a day of \(what)") else { return nil }
        if let day = Weekday(rawValue: text) { return day }
        let list = Weekday.allCases.map(\.rawValue).joined(separator: ", ")
        let remedy: String
        if ValueText.integer(text) != nil {
            remedy = "days of the month go with `every: month`; days of the week are \(list)"
        } else if let meant = Self.meantDay(text) {
            remedy = "did you mean `\(meant.rawValue)`? The days are \(list)"
        } else {
            remedy = "use one of: \(list)"
        }
        let days = Weekday.allCases.map(\.rawValue)
        let meant = days.first { $0 == text.lowercased() } ?? Self.wholeName(text)?.rawValue
        sink.report(
            ValueRules.badChoice, node, "\(what) cannot have the day `\(text)`", remedy: remedy,
            fix: meant.flatMap { node.replacingFix("corrected `\(text)` to `\($0)`", with: $0) })
        return nil
    }

    /// A day by its Spanish or whole English name, with or without accents.
    private static func meantDay(_ text: String) -> Weekday? {
        let lower = text.lowercased()
        let spanish: [(String, Weekday)] = [
            ("lun", .mon), ("mar", .tue), ("mié", .wed), ("mie", .wed), ("jue", .thu), ("vie", .fri),
            ("sáb", .sat), ("sab", .sat), ("dom", .sun),
        ]
        if let day = spanish.first(where: { lower.hasPrefix($0.0) })?.1 { return day }
        return Weekday.allCases.first { lower.hasPrefix($0.rawValue) }
    }

    /// A day by its whole name, in which nothing is left to guess.
    private static func wholeName(_ text: String) -> Weekday? {
        switch text.lowercased() {
        case "lunes", "monday": .mon
        case "martes", "tuesday": .tue
        case "miércoles", "miercoles", "wednesday": .wed
        case "jueves", "thursday": .thu
        case "viernes", "friday": .fri
        case "sábado", "sabado", "saturday": .sat
        case "domingo", "sunday": .sun
        default: nil
        }
    }

    /// The days of a month, 1 to 31.
    func monthDays(_ node: YAMLNode, what: String) -> [Int]? {
        guard let items = items(node, what: what) else { return nil }
        if items.isEmpty {
            sink.report(
                StructureRules.emptyValue, node, "\(what) names no day", remedy: "name at least one day")
        }
        return items.compactMap { item in
            guard let text = scalar(item, what: "a day of \(what)") else { return nil }
            if let day = ValueText.integer(text), (1...31).contains(day) { return day }
            let isWeekday = Weekday(rawValue: text) != nil || Self.meantDay(text) != nil
            sink.report(
                ValueRules.badInteger, item,
                "a day of the month must be a number from 1 to 31, not `\(text)`",
                remedy: isWeekday
                    ? "days of the week go with `every: week`"
                    : "write 31 for the last day of every month")
            return nil
        }
    }
}
