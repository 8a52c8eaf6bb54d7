import Audience
import Diagnostics

/// Rows of an audience that get nothing, for a reason that somebody should look at.
package enum RowsExcluded {
    package static let rule = Rule(
        "rows-excluded", .warning,
        summary: "Rows of the audience get nothing because something in them is wrong.",
        reason: "A person who should get the message does not; the row shows what to correct.",
        remedy: "Correct the row that the finding shows; `pregon plan --verbose` lists the others.",
        wrong: .audience(
            """
            celular,nombre,autorizacion
            573001112233,Ana,2026-01-05
            "5,73E+11",Luis,2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,autorizacion
            573001112233,Ana,2026-01-05
            573001112234,Luis,2026-01-05
            """),
        source: "format.md, \"A campaign\", `phone` and `opt_in`; gateways.md, section 2 (Contacto "
            + "multichat manual of 2025): `mobile`; Ley 1581 of 2012, article 9 (consent)")

    /// Rows that are left out for one reason.
    package struct Group: Sendable, Hashable {
        package var reason: ExclusionReason
        package var firstLine: Int
        package var count: Int
        /// How many of them have a number that is only written in another way.
        package var correctable = 0
        /// What may be shown of the first row's number.
        package var maskedNumber: String?
    }

    static func findings(_ excluded: [String: Group], rows: Int, input: AudienceInput) -> [Finding] {
        excluded.values.filter { isMistake($0.reason) }.map { group in
            let place = SourcePlace(file: input.shownPath, span: SourceSpan(line: group.firstLine))
            let others =
                group.count == 1
                ? "this row is excluded" : "\(group.count) of \(rows) rows are excluded, first this one"
            let more = group.count == 1 ? "" : "; `pregon plan --verbose` lists every row with its reason"
            // Which rows they are is found out when they are corrected.
            let fix = group.correctable == 0 ? nil : Fix(NumberFixes.label, at: place, edits: [])
            return Finding(
                rule(for: group.reason), at: place, "\(others): \(sentence(group))",
                remedy: remedy(group.reason) + more, fix: fix)
        }
    }

    /// Two mistakes have a rule of their own: they are more than a slip in a row.
    private static func rule(for reason: ExclusionReason) -> Rule {
        switch reason {
        case .futureOptIn: FutureOptIn.rule
        case .invalidNumber(.otherCountry): ForeignNumber.rule
        default: rule
        }
    }

    /// What rows are counted together by: a number that lacks its country code needs another remedy than one
    /// that a spreadsheet has destroyed.
    static func kind(of reason: ExclusionReason) -> String {
        guard case .invalidNumber(let mistake) = reason else { return reason.name }
        return switch mistake {
        case .empty: "invalid_number empty"
        case .spreadsheet: "invalid_number spreadsheet"
        case .notDigits: "invalid_number notDigits"
        case .wrongLength(let count): "invalid_number length \(count)"
        case .otherCountry: "invalid_number country"
        }
    }

    /// Being filtered, opted out or on a list is what the campaign asks for.
    private static func isMistake(_ reason: ExclusionReason) -> Bool {
        switch reason {
        case .filter, .optedOut, .excludedList, .frequencyCap: false
        default: true
        }
    }

    private static func sentence(_ group: Group) -> String {
        let example = group.maskedNumber.map { " \($0)" } ?? ""
        switch group.reason {
        case .invalidNumber(.otherCountry):
            return "the number\(example) \(NumberMistake.otherCountry.explanation)"
        case .futureOptIn(let date):
            return
                "the consent of\(example.isEmpty ? " this person" : example) is dated \(date), which is in the future"
        case .invalidNumber(let mistake): return "the number \(mistake.explanation)"
        default: return begun(group.reason.explanation)
        }
    }

    private static func remedy(_ reason: ExclusionReason) -> String {
        switch reason {
        case .invalidNumber(let mistake): begun(mistake.hint)
        case .noOptIn, .invalidOptIn, .futureOptIn:
            "write the day on which the person agreed, as in 2026-01-05; without it nobody may be written to"
        case .duplicate:
            "nothing is lost, the earlier row counts; delete the later one if it is the same person"
        case .emptyVariable(let column):
            "fill in the cell, or give a default in the text: {{\(column)|…}}"
        case .tooLong: "shorten the text, or what fills its placeholders"
        case .unsendable: "correct the text, or what fills its placeholders"
        case .wrongCellCount, .filter, .optedOut, .excludedList, .frequencyCap: "correct the row"
        }
    }

    /// A sentence as a part of another one: a small letter first, no stop last.
    private static func begun(_ sentence: String) -> String {
        let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
