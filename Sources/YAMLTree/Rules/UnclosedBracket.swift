import Diagnostics

extension YAMLRules {
    package static let unclosedBracket = Rule(
        "unclosed-bracket",
        summary: "A bracket or brace is opened and not closed with its like.",
        reason: "All that follows would become part of the list or mapping.",
        remedy: "Close the bracket, or put the text in double quotes if it is part of one.",
        wrong: .setapp(
            """
            lines: [equipo
            revision: 2
            """),
        right: .setapp(
            """
            lines: [equipo]
            revision: 2
            """),
        source: "YAML 1.2.2, section 7.4")
}
