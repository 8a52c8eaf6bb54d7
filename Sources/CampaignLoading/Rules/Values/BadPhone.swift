import Diagnostics

extension ValueRules {
    package static let badPhone = Rule(
        "bad-phone",
        summary: "A number is not 12 digits that begin with 57.",
        reason: """
            Both gateways refuse other numbers, and messages to other countries get the line blocked.
            """,
        remedy: "Write 57 and the ten digits of the number, without signs or spaces.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "+57 300 520 2020"
            """),
        right: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
            """),
        source: "format.md, \"A campaign\", `phone`; gateways.md, section 2 (Contacto multichat manual of "
            + "2025): `mobile`; gateways.md, section 1 (SetApp manual, version 3): `phone`")
}
