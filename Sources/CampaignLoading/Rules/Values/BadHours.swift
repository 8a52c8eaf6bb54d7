import Diagnostics

extension ValueRules {
    package static let badHours = Rule(
        "bad-hours",
        summary: "Hours are not a start and a later end.",
        reason: "The hours decide when people are written to.",
        wrong: .contacto("hours: 8-18"),
        right: .contacto("hours: 08:00-18:00"),
        source: "format.md")
}
