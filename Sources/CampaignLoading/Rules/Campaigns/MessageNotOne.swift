import Diagnostics

extension CampaignRules {
    package static let messageNotOne = Rule(
        "message-not-one",
        summary: "A message is not exactly one of its kinds.",
        reason: "The gateway sends a text, an image or a document, never two in one.",
        wrong: .contacto(
            """
            - text: Hola
              image: https://cdn.example.com/promo.png
            """),
        right: .contacto(
            """
            - text: Hola
            - image: https://cdn.example.com/promo.png
            """),
        source: "format.md; gateways.md, \"send to a phone\"")
}
