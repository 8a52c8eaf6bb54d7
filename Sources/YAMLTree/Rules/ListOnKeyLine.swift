import Diagnostics

extension YAMLRules {
    package static let listOnKeyLine = Rule(
        "list-on-key-line",
        summary: "A \"-\" follows a key on the same line.",
        reason: "A list begins on the line after its key; a text that begins with \"- \" needs quotes.",
        wrong: .contacto("text: - Hola"),
        right: .contacto("text: \"- Hola\""),
        source: "YAML 1.2.2, section 8.2.1")
}
