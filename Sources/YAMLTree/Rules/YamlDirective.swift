import Diagnostics

extension YAMLRules {
    package static let yamlDirective = Rule(
        "yaml-directive",
        summary: "A line begins with \"%\", which is an instruction to the YAML reader.",
        reason: "Such instructions change how the rest of the file is read, and editors do not all "
            + "know them.",
        remedy: "Delete the line, and the \"---\" after it.",
        wrong: .file(
            """
            %YAML 1.1
            ---
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
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 6.8")
}
