import Diagnostics

extension YAMLRules {
    package static let controlCharacter = Rule(
        "control-character",
        summary: "The file holds a control character or an unusual line break, as it is or as an escape.",
        reason: "Nobody sees it in an editor, and phones and gateways treat it in different ways. An "
            + "unusual line break also moves the line numbers of all messages.",
        wrong: .contacto("text: \"Hola\\x07 Ana\""),
        right: .contacto("text: \"Hola Ana\""),
        source: format)
}
