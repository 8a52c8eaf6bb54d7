import Diagnostics

extension CampaignRules {
    package static let messageForOtherGateway = Rule(
        "message-for-other-gateway",
        summary: "A message is of a kind that the campaign's gateway cannot send.",
        reason: """
            contacto sends approved templates only; setapp has none, and no captions or custom fields.
            """,
        remedy: "Use the messages of the line's gateway: templates on contacto; texts, images and "
            + "documents on setapp.",
        wrong: .contacto(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        source: "format.md, \"A campaign\"; gateways.md, section 2 (Contacto multichat manual of 2025); "
            + "gateways.md, section 1 (SetApp manual, version 3)")
}
