import Diagnostics

extension YAMLRules {
    package static let invisibleSpace = Rule(
        "invisible-space",
        summary: "A key or text begins with a special space that looks like an ordinary one.",
        reason: "YAML takes it as a part of the word: a key is then unknown, and a line has another "
            + "indentation than it seems to have. It comes from copying out of a chat, a web page or "
            + "a word processor.",
        wrong: .contacto("campaign: aviso-diciembre\n\u{A0}version: 1"),
        right: .contacto("campaign: aviso-diciembre\nversion: 1"),
        source: format)
}
