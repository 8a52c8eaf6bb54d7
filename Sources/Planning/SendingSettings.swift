import CampaignModel

/// Spells out everything but content and audience that an approved plan rests on.
enum SendingSettings {
    static func text(of campaign: Campaign, in workspace: Workspace) -> String {
        let rules = workspace.sending
        var parts = [
            workspace.timezone, rules.law.rawValue, "\(rules.hours)", names(rules.days),
            rules.holidays.rawValue,
            rules.maxPerRecipient.map { "\($0.count)/\($0.period.rawValue)" } ?? "-",
            "\(rules.stopAfterFailures)", campaign.category.rawValue,
        ]
        let schedule = campaign.schedule
        parts += [
            schedule.start.map(String.init(describing:)) ?? "-", every(schedule.every),
            schedule.until.map(String.init(describing:)) ?? "-", "\(schedule.expiresAfter ?? -1)",
            schedule.hours.map(String.init(describing:)) ?? "-", schedule.days.map(names) ?? "-",
            schedule.rate.map(String.init(describing:)) ?? "-",
        ]
        for line in campaign.lines.compactMap(workspace.line) {
            parts += [
                line.name, line.number.full, "\(line.rate)", "\(line.delay.minimum)..\(line.delay.maximum)",
                "\(line.account)",
            ]
        }
        for window in workspace.maintenance where !Set(window.lines).isDisjoint(with: campaign.lines) {
            parts += [window.lines.joined(separator: " "), "\(window.from)", "\(window.to)"]
        }
        return parts.joined(separator: "\n")
    }

    private static func names(_ days: Set<Weekday>) -> String {
        days.sorted().map(\.rawValue).joined(separator: " ")
    }

    private static func every(_ recurrence: Schedule.Recurrence?) -> String {
        switch recurrence {
        case nil: "once"
        case .daily: "day"
        case .weekly(let days): "week \(names(days))"
        case .monthly(let days): "month \(days)"
        }
    }
}
