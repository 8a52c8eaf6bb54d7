import Diagnostics

extension ValueRules {
    package static let badDateTime = Rule(
        "bad-date-time",
        summary: "A moment is not a day that exists and a time of day.",
        reason: "A date that does not exist would be moved to another day.",
        remedy: "Write year, month, day and time, as in `2026-12-01 09:00`.",
        wrong: .setapp(
            """
            schedule:
              start: 2026-11-31 09:00
            """),
        right: .setapp(
            """
            schedule:
              start: 2026-11-30 09:00
            """),
        source: "format.md, \"A campaign\", `schedule`")
}
