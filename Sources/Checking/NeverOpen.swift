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

    static func findings(
        _ loaded: LoadedCampaign, workspace: Workspace, windows: SendingWindows, zone: Zone, today: LocalDate
    ) -> [Finding] {
        let campaign = loaded.campaign
        let schedule = campaign.schedule
        let first = max(today, schedule.start?.date ?? today)
        if firstOpening(windows, schedule, zone, from: first) != nil { return [] }
        let place = (loaded.places.schedule ?? loaded.places.category).place
        var lawless = workspace.sending
        lawless.law = .none
        let withoutLaw = SendingWindows(
            rules: lawless, category: campaign.category, schedule: schedule, zone: zone)
        if let moment = firstOpening(withoutLaw, schedule, zone, from: first),
            let reason = windows.closedReason(at: moment)
        {
            return [LawLeavesNoWindow.finding(at: place, category: campaign.category, closed: reason)]
        }
        let isShort = schedule.until.map { $0.date < first.adding(days: horizon) } ?? false
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

    /// The first open moment between the start and `until`, within the horizon.
    private static func firstOpening(
        _ windows: SendingWindows, _ schedule: Schedule, _ zone: Zone, from first: LocalDate
    ) -> Instant? {
        let start = schedule.start.map(zone.instant)
        let until = schedule.until.map(zone.lastInstant)
        for offset in 0..<horizon {
            for stretch in windows.openStretches(on: first.adding(days: offset)) {
                let moment = start.map { max($0, stretch.start) } ?? stretch.start
                if moment < stretch.end, until.map({ moment < $0 }) ?? true { return moment }
            }
        }
        return nil
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
