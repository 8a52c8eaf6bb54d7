import Diagnostics

extension YAMLRules {
    package static let textAfterDocument = Rule(
        "text-after-document",
        summary: "Something stands after the end of the document.",
        reason: "It belongs to nothing, and would be ignored.",
        remedy: "Move it to the place it belongs to, or delete it.",
        wrong: .file(
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
            ...
            revision: 2
            """),
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
            revision: 2
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 9.1")
}
