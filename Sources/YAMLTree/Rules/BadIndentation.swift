import Diagnostics

extension YAMLRules {
    package static let badIndentation = Rule(
        "bad-indentation",
        summary: "A line begins in a column that fits no level around it.",
        reason: "It cannot be said to which key it belongs.",
        remedy: "Begin keys of one level in the same column, two spaces deeper than the key above them.",
        wrong: .setapp(
            """
            audience:
                file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            """),
        right: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            """),
        source: "YAML 1.2.2, sections 6.1 and 8.2")
}
