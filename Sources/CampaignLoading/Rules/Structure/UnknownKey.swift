import Diagnostics

extension StructureRules {
    package static let unknownKey = Rule(
        "unknown-key",
        summary: "A key that the format does not have.",
        reason: """
            A mistyped key would be ignored without a word, and with it what it was meant to say.
            """,
        remedy: "Correct the key; the finding names the nearest one and the list.",
        wrong: .setapp("descripcion: Aviso de diciembre"),
        right: .setapp("description: Aviso de diciembre"),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
