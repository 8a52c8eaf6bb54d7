import Diagnostics

extension ValueRules {
    package static let badDuration = Rule(
        "bad-duration",
        summary: "A duration is not a number with s, m, h or d.",
        reason: "It decides when unsent messages expire.",
        remedy: "Write a number and s, m, h or d, as in `2d`.",
        wrong: .setapp(
            """
            schedule:
              expires_after: 2 días
            """),
        right: .setapp(
            """
            schedule:
              expires_after: 2d
            """),
        source: "format.md, \"A campaign\", `expires_after`")
}
