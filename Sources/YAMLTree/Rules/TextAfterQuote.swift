import Diagnostics

extension YAMLRules {
    package static let textAfterQuote = Rule(
        "text-after-quote",
        summary: "Something stands after the quote that closes a text.",
        reason: "The text ends at the quote, and the rest belongs to nothing.",
        wrong: .contacto("text: \"Hola\" Ana"),
        right: .contacto("text: \"Hola Ana\""),
        source: "YAML 1.2.2, section 7.3")
}
