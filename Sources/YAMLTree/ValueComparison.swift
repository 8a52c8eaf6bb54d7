import Diagnostics

/// The proof that a change of a file has changed only what it was meant to change: two trees are the same but for the
/// values at the edits, and these read as the edits say.
package struct ValueComparison {
    /// What was changed, by the places in the later file, in order.
    private let edits: [(range: Range<Int>, edit: Fix.Edit)]

    /// - Parameter edits: of the earlier file, as they were applied together.
    package init(_ edits: [Fix.Edit]) {
        var moved = 0
        self.edits = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { edit in
            let start = edit.range.lowerBound + moved
            moved += edit.replacement.count - edit.range.count
            return (start..<start + edit.replacement.count, edit)
        }
    }

    /// Where the replacements stand in the later file, in order.
    package var changedRanges: [Range<Int>] { edits.map(\.range) }

    /// The edit within a stretch of the later file; nil if there is none.
    package func touches(_ range: Range<Int>) -> Fix.Edit? {
        // The first edit that ends behind the range's beginning.
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if edits[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < edits.count, edits[low].range.lowerBound < max(range.upperBound, range.lowerBound + 1)
        else {
            return nil
        }
        return edits[low].edit
    }

    package func areSame(_ before: YAMLDocument, _ after: YAMLDocument) -> Bool {
        areSame(before.root, after.root, dropped: after.source.droppedBytes)
    }

    private func areSame(_ before: YAMLNode, _ after: YAMLNode, dropped: Int) -> Bool {
        guard before.kind == after.kind, before.count == after.count else { return false }
        switch after.kind {
        case .scalar:
            let range = after.byteRange
            if let edit = touches(range.lowerBound + dropped..<range.upperBound + dropped) {
                let text = Array(after.text.utf8)
                return text == edit.expected || text == edit.replacement
            }
            return before.withBytes { one in after.withBytes { other in one.elementsEqual(other) } }
        case .sequence:
            var others = before.items
            for item in after.items {
                guard let other = others.next(), areSame(other, item, dropped: dropped) else { return false }
            }
            return others.next() == nil
        case .mapping:
            var others = before.entries
            for entry in after.entries {
                guard let other = others.next(), areSame(other.key, entry.key, dropped: dropped),
                    areSame(other.value, entry.value, dropped: dropped)
                else { return false }
            }
            return others.next() == nil
        }
    }
}
