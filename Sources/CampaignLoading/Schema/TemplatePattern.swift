/// Patterns of texts with placeholders, as `TextTemplate.parse` reads them.
///
/// A text is a row of tokens. Each begins where the one before it ends, and which kind it is shows from its first
/// characters, so that a pattern accepts a text in one way at most.
enum TemplatePattern {
    /// `{{column}}` or `{{column|default}}`: a name that is not empty, no `{{` and no line break inside.
    static let placeholder = "\\{\\{(?! *(?:\\||\\}\\}))\(inside)*\\}\\}"
    private static let inside = "(?:[^{}\\n]|\\{(?!\\{)|\\}(?!\\}))"

    /// One character outside placeholders, or `\{{`, which stands for two braces.
    ///
    /// - Parameter excluded: characters that may not stand there, as inside the brackets of a pattern.
    static func literal(without excluded: String = "") -> String {
        "[^{\\\\\(excluded)]|\\\\(?!\\{\\{)|\\\\\\{\\{|\\{(?!\\{)"
    }

    static func token(without excluded: String = "") -> String {
        "(?:\(literal(without: excluded))|\(placeholder))"
    }

    /// Every placeholder is closed and has a name.
    static let text = "^\(token())*$"
    /// No placeholder at all.
    static let plainText = "^(?:\(literal()))*$"
    /// Nothing outside placeholders that contacto's `[a] [b]` cannot carry.
    static let variable = "^\(token(without: "\\[\\]\\n\\r\\t"))*$"
    /// With a place for the group's link.
    static let invitation =
        "^\(token())*?\\{\\{ *group_invite_link *(?:\\|\(inside)*)?\\}\\}\(token())*$"

    /// What SetApp sends as a file instead of a text, if it is the whole text.
    static let takenForFile =
        "^[Hh][Tt][Tt][Pp](?:\(literal()))*\\.(?:"
        + (SetAppText.imageEndings + SetAppText.documentEndings).map(anyCase).joined(separator: "|") + ")$"

    /// The letters of an ending such as `.png`, large or small.
    private static func anyCase(_ ending: String) -> String {
        ending.dropFirst().map { "[\($0.uppercased())\($0.lowercased())]" }.joined()
    }
}
