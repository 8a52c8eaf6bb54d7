import Diagnostics

extension StructureRules {
    package static let ambiguousText = Rule(
        "ambiguous-text",
        summary: "A text without quotes that YAML reads as a number, a date, true, false or nothing.",
        reason: """
            Editors and other tools would show and keep something else than what the recipient gets: \
            no becomes false, 012 becomes 10, 1e3 becomes 1000.
            """,
        wrong: .contacto("text: no"),
        right: .contacto("text: \"no\""),
        source: "format.md, \"Typing\"; YAML 1.1 and 1.2, scalar resolution")
}
