import Diagnostics

extension YAMLRules {
    package static let utf16 = Rule(
        "utf-16",
        summary: "The file is written in UTF-16.",
        reason: "Git shows such a file as binary, so that nobody can review it, and tools read it "
            + "differently.",
        remedy: "Save the file again with the encoding UTF-8.",
        wrong: RuleExample(
            .file, "campaign: aviso-diciembre   # saved as \"Unicode\" or \"UTF-16 LE\"",
            bytes: {
                [0xFF, 0xFE]
                    + Array("campaign: aviso-diciembre".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            }),
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
