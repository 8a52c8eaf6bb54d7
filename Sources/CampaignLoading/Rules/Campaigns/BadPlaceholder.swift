import Diagnostics

extension CampaignRules {
    package static let badPlaceholder = Rule(
        "bad-placeholder",
        summary: "A placeholder is not closed or names no column.",
        reason: "The recipient would read the braces.",
        wrong: .contacto("text: \"Hola {{nombre\""),
        right: .contacto("text: \"Hola {{nombre}}\""),
        source: "format.md")
}
