import Diagnostics

extension ValueRules {
    package static let badAddress = Rule(
        "bad-address",
        summary: "An address does not begin with https:// or http://, or holds spaces.",
        reason: "Requests would go nowhere, or somewhere else.",
        remedy: "Write the address whole, beginning with https://.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                url: contacto-multichat.com/bot/chat_wa/ws/
            """),
        right: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                url: https://contacto-multichat.com/bot/chat_wa/ws/
            """),
        source: "format.md, \"`pregon.yaml`\", `url`; gateways.md, section 2 (Contacto multichat manual of "
            + "2025)")
}
