import Diagnostics

extension YAMLRules {
    package static let yamlSyntax = Rule(
        "yaml-syntax",
        summary: "YAML cannot read the file at this place.",
        reason: "Everything after it would be guessed.",
        remedy: "Look at this line and the one before it: quotes, brackets, the \":\" and the spaces at "
            + "the beginning.",
        wrong: .setapp("'revision' nueva: 2"),
        right: .setapp("revision: 2"),
        source: "YAML 1.2.2")
}
