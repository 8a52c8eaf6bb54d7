import Diagnostics

extension CampaignRules {
    package static let textTooLong = Rule(
        "text-too-long",
        summary: "A text has more than 1,000 characters.",
        reason: """
            The gateway takes up to 1,000 characters; counted in UTF-16 units, the strictest reading.
            """,
        wrong: .contacto("text: (1,200 characters)"),
        right: .contacto("text: (1,000 characters)"),
        source: "gateways.md: setapp `text`, contacto `custom_field`")
}
