import CampaignModel
import Diagnostics

/// Finds the columns that a campaign's audience names, or says which are missing.
struct ColumnChoice {
    private let header: AudienceHeader
    private let input: AudienceInput
    /// Nil for inline recipients.
    private let delimiter: UInt8?

    init(_ header: AudienceHeader, _ input: AudienceInput, delimiter: UInt8?) {
        self.header = header
        self.input = input
        self.delimiter = delimiter
    }

    func checks(capacity: Int) throws(AudienceError) -> RowChecks {
        if let finding = withoutHeader { throw .unusable([finding]) }
        var findings: [Finding] = []
        var limit = FindingLimit()
        let phone = find(input.source.phone, "phone", &findings, &limit)
        let optIn = find(input.source.optIn, "opt_in", &findings, &limit)
        let filters = input.source.filters.map {
            RowFilter($0, column: find($0.column, "where", &findings, &limit))
        }
        if !findings.isEmpty { throw .unusable(findings + limit.rest(in: input.shownPath)) }
        return RowChecks(input, phone: phone, optIn: optIn, filters: filters, capacity: capacity)
    }

    private var place: SourcePlace { SourcePlace(file: input.shownPath, span: SourceSpan(line: header.line)) }

    /// A person where names should stand: then the columns must not be listed.
    private var withoutHeader: Finding? {
        guard delimiter != nil else { return nil }
        // "\r\n" is one character of its own: only a lone carriage return is found.
        if header.columns.contains(where: { $0.contains("\r") }) {
            return Finding(
                AudienceRules.noHeader, at: place, "the file's lines end in a lone carriage return",
                remedy: "save it as \"CSV UTF-8\", which ends lines as everybody else does")
        }
        guard header.lookup(input.source.phone) == .missing else { return nil }
        let holdsPerson = header.columns.contains { name in
            Array(name.utf8).withUnsafeBufferPointer { cell in
                NumberCell.lenientDigits(cell) != 0 || NumberCell.mistake(cell) == .spreadsheet
                    || OptInCell.packedDate(cell) != 0
            }
        }
        guard holdsPerson else { return nil }
        return Finding(
            AudienceRules.noHeader, at: place, "the first line holds a person, not the names of the columns",
            remedy: "put a line with the columns' names above it, such as celular,nombre,autorizacion")
    }

    private func find(_ name: String, _ key: String, _ findings: inout [Finding], _ limit: inout FindingLimit)
        -> Int
    {
        switch header.lookup(name) {
        case .found(let index): return index
        case .repeated(let indices):
            guard limit.admits(AudienceRules.repeatedColumn) else { return 0 }
            let numbers =
                indices.prefix(10).map { String($0 + 1) }.joined(separator: " and ")
                + (indices.count > 10 ? " and \(indices.count - 10) more" : "")
            findings.append(
                Finding(
                    AudienceRules.repeatedColumn, at: place,
                    "columns \(numbers) are \(indices.count == 2 ? "both" : "all") called `\(name)`, which `\(key)` names",
                    remedy: indices.count == 2
                        ? "rename the one that is not meant" : "rename those that are not meant"))
        case .missing:
            guard limit.admits(AudienceRules.missingColumn) else { return 0 }
            let guess = NearestName.question(name, in: header.columns) { "`\($0)`" }
            findings.append(
                Finding(
                    AudienceRules.missingColumn, at: place,
                    "there is no column `\(name)`, which `\(key)` names\(delimiterHint)",
                    remedy: guess.map { "\($0) Columns: \(header.listed)" }
                        ?? "use one of its columns: \(header.listed)"))
        }
        return 0
    }

    /// One single column that holds another delimiter was split with the wrong one.
    private var delimiterHint: String {
        guard let delimiter, header.columns.count == 1, let only = header.columns.first else { return "" }
        let others: [(byte: UInt8, name: String)] = [(0x2C, ","), (0x3B, ";"), (0x09, "a tab")]
        guard let other = others.first(where: { $0.byte != delimiter && only.utf8.contains($0.byte) }) else {
            return ""
        }
        return "; the line holds \(other.name) between its cells, but `delimiter` says otherwise"
    }
}
