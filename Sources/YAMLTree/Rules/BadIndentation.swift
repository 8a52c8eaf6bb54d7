import Diagnostics

extension YAMLRules {
    package static let badIndentation = Rule(
        "bad-indentation",
        summary: "A line begins in a column that fits no level around it.",
        reason: "It cannot be said to which key it belongs.",
        wrong: .contacto("audience:\n    file: a.csv\n  phone: celular"),
        right: .contacto("audience:\n  file: a.csv\n  phone: celular"),
        source: "YAML 1.2.2, section 8.2")
}
