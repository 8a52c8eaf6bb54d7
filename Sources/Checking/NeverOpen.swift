import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// A campaign that no moment is open for.
package enum NeverOpen {
    package static let rule = Rule(
        "never-open",
        summary:
            "Hours, days, the law and public holidays leave no moment in which the campaign may be sent.",
        reason: "It would wait in silence until it expires, and nobody would get anything.",
        remedy: "Choose hours and days that `sending` of pregon.yaml and the law leave open.",
        wrong: .setapp(
            """
            schedule:
              hours: 19:00-21:00   # the workspace sends from 08:00 to 18:00
            """),
        right: .setapp(
            """
            schedule:
              hours: 16:00-18:00
            """),
        source: "format.md, \"`pregon.yaml`\", `sending`; format.md, \"A campaign\", `schedule`; Ley 2300 of "
            + "2023, article 3")

    /// Days that are looked at. Windows repeat by the week, and public holidays close a few days at the most.
    private static let horizon = 30

    static func findings(_ loaded: LoadedCampaign, workspace: Workspace, today: LocalDate) -> [Finding] {
        guard let zone = Zone(identifier: workspace.timezone) else { return [] }
        let campaign = loaded.campaign
        let schedule = campaign.schedule
        // A campaign that is over stays in the folder as it is.
        if let until = schedule.until, until.date < today { return [] }
        let windows = SendingWindows(
            rules: workspace.sending, category: campaign.category, schedule: schedule, zone: zone)
        let start = schedule.start.map(zone.instant)
        let until = schedule.until.map(zone.lastInstant)
        let first = max(today, schedule.start?.date ?? today)
        for offset in 0..<horizon {
            let isOpen = windows.openStretches(on: first.adding(days: offset)).contains { stretch in
                (start.map { $0 < stretch.end } ?? true) && (until.map { stretch.start < $0 } ?? true)
            }
            if isOpen { return [] }
        }
        let isShort = schedule.until.map { $0.date < first.adding(days: horizon) } ?? false
        let place = (loaded.places.schedule ?? loaded.places.category).place
        return [
            Finding(
                rule, at: place,
                isShort
                    ? "between the start and `until` no moment is open for sending"
                    : "no moment is ever open for sending this campaign",
                remedy: "the workspace sends \(days(workspace.sending.days)) \(workspace.sending.hours)"
                    + "\(law(campaign, workspace)); correct `hours`, `days`, `start` or `until`")
        ]
    }

    private static func days(_ days: Set<Weekday>) -> String {
        days.sorted().map(\.rawValue).joined(separator: ", ")
    }

    private static func law(_ campaign: Campaign, _ workspace: Workspace) -> String {
        let isHeld = campaign.category == .marketing || campaign.category == .collection
        guard isHeld, workspace.sending.law == .co2300 else { return "" }
        return ", and Ley 2300 allows mon to fri 07:00-19:00 and sat 08:00-15:00"
    }
}
