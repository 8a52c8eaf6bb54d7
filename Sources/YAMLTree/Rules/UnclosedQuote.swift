import Diagnostics

extension YAMLRules {
    package static let unclosedQuote = Rule(
        "unclosed-quote",
        summary: "A quote is opened and not closed.",
        reason: "All that follows, up to the next quote, would become part of the text.",
        wrong: .contacto("text: \"Hola Ana"),
        right: .contacto("text: \"Hola Ana\""),
        source: "YAML 1.2.2, section 7.3")
}
