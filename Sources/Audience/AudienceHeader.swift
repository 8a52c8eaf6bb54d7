import CampaignModel
import TextSafety

/// The names of an audience's columns, in its order.
package struct AudienceHeader: Sendable, Hashable {
    /// As in the file, without spaces around them; may hold empty and repeated names as long as nobody asks
    /// for one.
    package let columns: [String]
    /// The line on which the names stand; for inline recipients the first one's line.
    package let line: Int

    /// Where each name stands first; a file of a megabyte can have half a million columns, and be asked for as many.
    private let first: [String: Int]
    /// All columns of a name that stands more than once.
    private let repeated: [String: [Int]]

    package init(columns: [String], line: Int = 1) {
        self.columns = columns
        self.line = line
        var first: [String: Int] = [:]
        var repeated: [String: [Int]] = [:]
        for (index, name) in columns.enumerated() {
            if let one = first[name] {
                repeated[name, default: [one]].append(index)
            } else {
                first[name] = index
            }
        }
        self.first = first
        self.repeated = repeated
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.line == other.line && one.columns == other.columns
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(line)
        hasher.combine(columns)
    }

    package enum Lookup: Sendable, Hashable {
        case found(Int)
        case missing
        /// The name stands for more than one column (indices), so that none of them can be meant.
        case repeated([Int])
    }

    /// Finds a column by its exact name; only Unicode's different spellings of one accent count as the same.
    package func lookup(_ name: String) -> Lookup {
        if let all = repeated[name] { return .repeated(all) }
        return first[name].map { .found($0) } ?? .missing
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
        if names.isEmpty { return "none" }
        let shown = names.prefix(30).map { name in
            let line = name.prefix { !$0.isNewline }
            return NumberMask.masking(String(line.prefix(40)))
        }
        let rest = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
        return "\(shown.joined(separator: ", "))\(rest)"
    }
}
