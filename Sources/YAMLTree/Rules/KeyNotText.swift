import Diagnostics

extension YAMLRules {
    package static let keyNotText = Rule(
        "key-not-text",
        summary: "A key is a list, a mapping, a block text, or missing.",
        reason: "Keys are names; a value without one would be read by nobody.",
        remedy: "Write a name before the \":\"; put all of it in double quotes if it is a text.",
        wrong: .setapp("[description]: Aviso de diciembre"),
        right: .setapp("description: Aviso de diciembre"),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
