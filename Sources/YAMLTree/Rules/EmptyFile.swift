import Diagnostics

extension YAMLRules {
    package static let emptyFile = Rule(
        "empty-file",
        summary: "The file is empty or holds only comments.",
        reason: "An empty file may be a campaign that was lost while saving.",
        remedy: "Write the campaign into the file, or delete the file.",
        wrong: .file("# la campaña de diciembre, por hacer"),
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
