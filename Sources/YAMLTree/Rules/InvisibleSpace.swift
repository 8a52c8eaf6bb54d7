import Diagnostics

extension YAMLRules {
    package static let invisibleSpace = Rule(
        "invisible-space",
        summary: "A key or text begins with a special space that looks like an ordinary one.",
        reason: "YAML takes it as a part of the word: a key is then unknown, and a line has another "
            + "indentation than it seems to have. It comes from copying out of a chat, a web page or "
            + "a word processor.",
        remedy: "Delete the space in front of the word, and type an ordinary one if one is needed.",
        wrong: .setapp(
            """
            description: Aviso
            \u{A0}revision: 2   # begins with a special space, which nobody sees
            """),
        right: .setapp(
            """
            description: Aviso
            revision: 2
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
