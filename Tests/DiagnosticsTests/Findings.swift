import Diagnostics

/// Findings for tests, placed by a piece of the text itself.
enum Findings {
    static let rule = Rule(
        "some-rule", summary: "Something is wrong.", reason: "It matters.", remedy: "Correct it.",
        wrong: .file("a"), right: .file("b"), source: "nowhere")
    static let warning = Rule(
        "some-warning", .warning, summary: "Something is odd.", reason: "It may matter.",
        remedy: "Look at it.", wrong: .file("a"), right: .file("b"), source: "nowhere")

    /// A finding at the first occurrence of `piece` in a line.
    static func at(
        _ piece: String, in line: String, number: Int = 1, message: String = "wrong",
        remedy: String = "right",
        file: String = "a.yaml", rule: Rule = rule
    ) -> Finding {
        let scalars = Array(line.unicodeScalars)
        let wanted = Array(piece.unicodeScalars)
        let start = scalars.indices.first { scalars[$0...].starts(with: wanted) } ?? scalars.count
        let span = SourceSpan(line: number, column: start + 1, length: max(1, wanted.count))
        return Finding(
            rule, at: SourcePlace(file: file, span: span, excerpt: line), message, remedy: remedy)
    }
}
