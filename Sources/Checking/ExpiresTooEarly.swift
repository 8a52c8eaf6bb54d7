import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// An occurrence that ends before the pace has brought everybody their message.
package enum ExpiresTooEarly {
    package static let rule = Rule(
        "expires-too-early",
        summary: "`expires_after` (one day by default) ends an occurrence before everybody can be reached.",
        reason: """
            What is unsent when an occurrence expires is not sent later: part of the people would get nothing, \
            each time.
            """,
        remedy: "Write a longer `expires_after`, raise the rate as far as the gateway allows, or add lines.",
        wrong: .setapp(
            "schedule: {start: 2026-12-01 09:00, expires_after: 1m}   # three people, 100 an hour"),
        right: .setapp("schedule: {start: 2026-12-01 09:00, expires_after: 12h}"),
        source: "format.md, \"A campaign\" (`expires_after`, `rate`)")

    static func finding(
        _ lack: PaceCheck.Lack, of check: PaceCheck, occurrence: Occurrence, at place: SourcePlace
    ) -> Finding {
        let schedule = check.campaign.schedule
        let which = schedule.every == nil ? "" : " of \(occurrence.key)"
        let end = occurrence.expires.map { " (\(check.zone.short($0, now: lack.start)))" } ?? ""
        return Finding(
            rule, at: place,
            check.sentence(
                lack,
                end: "when the occurrence\(which) ends\(end)"
                    + (schedule.expiresAfter == nil ? ", a day after its first moment" : "")),
            remedy: (needed(lack, occurrence).map { "write `expires_after: \($0)` or longer, " } ?? "")
                + PaceCheck.faster)
    }

    /// A duration that would do, counted from the occurrence's first lawful moment.
    private static func needed(_ lack: PaceCheck.Lack, _ occurrence: Occurrence) -> String? {
        guard let last = lack.last, let first = occurrence.firstLawful else { return nil }
        let hours = (last.milliseconds - first.milliseconds) / 3_600_000 + 1
        return hours < 24 ? "\(hours)h" : "\((hours + 23) / 24)d"
    }
}
