import Diagnostics

extension YAMLRules {
    package static let unclosedBracket = Rule(
        "unclosed-bracket",
        summary: "A bracket or brace is opened and not closed with its like.",
        reason: "All that follows would become part of the list or mapping.",
        wrong: .contacto("lines: [cartera, equipo\nrevision: 1"),
        right: .contacto("lines: [cartera, equipo]\nrevision: 1"),
        source: "YAML 1.2.2, section 7.4")
}
