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
            "\(lineStart(location(finding.place))): \(severity): \(words(finding.message)) [\(finding.rule.name)]"
        )
        lines += excerpt(finding.place, severity: finding.severity)
        lines.append("  = \(words(finding.remedy))")
        for related in finding.related {
            lines.append("  note: \(location(related.place)): \(words(related.message))")
            lines += excerpt(related.place, severity: .note)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func words(_ text: String) -> String { SafeText.words(text) }

    /// A path that may begin a line. `::error::x.yaml` would be a command to the runner of GitHub Actions, which
    /// also passes over spaces and characters that are not shown; `./::error::x.yaml` is the same file and none.
    private func lineStart(_ path: String) -> String {
        guard let first = path.unicodeScalars.first else { return path }
        let isPlain = first.isASCII ? first != ":" && first != " " : first.properties.isAlphabetic
        return isPlain ? path : "./\(path)"
    }

    private func location(_ place: SourcePlace) -> String {
        let file = SafeText.line(place.file)
        guard let start = place.span?.start else { return file }
        return "\(file):\(start.line):\(start.column)"
    }

    private func excerpt(_ place: SourcePlace, severity: Severity) -> [String] {
        guard let excerpt = ExcerptLine(place) else { return [] }
        let number = String(excerpt.line)
        let margin = String(repeating: " ", count: number.count)
        return [
            " \(margin) |", " \(number) | \(excerpt.shown)",
            " \(margin) | \(colored(excerpt.underline, severity.color))",
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
