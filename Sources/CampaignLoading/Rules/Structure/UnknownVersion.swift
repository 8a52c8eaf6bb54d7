import Diagnostics

extension StructureRules {
    package static let unknownVersion = Rule(
        "unknown-version",
        summary: "The file says a format version that this program does not know.",
        reason: "A later format may mean something else by the same keys.",
        wrong: .contacto("version: 2"),
        right: .contacto("version: 1"),
        source: "format.md")
}
