import Diagnostics

extension ValueRules {
    package static let badRate = Rule(
        "bad-rate",
        summary: "A rate is not a number of messages per hour.",
        reason: "The gateways block numbers that send too fast.",
        wrong: .contacto("rate: fast"),
        right: .contacto("rate: 400/hour"),
        source: "format.md; gateways.md, \"Operating facts\"")
}
