import Diagnostics

extension YAMLRules {
    package static let missingDash = Rule(
        "missing-dash",
        summary: "A line on the level of a list does not begin with \"- \".",
        reason: "It is neither an item of the list nor a key.",
        wrong: .contacto("lines:\n  - cartera\n  revision: 1"),
        right: .contacto("lines:\n  - cartera\nrevision: 1"),
        source: "YAML 1.2.2, section 8.2.1")
}
