import Diagnostics

extension ValueRules {
    package static let badRate = Rule(
        "bad-rate",
        summary: "A rate is not a number of messages per hour.",
        reason: "The gateways block numbers that send too fast.",
        remedy: "Write messages per hour, as in `90/hour`.",
        wrong: .setapp(
            """
            schedule:
              rate: 90/minuto
            """),
        right: .setapp(
            """
            schedule:
              rate: 90/hour
            """),
        source: "format.md, \"`pregon.yaml`\", `rate`; gateways.md, section 1 (SetApp manual, version 3): "
            + "operating facts")
}
