import Foundation

/// Findings as a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
///
/// Columns count Unicode scalars, which SARIF calls `unicodeCodePoints`, and an end column stands behind the last
/// character, as in spans. Paths are relative URIs below `%SRCROOT%`, the workspace's folder. Only rules that
/// found something are described (§3.19.23 asks for no more), which keeps a log small.
///
/// Braces in messages are left as they are, although §3.11.5 would double them: no reader substitutes arguments
/// where a message has none, and `{{{{nombre}}}}` would be a wrong quotation wherever the text is shown.
package enum SARIFFormat {
    package static func render(_ report: FindingReport) throws -> String {
        try SafeJSON.text(SARIFLog(report))
    }
}

extension SARIFLog {
    fileprivate init(_ report: FindingReport) {
        var rules: [Rule] = []
        var indices: [Rule: Int] = [:]
        for finding in report.findings where indices[finding.rule] == nil {
            indices[finding.rule] = rules.count
            rules.append(finding.rule)
        }
        let fingerprints = Fingerprint.all(of: report.findings)
        let results = zip(report.findings, fingerprints).map { finding, fingerprint in
            Result(finding, ruleIndex: indices[finding.rule] ?? -1, fingerprint: fingerprint)
        }
        runs = [
            Run(
                tool: Tool(
                    driver: Driver(
                        name: "pregon", semanticVersion: report.toolVersion,
                        rules: rules.map(ReportingDescriptor.init))),
                results: results)
        ]
    }
}

extension SARIFLog.ReportingDescriptor {
    fileprivate init(_ rule: Rule) {
        id = rule.name
        name = rule.name.split(separator: "-").map(\.capitalized).joined()
        shortDescription = SARIFLog.Text(text: rule.summary)
        fullDescription = SARIFLog.Text(text: rule.reason)
        let wrong = rule.wrong.text
        let right = rule.right.text
        help = SARIFLog.Help(
            text:
                "\(rule.summary)\n\n\(rule.reason)\n\nWrong:\n\(wrong)\n\nRight:\n\(right)\n\nSource: \(rule.source)",
            markdown:
                "\(Self.plain(rule.summary))\n\n\(Self.plain(rule.reason))\n\nWrong:\n\n\(Self.fenced(wrong))"
                + "\n\nRight:\n\n\(Self.fenced(right))\n\nSource: \(Self.plain(rule.source))\n")
        defaultConfiguration = SARIFLog.Configuration(level: rule.severity.rawValue)
        properties = SARIFLog.RuleProperties(
            problemSeverity: rule.severity == .note ? "recommendation" : rule.severity.rawValue,
            source: rule.source)
    }

    /// A block of code whose fence is longer than any row of backticks in it.
    private static func fenced(_ code: String) -> String {
        var longest = 2
        var row = 0
        for character in code {
            row = character == "`" ? row + 1 : 0
            longest = max(longest, row)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)yaml\n\(code)\n\(fence)"
    }

    /// Words that Markdown leaves as they are, but for code between backticks. HTML is forbidden (§3.11.4.2).
    private static func plain(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { number, part in
            guard number.isMultiple(of: 2) else { return String(part) }
            return String(part).replacing("<", with: "\\<").replacing("[", with: "\\[").replacing(
                "*", with: "\\*")
        }.joined(separator: "`")
    }
}

extension SARIFLog.Result {
    fileprivate init(_ finding: Finding, ruleIndex: Int, fingerprint: String) {
        ruleId = finding.rule.name
        self.ruleIndex = ruleIndex
        level = finding.severity.rawValue
        message = SARIFLog.Text(finding.message, finding.remedy)
        locations = [SARIFLog.Location(finding.place)]
        partialFingerprints = ["pregonFinding/v1": fingerprint]
        if !finding.related.isEmpty {
            relatedLocations = finding.related.enumerated().map { number, related in
                SARIFLog.Location(related.place, id: number + 1, message: SARIFLog.Text(related.message))
            }
        }
    }
}

extension SARIFLog.Text {
    /// Words of files. A bracket before a parenthesis is set apart from it: `[text](target)` is a link even in
    /// plain text (§3.11.6).
    fileprivate init(_ sentences: String...) {
        text = sentences.map {
            String(
                SafeText.words($0).unicodeScalars.replacing("](".unicodeScalars, with: "] (".unicodeScalars))
        }.joined(separator: "\n")
    }
}

extension SARIFLog.Location {
    fileprivate init(_ place: SourcePlace, id: Int? = nil, message: SARIFLog.Text? = nil) {
        self.id = id
        self.message = message
        physicalLocation = SARIFLog.PhysicalLocation(place)
    }
}

extension SARIFLog.PhysicalLocation {
    fileprivate init(_ place: SourcePlace) {
        artifactLocation = SARIFLog.ArtifactLocation(path: place.file)
        guard let span = place.span else { return }
        var region = SARIFLog.Region(
            startLine: span.start.line, startColumn: span.start.column, endLine: span.end.line,
            endColumn: span.end.column)
        if let excerpt = place.excerpt, span.start.line == span.end.line {
            let line = Array(SafeText.maskingNumbers(in: excerpt).unicodeScalars)
            let first = span.start.column - place.excerptColumn
            let end = span.end.column - place.excerptColumn
            if first >= 0, end > first, end <= line.count {
                region.snippet = SARIFLog.Snippet(line[first..<end])
                contextRegion = SARIFLog.Region(
                    startLine: span.start.line, startColumn: place.excerptColumn, endLine: span.start.line,
                    endColumn: place.excerptColumn + line.count, snippet: SARIFLog.Snippet(line[...]))
            }
        }
        self.region = region
    }
}

extension SARIFLog.Snippet {
    /// Every character stays one, so that columns fit.
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
        text = String(String.UnicodeScalarView(scalars))
    }
}

extension SARIFLog.ArtifactLocation {
    /// A relative path is a URI reference below the workspace; an absolute one is a file URI.
    fileprivate init(path: String) {
        var encoded = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        uri = isAbsolute ? "file://\(encoded)" : encoded
        uriBaseId = isAbsolute ? nil : SARIFLog.root
    }
}
