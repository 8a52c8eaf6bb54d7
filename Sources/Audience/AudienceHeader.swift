import CampaignModel
import TextSafety

/// The names of an audience's columns, in its order.
package struct AudienceHeader: Sendable, Hashable {
    /// As in the file, without spaces around them; may hold empty and repeated names as long as nobody asks
    /// for one.
    package let columns: [String]
    /// The line on which the names stand; for inline recipients the first one's line.
    package let line: Int

    package init(columns: [String], line: Int = 1) {
        self.columns = columns
        self.line = line
    }

    package enum Lookup: Sendable, Hashable {
        case found(Int)
        case missing
        /// The name stands for more than one column (indices), so that none of them can be meant.
        case repeated([Int])
    }

    /// Finds a column by its exact name; only Unicode's different spellings of one accent count as the same.
    package func lookup(_ name: String) -> Lookup {
        guard let first = columns.firstIndex(of: name) else { return .missing }
        guard columns[(first + 1)...].contains(name) else { return .found(first) }
        return .repeated(columns.indices.filter { columns[$0] == name })
    }

    package func index(of name: String) -> Int? {
        if case .found(let index) = lookup(name) { index } else { nil }
    }
}

extension AudienceHeader {
    /// The names for a finding. A damaged file can have people in its first row: numbers are masked, and no name
    /// is shown past its first line or 40 characters.
    var listed: String {
        let names = columns.filter { !$0.isEmpty }
        if names.isEmpty { return "There are no columns." }
        let shown = names.prefix(30).map { name in
            let line = name.prefix { !$0.isNewline }
            return "\"\(NumberMask.masking(String(line.prefix(40))))\""
        }
        let rest = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
        return "The columns are \(shown.joined(separator: ", "))\(rest)."
    }
}
