import Diagnostics

extension YAMLRules {
    package static let fileTooLarge = Rule(
        "file-too-large",
        summary: "The file is larger than 32 MiB.",
        reason: "Nobody can review a file of that size, and reading it takes memory that the runner "
            + "may not have. Recipients belong into a CSV file.",
        wrong: .contacto("recipients: [{phone: 573001112233, nombre: Ana}, …]   # 400,000 of them"),
        right: .contacto("audience:\n  file: audiences/noviembre.csv"),
        source: format)
}
