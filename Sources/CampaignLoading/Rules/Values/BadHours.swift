import Diagnostics

extension ValueRules {
    package static let badHours = Rule(
        "bad-hours",
        summary: "Hours are not a start and a later end.",
        reason: "The hours decide when people are written to.",
        remedy: "Write a start and a later end, as in `09:00-17:00`.",
        wrong: .setapp(
            """
            schedule:
              hours: 9-17
            """),
        right: .setapp(
            """
            schedule:
              hours: 09:00-17:00
            """),
        source: "format.md, \"A campaign\", `hours`; format.md, \"`pregon.yaml`\", `sending`")
}
