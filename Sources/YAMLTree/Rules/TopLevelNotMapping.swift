import Diagnostics

extension YAMLRules {
    package static let topLevelNotMapping = Rule(
        "top-level-not-mapping",
        summary: "The file begins with a list or a text instead of keys.",
        reason: "A campaign is a set of keys with values; anything else says nothing about what to send.",
        remedy: "Begin each line at the left with a key and a \":\", as in `campaign: aviso-diciembre`.",
        wrong: .file("- campaign: aviso-diciembre"),
        right: .file(
            """
            campaign: aviso-diciembre
            version: 1
            category: utility
            lines: [equipo]
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
