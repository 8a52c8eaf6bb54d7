import Diagnostics

extension YAMLRules {
    package static let badEscape = Rule(
        "bad-escape",
        summary: "A backslash inside double quotes is followed by something that YAML does not know.",
        reason: "Nobody can say which character was meant.",
        remedy: "Put the text in single quotes, where a backslash is only a backslash, or write it twice.",
        wrong: .setapp(
            """
            messages:
              - text: "Guía en C:\\datos"
            """),
        right: .setapp(
            """
            messages:
              - text: 'Guía en C:\\datos'
            """),
        source: "YAML 1.2.2, section 5.7")
}
