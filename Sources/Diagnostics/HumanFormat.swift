/// Findings for a person at a terminal: the words, the place, the line with a caret, what to do.
package struct HumanFormat: Sendable {
    let usesColor: Bool

    package init(usesColor: Bool) { self.usesColor = usesColor }

    package func render(_ findings: [Finding]) -> String {
        findings.map(render).joined(separator: "\n")
    }

    /// One finding, ending in a line break.
    package func render(_ finding: Finding) -> String {
        var lines: [String] = []
        let severity = colored(finding.severity.rawValue, finding.severity.color)
        lines.append(
            "\(location(finding.place)): \(severity): \(SafeText.line(finding.message)) [\(finding.rule.name)]"
        )
        lines += excerpt(finding.place, severity: finding.severity)
        lines.append("  = \(SafeText.line(finding.remedy))")
        for related in finding.related {
            lines.append("  note: \(location(related.place)): \(SafeText.line(related.message))")
            lines += excerpt(related.place, severity: .note)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func location(_ place: SourcePlace) -> String {
        let file = SafeText.line(place.file)
        guard let start = place.span?.start else { return file }
        return "\(file):\(start.line):\(start.column)"
    }

    private func excerpt(_ place: SourcePlace, severity: Severity) -> [String] {
        guard let span = place.span, let text = place.excerpt, !text.isEmpty else { return [] }
        let number = String(span.start.line)
        let margin = String(repeating: " ", count: number.count)
        var shown = ""
        var underline = ""
        var column = 1
        let endColumn =
            span.end.line == span.start.line ? max(span.end.column, span.start.column + 1) : Int.max
        for scalar in text.unicodeScalars {
            guard column < 400 else { break }
            let piece =
                scalar == "\t"
                ? " " : SafeText.isUnsafe(scalar) ? SafeText.line(String(scalar)) : String(scalar)
            let width = piece.unicodeScalars.reduce(0) { $0 + SafeText.width(of: $1) }
            shown += piece
            if column < span.start.column {
                underline += String(repeating: " ", count: width)
            } else if column < endColumn {
                underline += String(repeating: "^", count: width)
            }
            column += 1
        }
        // A place behind the end of the line, such as a missing value.
        if !underline.contains("^") {
            underline += String(repeating: " ", count: max(0, span.start.column - column)) + "^"
        }
        return [
            " \(margin) |", " \(number) | \(shown)", " \(margin) | \(colored(underline, severity.color))",
        ]
    }

    private func colored(_ text: String, _ color: String) -> String {
        usesColor ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }
}

extension Severity {
    /// The SGR parameters of the severity's colour.
    fileprivate var color: String {
        switch self {
        case .error: "1;31"
        case .warning: "1;33"
        case .note: "1;36"
        }
    }
}
