import Diagnostics

extension ValueRules {
    package static let badContactLimit = Rule(
        "bad-contact-limit",
        summary: "max_per_recipient is not a count per day or week.",
        reason: "Without it, people could be written to more often than was meant.",
        remedy: "Write a count per day or week, as in `2/week`.",
        wrong: .workspace(
            """
            sending:
              max_per_recipient: 2
            """),
        right: .workspace(
            """
            sending:
              max_per_recipient: 2/week
            """),
        source: "format.md, \"`pregon.yaml`\", `max_per_recipient`")
}
