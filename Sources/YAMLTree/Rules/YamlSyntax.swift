import Diagnostics

extension YAMLRules {
    package static let yamlSyntax = Rule(
        "yaml-syntax",
        summary: "YAML cannot read the file at this place.",
        reason: "Everything after it would be guessed.",
        wrong: .contacto("'a' b: 1"),
        right: .contacto("'a b': 1"),
        source: "YAML 1.2.2")
}
