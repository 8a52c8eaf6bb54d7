import Diagnostics

extension ValueRules {
    package static let badPrice = Rule(
        "bad-price",
        summary: "A price is not an amount and a currency.",
        reason: "The price decides whether the balance suffices.",
        wrong: .contacto("price: $85"),
        right: .contacto("price: 85 COP"),
        source: "format.md")
}
