import Diagnostics

extension YAMLRules {
    package static let mergeKey = Rule(
        "merge-key",
        summary: "A merge key (\"<<\") copies keys from elsewhere.",
        reason: "What is sent would stand in another place than the one that is reviewed, and an edit "
            + "there would change it.",
        remedy: "Write the keys where they are needed.",
        wrong: .setapp(
            """
            schedule:
              <<: {hours: 09:00-17:00}
            """),
        right: .setapp(
            """
            schedule:
              hours: 09:00-17:00
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.1, merge key type")
}
