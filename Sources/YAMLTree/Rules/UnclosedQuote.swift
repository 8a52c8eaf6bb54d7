import Diagnostics

extension YAMLRules {
    package static let unclosedQuote = Rule(
        "unclosed-quote",
        summary: "A quote is opened and not closed.",
        reason: "All that follows, up to the next quote, would become part of the text.",
        remedy: "Write the same quote at the end of the text.",
        wrong: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "YAML 1.2.2, section 7.3")
}
