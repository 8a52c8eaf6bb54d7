import Diagnostics

extension StructureRules {
    package static let emptyValue = Rule(
        "empty-value",
        summary: "A key has no value.",
        reason: "An empty value is most often a line that was forgotten.",
        remedy: "Write the value, or delete the key.",
        wrong: .setapp("description:"),
        right: .setapp("description: Aviso de diciembre"),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
