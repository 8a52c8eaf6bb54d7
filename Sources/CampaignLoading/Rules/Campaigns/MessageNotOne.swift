import Diagnostics

extension CampaignRules {
    package static let messageNotOne = Rule(
        "message-not-one",
        summary: "A message is not exactly one of its kinds.",
        reason: "The gateway sends a text, an image or a document, never two in one.",
        remedy: "Make it two messages, each with its own \"-\".",
        wrong: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
                image: https://cdn.example.com/promo.png
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
              - image: https://cdn.example.com/promo.png
            """),
        source: "format.md, \"A campaign\", `messages`; gateways.md, section 1 (SetApp manual, version 3): "
            + "send to a phone")
}
