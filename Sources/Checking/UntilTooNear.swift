import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// A campaign without a start whose `until` the pace can no longer meet.
package enum UntilTooNear {
    package static let rule = Rule(
        "until-too-near", .warning,
        summary: "From today until `until` there is not enough time for everybody, at the lines' pace.",
        reason: """
            What is unsent by `until` expires: part of the people would get nothing. A campaign without `start` \
            may have gone out to most of them already, which only the ledger knows; `pregon plan` looks there.
            """,
        remedy: "Write a later `until`, raise the rate as far as the gateway allows, or add lines.",
        wrong: .setapp(
            "schedule: {until: 2026-11-23 08:01}   # checked on that day; three people, 100 an hour"),
        right: .setapp("schedule: {until: 2026-11-24 18:00}"),
        source: "format.md, \"A campaign\" (`until`, `rate`)")

    static func finding(
        _ lack: PaceCheck.Lack, of check: PaceCheck, until: LocalDateTime, at place: SourcePlace
    )
        -> Finding
    {
        Finding(
            rule, at: place,
            "if nothing has gone out yet, " + check.sentence(lack, end: "at `until` (\(until))"),
            remedy: (lack.last.map { "write `until: \(check.fullHour(after: $0))` or later, " } ?? "")
                + PaceCheck.faster + "; `pregon plan` knows what went out")
    }
}
