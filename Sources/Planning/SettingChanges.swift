import CampaignModel
import Timetable

/// What changed in a campaign apart from its texts, its schedule and the people themselves, in plain sentences.
enum SettingChanges {
    static func sentences(from old: Campaign, to new: Campaign) -> [String] {
        var sentences: [String] = []
        func compare<Value: Equatable>(_ before: Value, _ after: Value, _ sentence: String) {
            if before != after { sentences.append(sentence) }
        }
        compare(
            old.category, new.category,
            "category is \(new.category.rawValue) instead of \(old.category.rawValue)")
        compare(
            old.revision, new.revision,
            new.revision > old.revision
                ? "revision is \(new.revision) instead of \(old.revision): everybody gets it again"
                : "revision is \(new.revision) instead of \(old.revision); it is never lowered")
        compare(
            old.lines, new.lines,
            "goes out through \(joined(new.lines)) instead of \(joined(old.lines)); "
                + "people who are already assigned to a line that stays keep it")
        compare(
            old.allowRepeat, new.allowRepeat,
            new.allowRepeat
                ? "may now repeat what another campaign has just sent (`allow_repeat`)"
                : "may no longer repeat what another campaign has just sent (`allow_repeat`)")
        return sentences + audience(from: old.audience, to: new.audience)
    }

    private static func audience(from old: AudienceSource, to new: AudienceSource) -> [String] {
        var sentences: [String] = []
        let (before, after) = (origin(old), origin(new))
        if before != after { sentences.append("the audience is \(after) instead of \(before)") }
        if old.phone != new.phone {
            sentences.append("numbers are read from the column \(new.phone) instead of \(old.phone)")
        }
        if old.optIn != new.optIn {
            sentences.append("consent is read from the column \(new.optIn) instead of \(old.optIn)")
        }
        if old.filters != new.filters {
            sentences.append("keeps \(filters(new)) instead of \(filters(old))")
        }
        sentences += lists(
            old.exclude, new.exclude, added: "now leaves out the people of",
            removed: "no longer leaves out the people of")
        return sentences
    }

    private static func origin(_ source: AudienceSource) -> String {
        switch source.origin {
        case .file(let path): path
        case .inline: "written into the campaign's file"
        }
    }

    private static func filters(_ source: AudienceSource) -> String {
        guard !source.filters.isEmpty else { return "every row" }
        return "rows with "
            + joined(source.filters.map { "\($0.column) \($0.values.joined(separator: " or "))" })
    }

    private static func lists(_ old: [String], _ new: [String], added: String, removed: String) -> [String] {
        new.filter { !old.contains($0) }.map { "\(added) \($0)" }
            + old.filter { !new.contains($0) }.map { "\(removed) \($0)" }
    }

    // MARK: The workspace

    /// What changed in `pregon.yaml` for every campaign.
    static func sentences(from old: Workspace, to new: Workspace, year: Int) -> [String] {
        var sentences: [String] = []
        if old.timezone != new.timezone {
            sentences.append("the time zone is \(new.timezone) instead of \(old.timezone)")
        }
        let (before, after) = (old.sending, new.sending)
        if before.law != after.law {
            sentences.append("the law is \(after.law.rawValue) instead of \(before.law.rawValue)")
        }
        if before.hours != after.hours {
            sentences.append(ScheduleChanges.moved(before.hours, after.hours, what: "sending hours"))
        }
        if before.days != after.days {
            sentences.append("sends go out \(ScheduleChanges.moved(before.days, after.days))")
        }
        if before.holidays != after.holidays {
            sentences.append(
                "the public holidays kept are \(after.holidays.rawValue) instead of "
                    + before.holidays.rawValue)
        }
        if before.maxPerRecipient != after.maxPerRecipient {
            sentences.append(
                "a person gets at most \(limit(after.maxPerRecipient)) instead of "
                    + limit(before.maxPerRecipient))
        }
        if before.stopAfterFailures != after.stopAfterFailures {
            sentences.append(
                "a line stops after \(after.stopAfterFailures) failures in a row instead of "
                    + "\(before.stopAfterFailures)")
        }
        sentences += lists(
            old.optOut.lists, new.optOut.lists, added: "nobody is written to any more who is in",
            removed: "opt-outs are no longer read from")
        return sentences + lines(from: old, to: new) + maintenance(from: old, to: new, year: year)
    }

    private static func limit(_ limit: ContactLimit?) -> String {
        limit.map { "\($0.count) contacts a \($0.period.rawValue)" } ?? "what the law allows"
    }

    private static func lines(from old: Workspace, to new: Workspace) -> [String] {
        var sentences: [String] = []
        for line in new.lines {
            guard let before = old.line(named: line.name) else {
                sentences.append("line \(line.name) is new")
                continue
            }
            var parts: [String] = []
            if before.number != line.number {
                parts.append("another number (\(line.number.masked) instead of \(before.number.masked))")
            }
            if before.rate != line.rate { parts.append("\(line.rate) instead of \(before.rate)") }
            if before.delay != line.delay {
                parts.append("a pause of \(pause(line.delay)) instead of \(pause(before.delay))")
            }
            if before.price != line.price {
                parts.append("\(price(line.price)) a message instead of \(price(before.price))")
            }
            if before.account != line.account { parts.append("another account or address") }
            if !parts.isEmpty { sentences.append("line \(line.name): \(joined(parts))") }
        }
        for line in old.lines where new.line(named: line.name) == nil {
            sentences.append("line \(line.name) is gone")
        }
        return sentences
    }

    private static func pause(_ delay: DelayRange) -> String {
        delay.minimum == delay.maximum ? "\(delay.minimum) s" : "\(delay.minimum) to \(delay.maximum) s"
    }

    private static func price(_ price: Money?) -> String { price?.description ?? "no known price" }

    private static func maintenance(from old: Workspace, to new: Workspace, year: Int) -> [String] {
        func words(_ window: Maintenance) -> String {
            "maintenance of \(joined(window.lines)) from \(window.from.short(inYear: year)) to "
                + window.to.short(inYear: year)
        }
        return new.maintenance.filter { !old.maintenance.contains($0) }.map { "new: \(words($0))" }
            + old.maintenance.filter { !new.maintenance.contains($0) }.map { "gone: \(words($0))" }
    }
}
