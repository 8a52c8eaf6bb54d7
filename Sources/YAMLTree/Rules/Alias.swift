import Diagnostics

extension YAMLRules {
    package static let alias = Rule(
        "alias",
        summary: "\"*\" at the beginning of a value makes it an alias.",
        reason: "A WhatsApp text that begins with *bold* would not be text at all.",
        remedy: "Put the whole text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: *Hola* Ana
            """),
        right: .setapp(
            """
            messages:
              - text: "*Hola* Ana"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 7.1")
}
