import Diagnostics

extension YAMLRules {
    package static let multipleDocuments = Rule(
        "multiple-documents",
        summary: "The file holds more than one YAML document.",
        reason: "Only the first would be read, and what stands in the others would never be sent.",
        remedy: "Put each campaign into a file of its own.",
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
            ---
            campaign: aviso-enero
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
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 9.2")
}
