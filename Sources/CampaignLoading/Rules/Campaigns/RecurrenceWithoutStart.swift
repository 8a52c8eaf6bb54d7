import Diagnostics

extension CampaignRules {
    package static let recurrenceWithoutStart = Rule(
        "recurrence-without-start",
        summary: "A recurrence lacks what it counts from, or has days that do nothing.",
        reason: "Dates are counted from the start.",
        remedy: "Give a `start`, and `on_days` only with `every: week` or `every: month`.",
        wrong: .setapp(
            """
            schedule:
              every: month
            """),
        right: .setapp(
            """
            schedule:
              start: 2026-12-01 09:00
              every: month
            """),
        source: "format.md, \"A campaign\", `schedule`")
}
