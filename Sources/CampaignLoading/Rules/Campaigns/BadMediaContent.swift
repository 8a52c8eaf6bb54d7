import Diagnostics

extension CampaignRules {
    package static let badMediaContent = Rule(
        "bad-media-content",
        summary: "A file's bytes are not of the kind its ending says.",
        reason: "The recipient could not open it.",
        wrong: .contacto("media: {file: media/foto.pdf}   # a JPEG"),
        right: .contacto("media: {file: media/foto-de-la-sede.jpg}"),
        source: "format.md")
}
