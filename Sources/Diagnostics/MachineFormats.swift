import Foundation

/// Findings as one JSON document. `format_version` changes when a key's meaning does.
package enum JSONFormat {
    private struct Document: Encodable {
        var format_version = 1
        var errors: Int
        var warnings: Int
        var notes: Int
        var findings: [Item]
    }

    private struct Item: Encodable {
        var rule: String
        var severity: String
        var file: String
        var line: Int?
        var column: Int?
        var end_line: Int?
        var end_column: Int?
        var message: String
        var remedy: String
        var related: [RelatedItem]
    }

    private struct RelatedItem: Encodable {
        var file: String
        var line: Int?
        var column: Int?
        var message: String
    }

    package static func render(_ findings: [Finding]) throws -> String {
        let document = Document(
            errors: findings.count(of: .error), warnings: findings.count(of: .warning),
            notes: findings.count(of: .note),
            findings: findings.map { finding in
                let span = finding.place.span
                return Item(
                    rule: finding.rule.name, severity: finding.severity.rawValue, file: finding.place.file,
                    line: span?.start.line, column: span?.start.column, end_line: span?.end.line,
                    end_column: span?.end.column, message: SafeText.maskingNumbers(in: finding.message),
                    remedy: SafeText.maskingNumbers(in: finding.remedy),
                    related: finding.related.map {
                        RelatedItem(
                            file: $0.place.file, line: $0.place.span?.start.line,
                            column: $0.place.span?.start.column,
                            message: SafeText.maskingNumbers(in: $0.message))
                    })
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}

/// Findings as GitHub workflow commands, which become annotations on a pull request.
///
/// GitHub shows ten annotations of each kind and step; the most severe come first and the rest is counted in
/// one more. Values are escaped as the runner reads them: `%`, line breaks, and in properties `:` and `,`.
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
                lines.append("::\(word)::\(own.count - shown.count) more; run `pregon validate` to see all")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func command(_ finding: Finding, severity: Severity) -> String {
        var properties = "file=\(property(finding.place.file))"
        if let span = finding.place.span {
            properties += ",line=\(span.start.line),col=\(span.start.column),endLine=\(span.end.line)"
            if span.end.line == span.start.line { properties += ",endColumn=\(span.end.column)" }
        }
        properties += ",title=\(property(finding.rule.name))"
        let text = SafeText.maskingNumbers(in: "\(finding.message)\n\(finding.remedy)")
        return "::\(severity.command) \(properties)::\(data(text))"
    }

    private static func data(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.line(String($0)) }
            .joined(separator: "\n").replacing("%", with: "%25").replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
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
