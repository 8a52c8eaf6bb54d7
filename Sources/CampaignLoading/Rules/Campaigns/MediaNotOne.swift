import Diagnostics

extension CampaignRules {
    package static let mediaNotOne = Rule(
        "media-not-one",
        summary: "Media is not exactly one of url, file, base64.",
        reason: "The gateway takes one file.",
        wrong: .contacto("media: {url: https://x.example/a.pdf, file: media/a.pdf}"),
        right: .contacto("media: {url: https://x.example/a.pdf}"),
        source: "format.md")
}
