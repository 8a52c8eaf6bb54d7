import Diagnostics

extension YAMLRules {
    package static let missingComma = Rule(
        "missing-comma",
        summary: "Inside brackets or braces there is no value before a comma, or no comma between two "
            + "values.",
        reason: "It cannot be said how many values are meant.",
        remedy: "Write a \",\" between two values and none before the first.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}" "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        source: "YAML 1.2.2, section 7.4")
}
