import Diagnostics

extension StructureRules {
    package static let ambiguousText = Rule(
        "ambiguous-text",
        summary: "A text without quotes that YAML reads as a number, a date, true, false or nothing.",
        reason: """
            Editors and other tools would show and keep something else than what the recipient gets: \
            no becomes false, 012 becomes 10, 1e3 becomes 1000.
            """,
        remedy: "Put the text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: no
            """),
        right: .setapp(
            """
            messages:
              - text: "no"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.1 bool and int types; YAML "
            + "1.2.2, section 10.3")
}
