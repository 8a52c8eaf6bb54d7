import Ledger

/// `pregon status` as CSV (RFC 4180): a row for each campaign, revision, occurrence and line.
package enum StatusCSV {
    package static func render(_ report: StatusReport) -> String {
        let header =
            ["campaign", "revision", "occurrence", "line", "sends"] + SendState.allCases.map(\.rawValue)
            + [
                "evidence_sent", "evidence_delivered", "evidence_read", "evidence_failed", "failure_codes",
                "replied", "opted_out",
            ]
        let rows = report.rows.map { row in
            let evidence = row.evidence
            let codes = evidence.failures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return [
                row.scope.campaign, "\(row.scope.revision)", row.scope.occurrence, row.line, "\(row.total)",
            ] + SendState.allCases.map { "\(row.states[$0] ?? 0)" }
                + [
                    "\(evidence.sent)", "\(evidence.delivered)", "\(evidence.read)", "\(evidence.failed)",
                    codes.joined(separator: " "), "\(evidence.replied)", "\(evidence.optedOut)",
                ]
        }
        return ([header] + rows).map { $0.map(CSVCell.written).joined(separator: ",") + "\r\n" }.joined()
    }
}

/// A cell that no spreadsheet takes for a formula.
enum CSVCell {
    /// Spreadsheets calculate what begins with one of these, also behind spaces and in quotes (OWASP, "CSV
    /// Injection"); an apostrophe before it makes it a text. Full-width forms are read as their ASCII ones.
    private static let dangerous: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]

    static func written(_ text: String) -> String {
        // Control characters have no business in a cell; a tab or line break would also begin a new one.
        let safe = SafeWords.line(text)
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace || dangerous.contains($0) }
        var cell = first.map(dangerous.contains) == true ? "'" + safe : safe
        if cell.contains(where: { ",;\"'".contains($0) || $0.isWhitespace }) {
            cell = "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        return cell
    }
}
