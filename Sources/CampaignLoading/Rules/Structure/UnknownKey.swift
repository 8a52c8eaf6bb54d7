import Diagnostics

extension StructureRules {
    package static let unknownKey = Rule(
        "unknown-key",
        summary: "A key that the format does not have.",
        reason: """
            A mistyped key would be ignored without a word, and with it what it was meant to say.
            """,
        wrong: .contacto("campaing: cobro-noviembre"),
        right: .contacto("campaign: cobro-noviembre"),
        source: "format.md, \"Typing\"")
}
