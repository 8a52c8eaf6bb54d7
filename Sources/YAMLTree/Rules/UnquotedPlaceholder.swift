import Diagnostics

extension YAMLRules {
    package static let unquotedPlaceholder = Rule(
        "unquoted-placeholder",
        summary: "A placeholder such as {{nombre}} stands without quotes where YAML reads its braces.",
        reason: "YAML reads a mapping there and not a text.",
        remedy: "Put the whole text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: {{nombre}}, tu pedido llegó
            """),
        right: .setapp(
            """
            messages:
              - text: "{{nombre}}, tu pedido llegó"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
