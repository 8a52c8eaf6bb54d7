import Diagnostics

extension ValueRules {
    package static let badInteger = Rule(
        "bad-integer",
        summary: "A value that must be a whole number in a range is not one.",
        reason: "The program does not guess at numbers.",
        wrong: .contacto("revision: one"),
        right: .contacto("revision: 1"),
        source: "format.md")
}
