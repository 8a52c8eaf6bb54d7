import Diagnostics

// Rules on the bytes of a file, before YAML comes into it.
extension YAMLRules {
    package static let fileTooLarge = Rule(
        "file-too-large",
        summary: "The file is larger than 32 MiB.",
        reason: "Nobody can review a file of that size, and reading it takes memory that the runner "
            + "may not have. Recipients belong into a CSV file.",
        wrong: "recipients: [{phone: 573001112233, nombre: Ana}, …]   # 400,000 of them",
        right: "audience:\n  file: audiences/noviembre.csv",
        source: format)

    package static let invalidUTF8 = Rule(
        "invalid-utf8",
        summary: "The file is not written in UTF-8.",
        reason: "Letters such as ñ and á would arrive as other signs, and the gateways refuse such a "
            + "text.",
        wrong: "description: Campa\u{FFFD}a   # saved as Windows-1252",
        right: "description: Campaña   # saved as UTF-8",
        source: format)

    package static let utf16 = Rule(
        "utf-16",
        summary: "The file is written in UTF-16.",
        reason: "Git shows such a file as binary, so that nobody can review it, and tools read it "
            + "differently.",
        wrong: "a file saved with the encoding \"Unicode\" or \"UTF-16 LE\"",
        right: "the same file saved with the encoding \"UTF-8\"",
        source: format)

    package static let controlCharacter = Rule(
        "control-character",
        summary: "The file holds a control character or an unusual line break, as it is or as an escape.",
        reason: "Nobody sees it in an editor, and phones and gateways treat it in different ways. An "
            + "unusual line break also moves the line numbers of all messages.",
        wrong: "text: \"Hola\\x07 Ana\"",
        right: "text: \"Hola Ana\"",
        source: format)

    package static let bidiControl = Rule(
        "bidi-control", .warning,
        summary: "The file holds an invisible character that changes the direction of text.",
        reason: "What a reviewer reads can be another text than the one that is sent.",
        wrong: "text: \"Hola \\u202E Ana\"",
        right: "text: \"Hola Ana\"",
        source: format)

    package static let invisibleSpace = Rule(
        "invisible-space",
        summary: "A key or text begins with a special space that looks like an ordinary one.",
        reason: "YAML takes it as a part of the word: a key is then unknown, and a line has another "
            + "indentation than it seems to have. It comes from copying out of a chat, a web page or "
            + "a word processor.",
        wrong: "campaign: aviso-diciembre\n\u{A0}version: 1",
        right: "campaign: aviso-diciembre\nversion: 1",
        source: format)
}
