import Diagnostics

extension YAMLRules {
    package static let duplicateKey = Rule(
        "duplicate-key",
        summary: "A key occurs twice in one mapping.",
        reason: "YAML readers silently keep one of the two values, and not all the same one.",
        remedy: "Keep one of the two, and delete or rename the other.",
        wrong: .setapp(
            """
            revision: 1
            revision: 2
            """),
        right: .setapp("revision: 2"),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 3.2.1.3")
}
