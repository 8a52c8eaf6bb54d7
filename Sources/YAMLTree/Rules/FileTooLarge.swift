import Diagnostics

extension YAMLRules {
    package static let fileTooLarge = Rule(
        "file-too-large",
        summary: "The file is larger than 32 MiB.",
        reason: "Nobody can review a file of that size, and reading it takes memory that the runner "
            + "may not have. Recipients belong into a CSV file.",
        remedy: "Put the recipients into a CSV file and name it under `audience`.",
        wrong: RuleExample(
            .setapp,
            """
            audience:
              recipients:   # 400,000 of them
                - {phone: 573001112233, nombre: Ana, opt_in: 2026-01-05}
            """,
            bytes: {
                Array(repeating: UInt8(ascii: "#"), count: 32 << 20 | 1)
            }),
        right: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
