import Diagnostics

extension YAMLRules {
    package static let listOnKeyLine = Rule(
        "list-on-key-line",
        summary: "A \"-\" follows a key on the same line.",
        reason: "A list begins on the line after its key; a text that begins with \"- \" needs quotes.",
        remedy: "Begin a list on the next line; put a text that begins with \"-\" in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: - Hola {{nombre}}
            """),
        right: .setapp(
            """
            messages:
              - text: "- Hola {{nombre}}"
            """),
        source: "YAML 1.2.2, section 8.2.1")
}
