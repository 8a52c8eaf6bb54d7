import Audience
import Diagnostics

/// Rows of an audience that get nothing, for a reason that somebody should look at.
package enum RowsExcluded {
    package static let rule = Rule(
        "rows-excluded", .warning,
        summary: "Rows of the audience get nothing because something in them is wrong.",
        reason: "A person who should get the message does not; the row shows what to correct.",
        wrong: "celular;autorizacion\n5,73E+11;2026-01-05",
        right: "celular;autorizacion\n573001112233;2026-01-05",
        source: "format.md, \"Audience\"; gateways.md for the limits of texts")

    /// Rows that are left out for one reason.
    package struct Group: Sendable, Hashable {
        package var reason: ExclusionReason
        package var firstLine: Int
        package var count: Int
    }

    static func findings(_ excluded: [String: Group], rows: Int, input: AudienceInput) -> [Finding] {
        excluded.values.filter { isMistake($0.reason) }.map { group in
            let place = SourcePlace(file: input.shownPath, span: SourceSpan(line: group.firstLine))
            let others =
                group.count == 1
                ? "this row is excluded" : "\(group.count) of \(rows) rows are excluded, first this one"
            return Finding(
                rule, at: place, "\(others): \(sentence(group.reason))",
                remedy: "correct the rows; `pregon plan --verbose` lists every one with its reason")
        }
    }

    /// Being filtered, opted out or on a list is what the campaign asks for.
    private static func isMistake(_ reason: ExclusionReason) -> Bool {
        switch reason {
        case .filter, .optedOut, .excludedList, .frequencyCap: false
        default: true
        }
    }

    private static func sentence(_ reason: ExclusionReason) -> String {
        let text = reason.explanation
        return (text.hasSuffix(".") ? String(text.dropLast()) : text)
    }
}
