import Diagnostics

extension YAMLRules {
    package static let bidiControl = Rule(
        "bidi-control", .warning,
        summary: "The file holds an invisible character that changes the direction of text.",
        reason: "What a reviewer reads can be another text than the one that is sent.",
        remedy: "Delete the invisible character; typing the text anew is the surest way.",
        wrong: .setapp(
            """
            messages:
              - text: "Hola \\u202E{{nombre}}"
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\", warnings")
}
