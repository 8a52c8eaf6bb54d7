import Diagnostics

extension YAMLRules {
    package static let blockTextHeader = Rule(
        "block-text-header",
        summary: "Text stands on the same line as the \"|\" or \">\" that begins a block text.",
        reason: "A block text begins on the next line.",
        remedy: "Begin the text on the next line, indented deeper than its key.",
        wrong: .setapp(
            """
            messages:
              - text: | Hola {{nombre}}
            """),
        right: .setapp(
            """
            messages:
              - text: |
                  Hola {{nombre}}
            """),
        source: "YAML 1.2.2, section 8.1.1")
}
