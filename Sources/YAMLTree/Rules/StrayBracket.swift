import Diagnostics

extension YAMLRules {
    package static let strayBracket = Rule(
        "stray-bracket",
        summary: "A bracket or brace is closed that was never opened.",
        reason: "It belongs to nothing.",
        wrong: .contacto("lines: [cartera]]"),
        right: .contacto("lines: [cartera]"),
        source: "YAML 1.2.2, section 7.4")
}
