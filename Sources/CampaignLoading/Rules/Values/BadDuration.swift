import Diagnostics

extension ValueRules {
    package static let badDuration = Rule(
        "bad-duration",
        summary: "A duration is not a number with s, m, h or d.",
        reason: "It decides when unsent messages expire.",
        wrong: .contacto("expires_after: 2 days"),
        right: .contacto("expires_after: 2d"),
        source: "format.md")
}
