import Diagnostics

extension ReferenceRules {
    package static let fileMissing = Rule(
        "file-missing",
        summary: "A file that is named is not there or cannot be read.",
        reason: "The campaign cannot be planned without it.",
        wrong: .contacto("file: audiences/novembre.csv"),
        right: .contacto("file: audiences/noviembre.csv"),
        source: "format.md")
}
