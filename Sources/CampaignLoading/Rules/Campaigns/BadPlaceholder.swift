import Diagnostics

extension CampaignRules {
    package static let badPlaceholder = Rule(
        "bad-placeholder",
        summary: "A placeholder is not closed or names no column.",
        reason: "The recipient would read the braces.",
        remedy: "Write the column's name between {{ and }}; write \\{{ for the braces themselves.",
        wrong: .setapp(
            """
            messages:
              - text: "Hola {{nombre"
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "format.md, \"A campaign\", placeholders")
}
