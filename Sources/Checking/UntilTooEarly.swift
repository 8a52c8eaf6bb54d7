import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// A campaign with a start whose `until` the pace cannot meet.
package enum UntilTooEarly {
    package static let rule = Rule(
        "until-too-early",
        summary: "Between `start` and `until` there is not enough time for everybody, at the lines' pace.",
        reason: "What is unsent by `until` expires: part of the people would get nothing.",
        remedy: "Write a later `until`, raise the rate as far as the gateway allows, or add lines.",
        wrong: .setapp(
            "schedule: {start: 2026-12-01 17:58, until: 2026-12-01 17:59}   # three people, 100 an hour"),
        right: .setapp("schedule: {start: 2026-12-01 09:00, until: 2026-12-01 17:00}"),
        source: "format.md, \"A campaign\" (`until`, `rate`)")

    static func finding(
        _ lack: PaceCheck.Lack, of check: PaceCheck, until: LocalDateTime, at place: SourcePlace
    )
        -> Finding
    {
        Finding(
            rule, at: place, check.sentence(lack, end: "at `until` (\(until))"),
            remedy: (lack.last.map { "write `until: \(check.fullHour(after: $0))` or later, " } ?? "")
                + PaceCheck.faster)
    }
}
