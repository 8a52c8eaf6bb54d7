/// The line that a finding speaks of, as a terminal shows it, with carets under the place.
///
/// Tabs become spaces, what could act on a terminal is spelled out, telephone numbers are masked, and of a long
/// line only the stretch around the place is shown.
struct ExcerptLine {
    let line: Int
    private(set) var shown = ""
    private(set) var underline = ""

    /// Terminal columns of a line, and how many of them may stand before the place.
    private static let width = 100
    private static let lead = 50

    /// Nil where the place has no line to show.
    init?(_ place: SourcePlace) {
        guard let span = place.span, let text = place.excerpt, !text.isEmpty else { return nil }
        line = span.start.line
        let scalars = Array(SafeText.maskingNumbers(in: text).unicodeScalars)
        let placeColumn = span.start.column
        var column = place.excerptColumn
        var index = 0
        // The line begins at its first column if the place is near enough to that.
        if placeColumn > Self.width - 20 {
            let skipped = min(max(0, placeColumn - Self.lead - column), scalars.count)
            index += skipped
            column += skipped
        }
        if column > 1 {
            shown = "…"
            underline = " "
        }
        let endColumn = span.end.line == line ? max(span.end.column, placeColumn + 1) : Int.max
        var width = 1
        var watch = CommandWatch()
        while index < scalars.count {
            let opensCommand = watch.opensCommand(scalars[index])
            let piece = opensCommand ? SafeText.spelled(scalars[index]) : Self.piece(scalars[index])
            let pieceWidth = piece.unicodeScalars.reduce(0) { $0 + SafeText.width(of: $1) }
            guard width + pieceWidth <= Self.width else { break }
            shown += piece
            width += pieceWidth
            if column < placeColumn {
                underline += String(repeating: " ", count: pieceWidth)
            } else if column < endColumn {
                underline += String(repeating: "^", count: pieceWidth)
            }
            index += 1
            column += 1
        }
        if index < scalars.count { shown += "…" }
        // A place behind the end of the line, such as a missing value.
        if !underline.contains("^") {
            underline += String(repeating: " ", count: min(max(0, placeColumn - column), Self.width)) + "^"
        }
    }

    private static func piece(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\t" { return " " }
        return SafeText.isUnsafe(scalar) ? SafeText.line(String(scalar)) : String(scalar)
    }
}
