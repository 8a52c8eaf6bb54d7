import Diagnostics

extension CampaignRules {
    package static let badMediaName = Rule(
        "bad-media-name",
        summary: "A media name is not 10 to 60 characters with a known ending.",
        reason: """
            The gateway would rename the file with the ending .pdf, and a picture would arrive broken.
            """,
        wrong: .contacto("name: a.png"),
        right: .contacto("name: foto-de-la-sede.png"),
        source: "gateways.md: contacto `media_name`")
}
