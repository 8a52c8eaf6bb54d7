import Diagnostics

extension YAMLRules {
    package static let textAfterQuote = Rule(
        "text-after-quote",
        summary: "Something stands after the quote that closes a text.",
        reason: "The text ends at the quote, and the rest belongs to nothing.",
        remedy: "Put the whole text between the quotes; write a quote inside a text as \\\".",
        wrong: .setapp(
            """
            messages:
              - text: "Hola" {{nombre}}
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "YAML 1.2.2, section 7.3")
}
