import Diagnostics

extension YAMLRules {
    package static let unquotedPlaceholder = Rule(
        "unquoted-placeholder",
        summary: "A placeholder such as {{nombre}} stands without quotes where YAML reads its braces.",
        reason: "YAML reads a mapping there and not a text.",
        wrong: .contacto("text: {{nombre}}, hola"),
        right: .contacto("text: \"{{nombre}}, hola\""),
        source: format)
}
