import Diagnostics

extension YAMLRules {
    package static let colonInText = Rule(
        "colon-in-text",
        summary: "A text without quotes holds a \":\" followed by a space.",
        reason: "YAML takes what stands before it for a key.",
        wrong: .contacto("text: Hola: tu pedido llegó"),
        right: .contacto("text: \"Hola: tu pedido llegó\""),
        source: "YAML 1.2.2, section 7.3.3")
}
