import Diagnostics

extension YAMLRules {
    package static let blockTextHeader = Rule(
        "block-text-header",
        summary: "Text stands on the same line as the \"|\" or \">\" that begins a block text.",
        reason: "A block text begins on the next line.",
        wrong: .contacto("text: | Hola Ana"),
        right: .contacto("text: |\n  Hola Ana"),
        source: "YAML 1.2.2, section 8.1")
}
