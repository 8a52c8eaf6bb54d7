import Diagnostics

extension ValueRules {
    package static let badDateTime = Rule(
        "bad-date-time",
        summary: "A moment is not a day that exists and a time of day.",
        reason: "A date that does not exist would be moved to another day.",
        wrong: .contacto("start: 2026-02-30 09:00"),
        right: .contacto("start: 2026-02-28 09:00"),
        source: "format.md")
}
