import Diagnostics

extension YAMLRules {
    package static let badEscape = Rule(
        "bad-escape",
        summary: "A backslash inside double quotes is followed by something that YAML does not know.",
        reason: "Nobody can say which character was meant.",
        wrong: .contacto("text: \"C:\\datos\""),
        right: .contacto("text: 'C:\\datos'"),
        source: "YAML 1.2.2, section 5.7")
}
