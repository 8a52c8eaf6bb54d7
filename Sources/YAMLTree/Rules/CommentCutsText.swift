import Diagnostics

extension YAMLRules {
    package static let commentCutsText = Rule(
        "comment-cuts-text",
        summary: "A \"#\" after a space cuts an unquoted text short.",
        reason: "Everything after it would silently be missing from the message.",
        remedy: "Put the whole text in quotes, or write a space after \"#\" if it begins a remark.",
        wrong: .setapp(
            """
            messages:
              - text: 50% de descuento #navidad
            """),
        right: .setapp(
            """
            messages:
              - text: "50% de descuento #navidad"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 6.6")
}
