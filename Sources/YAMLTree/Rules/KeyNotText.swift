import Diagnostics

extension YAMLRules {
    package static let keyNotText = Rule(
        "key-not-text",
        summary: "A key is a list, a mapping, a block text, or missing.",
        reason: "Keys are names; a value without one would be read by nobody.",
        wrong: .contacto("[a, b]: 1"),
        right: .contacto("a: 1\nb: 1"),
        source: format)
}
