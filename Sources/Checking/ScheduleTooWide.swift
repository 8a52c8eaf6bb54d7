import CampaignLoading
import CampaignModel
import Diagnostics

/// Hours and days of a campaign that the workspace does not send in.
package enum ScheduleTooWide {
    package static let rule = Rule(
        "schedule-too-wide", .warning,
        summary: "A campaign's hours or days reach beyond those of the workspace.",
        reason: """
            A campaign may only narrow the workspace's rules. What reaches beyond them is never used, and whoever \
            wrote it expects otherwise.
            """,
        remedy: "Write hours and days within those of `sending` in pregon.yaml.",
        wrong: .contacto("schedule: {hours: 07:00-12:00}   # the workspace sends from 08:00 to 18:00"),
        right: .contacto("schedule: {hours: 08:00-12:00}"),
        source: "format.md, \"`pregon.yaml`\" (`sending`)")

    static func findings(_ loaded: LoadedCampaign, rules: SendingRules) -> [Finding] {
        let schedule = loaded.campaign.schedule
        // It follows no window at all.
        guard loaded.campaign.category != .authentication else { return [] }
        var findings: [Finding] = []
        if let hours = schedule.hours, let place = loaded.places.hours,
            hours.start < rules.hours.start || hours.end > rules.hours.end
        {
            let start = max(hours.start, rules.hours.start)
            let end = min(hours.end, rules.hours.end)
            findings.append(
                Finding(
                    rule, at: place.place,
                    "the workspace sends \(rules.hours), and a campaign can only narrow that, not widen it to "
                        + "\(hours)",
                    remedy: "write `hours: \(start)-\(end)`, which is what it comes to"))
        }
        if let days = schedule.days, let place = loaded.places.days {
            let extra = days.subtracting(rules.days).sorted().map(\.rawValue).joined(separator: ", ")
            let left = days.intersection(rules.days).sorted().map(\.rawValue).joined(separator: ", ")
            if !extra.isEmpty {
                findings.append(
                    Finding(
                        rule, at: place.place,
                        "the workspace does not send on \(extra), and a campaign cannot add days",
                        remedy: "write `days: [\(left)]`, which is what it comes to"))
            }
        }
        return findings
    }
}
