import Diagnostics

extension CampaignRules {
    package static let textTooLong = Rule(
        "text-too-long",
        summary: "A text has more than 1,000 characters.",
        reason: """
            The gateway takes up to 1,000 characters; counted in UTF-16 units, the strictest reading.
            """,
        remedy: "Shorten the text, or make it two messages.",
        wrong: RuleExample(
            .setapp,
            """
            messages:
              - text: Hola, …   # 1,200 characters
            """,
            bytes: {
                Array("messages:\n  - text: ".utf8)
                    + Array(repeating: UInt8(ascii: "x"), count: 1200)
            }),
        right: RuleExample(
            .setapp,
            """
            messages:
              - text: Hola, …   # 1,000 characters
            """,
            bytes: {
                Array("messages:\n  - text: ".utf8)
                    + Array(repeating: UInt8(ascii: "x"), count: 1000)
            }),
        source: "gateways.md, section 1 (SetApp manual, version 3): `text`; gateways.md, section 2 "
            + "(Contacto multichat manual of 2025): `custom_field`")
}
