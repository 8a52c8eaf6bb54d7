import Diagnostics

extension ValueRules {
    package static let badDelay = Rule(
        "bad-delay",
        summary: "A delay is not a duration or a range of two.",
        reason: "The pause between two messages keeps the number from being blocked.",
        wrong: .contacto("delay: 5-60"),
        right: .contacto("delay: 5s..60s"),
        source: "format.md; gateways.md, \"Operating facts\"")
}
