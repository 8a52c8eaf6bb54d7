/// Findings as GitHub workflow commands, which become annotations on a pull request.
///
/// GitHub shows ten annotations of each kind and step; the most severe come first and the rest is counted in
/// one more. Values are escaped as the runner reads them (actions/runner, `ActionCommand.cs`): `%`, line breaks,
/// and in properties `:` and `,`. The runner drops columns of a place of several lines
/// (`ValidateLinesAndColumns`), so none are given. GitHub documents columns as counting from 1 and no unit for
/// them; they count characters (Unicode scalars), as in every other format of this program.
package enum GitHubFormat {
    static let mostPerSeverity = 10

    package static func render(_ findings: [Finding]) -> String {
        var lines: [String] = []
        for severity in [Severity.error, .warning, .note] {
            let own = findings.filter { $0.severity == severity }
            let shown = own.count > mostPerSeverity ? own.prefix(mostPerSeverity - 1) : own.prefix(own.count)
            lines += shown.map { command($0, severity: severity) }
            if own.count > shown.count {
                let word = severity.command
                let more = own.dropFirst(shown.count).reduce(0) { $0 + $1.count }
                lines.append("::\(word)::\(more) more; run `pregon validate` to see all")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func command(_ finding: Finding, severity: Severity) -> String {
        var properties = "file=\(property(finding.place.file))"
        if let span = finding.place.span {
            properties += ",line=\(span.start.line)"
            if span.end.line == span.start.line {
                properties += ",col=\(span.start.column),endLine=\(span.end.line)"
                properties += ",endColumn=\(span.end.column)"
            } else {
                properties += ",endLine=\(span.end.line)"
            }
        }
        properties += ",title=\(property(finding.rule.name))"
        let text = SafeText.maskingNumbers(in: "\(finding.message)\n\(finding.remedy)")
        return "::\(severity.command) \(properties)::\(data(text))"
    }

    private static func data(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { escaped(SafeText.line(String($0)), "%") }.joined(separator: "%0A")
    }

    private static func property(_ text: String) -> String { escaped(SafeText.line(text), "%:,") }

    /// Character by character of Unicode, as the runner reads: to Swift, a comma with an accent is no comma.
    private static func escaped(_ text: String, _ special: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if special.unicodeScalars.contains(scalar) {
                result.append(
                    contentsOf: "%\(String(scalar.value, radix: 16, uppercase: true))".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Severity {
    fileprivate var command: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }
}
