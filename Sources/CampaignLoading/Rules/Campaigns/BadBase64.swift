import Diagnostics

extension CampaignRules {
    package static let badBase64 = Rule(
        "bad-base64",
        summary: "A base64 string cannot be decoded.",
        reason: "The file would arrive broken.",
        wrong: .contacto("base64: \"not base64!\""),
        right: .contacto("base64: JVBERi0xLjQK"),
        source: "format.md")
}
