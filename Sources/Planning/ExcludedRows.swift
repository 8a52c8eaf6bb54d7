import Audience
import CampaignModel
import Ledger

/// A row of the audience that gets nothing.
package struct ExcludedRow: Sendable, Hashable {
    package var line: Int
    package var number: PhoneNumber?
    package var reason: ExclusionReason
}

/// The rows that get nothing, in the audience's order: 16 bytes each.
package struct ExcludedRows: Sendable, RandomAccessCollection {
    private struct Entry: Sendable {
        /// 0: none that may be sent to.
        var number: UInt64
        var line: UInt32
        /// A reason's index, or the first line of a duplicate with the highest bit set.
        var reason: UInt32
    }

    private static let duplicate: UInt32 = 1 << 31

    private var entries = LongColumn<Entry>()
    private var reasons: [ExclusionReason] = []
    private var indices: [ExclusionReason: UInt32] = [:]

    package init() {}

    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }

    package subscript(position: Int) -> ExcludedRow {
        let entry = entries[position]
        let reason: ExclusionReason =
            entry.reason & Self.duplicate == 0
            ? reasons[Int(entry.reason)] : .duplicate(firstLine: Int(entry.reason & ~Self.duplicate))
        return ExcludedRow(
            line: Int(entry.line), number: PhoneNumber(digits: entry.number), reason: reason)
    }

    mutating func append(line: Int, number: PhoneNumber?, reason: ExclusionReason) {
        var index: UInt32
        if case .duplicate(let first) = reason, first < Int(Self.duplicate) {
            index = UInt32(truncatingIfNeeded: first) | Self.duplicate
        } else if let known = indices[reason] {
            index = known
        } else {
            index = UInt32(truncatingIfNeeded: reasons.count)
            reasons.append(reason)
            indices[reason] = index
        }
        entries.append(Entry(number: number?.digits ?? 0, line: UInt32(clamping: line), reason: index))
    }

    /// How many rows are excluded by each kind of reason, with the lines of the first three.
    package var byReason: [(name: String, count: Int, lines: [Int])] {
        var found: [String: (count: Int, lines: [Int])] = [:]
        for row in self {
            found[row.reason.name, default: (0, [])].count += 1
            if let lines = found[row.reason.name]?.lines, lines.count < 3 {
                found[row.reason.name]?.lines.append(row.line)
            }
        }
        return found.map { (name: $0.key, count: $0.value.count, lines: $0.value.lines) }
    }
}
