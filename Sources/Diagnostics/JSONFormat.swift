import Foundation

/// Findings as one JSON document. `format_version` changes when a key's meaning does.
///
/// Columns count Unicode scalars. Texts are those of the files with telephone numbers masked, not made safe to
/// show: who shows them has to.
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
        var count: Int?
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
                    }, count: finding.isRest ? finding.count : nil)
            })
        return try SafeJSON.text(document)
    }
}

/// JSON whose bytes do nothing to a terminal or a log that shows them.
enum SafeJSON {
    /// The value, indented, with sorted keys and a line break at the end.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let plain = String(decoding: try encoder.encode(value), as: UTF8.self)
        var result = String.UnicodeScalarView()
        var watch = CommandWatch()
        for scalar in plain.unicodeScalars {
            let opens = watch.opensCommand(scalar)
            // Such characters stand in strings only, where their escape means the same. All are of the basic
            // plane, so that one escape is enough.
            if scalar != "\n", SafeText.isUnsafe(scalar) || opens {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let zeros = String(repeating: "0", count: 4 - digits.count)
                result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result) + "\n"
    }
}
