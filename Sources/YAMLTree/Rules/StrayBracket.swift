import Diagnostics

extension YAMLRules {
    package static let strayBracket = Rule(
        "stray-bracket",
        summary: "A bracket or brace is closed that was never opened.",
        reason: "It belongs to nothing.",
        remedy: "Delete the bracket, or put the text in double quotes if it is part of one.",
        wrong: .setapp("lines: [equipo]]"),
        right: .setapp("lines: [equipo]"),
        source: "YAML 1.2.2, section 7.4")
}
