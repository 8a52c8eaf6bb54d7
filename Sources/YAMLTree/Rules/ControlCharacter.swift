import Diagnostics

extension YAMLRules {
    package static let controlCharacter = Rule(
        "control-character",
        summary: "The file holds a control character or an unusual line break, as it is or as an escape.",
        reason: "Nobody sees it in an editor, and phones and gateways treat it in different ways. An "
            + "unusual line break also moves the line numbers of all messages.",
        remedy: "Delete the character; save the file with ordinary line ends (LF or CRLF).",
        wrong: .setapp(
            """
            messages:
              - text: "Hola\\x07 {{nombre}}"
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 5.1")
}
