import Diagnostics

extension ValueRules {
    package static let badPrice = Rule(
        "bad-price",
        summary: "A price is not an amount and a currency.",
        reason: "The price decides whether the balance suffices.",
        remedy: "Write an amount and a currency, as in `85 COP`.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                price: $85
            """),
        right: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                price: 85 COP
            """),
        source: "format.md, \"`pregon.yaml`\", `price`")
}
