import Diagnostics

extension ValueRules {
    package static let badChoice = Rule(
        "bad-choice",
        summary: "A value that must be one of a few words is another.",
        reason: "The word decides what law and pace apply.",
        wrong: .contacto("category: promo"),
        right: .contacto("category: marketing"),
        source: "format.md")
}
