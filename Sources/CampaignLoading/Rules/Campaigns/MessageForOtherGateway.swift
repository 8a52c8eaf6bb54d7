import Diagnostics

extension CampaignRules {
    package static let messageForOtherGateway = Rule(
        "message-for-other-gateway",
        summary: "A message is of a kind that the campaign's gateway cannot send.",
        reason: """
            contacto sends approved templates only; setapp has none, and no captions or custom fields.
            """,
        wrong: .contacto(
            """
            lines: [cartera]   # contacto
            messages: [{text: Hola}]
            """),
        right: .contacto(
            """
            lines: [cartera]
            messages: [{template: \"1042\"}]
            """),
        source: "format.md; gateways.md")
}
