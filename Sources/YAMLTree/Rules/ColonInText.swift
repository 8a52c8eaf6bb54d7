import Diagnostics

extension YAMLRules {
    package static let colonInText = Rule(
        "colon-in-text",
        summary: "A text without quotes holds a \":\" followed by a space.",
        reason: "YAML takes what stands before it for a key.",
        remedy: "Put the whole text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: Hola: tu pedido llegó
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola: tu pedido llegó"
            """),
        source: "YAML 1.2.2, section 7.3.3")
}
