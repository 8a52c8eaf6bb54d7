import Diagnostics

extension YAMLRules {
    package static let duplicateKey = Rule(
        "duplicate-key",
        summary: "A key occurs twice in one mapping.",
        reason: "YAML readers silently keep one of the two values, and not all the same one.",
        wrong: .contacto("revision: 1\nrevision: 2"),
        right: .contacto("revision: 2"),
        source: format)
}
