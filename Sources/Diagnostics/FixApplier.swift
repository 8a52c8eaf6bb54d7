/// Makes the changes of fixes in a file's bytes. Pure: reading, judging and writing are done by others.
package enum FixApplier {
    package struct Outcome: Sendable {
        package var bytes: [UInt8]
        /// In the order of the file.
        package var applied: [Fix] = []
        /// Overlap one that was applied: for the next run, which sees the file anew.
        package var waiting: [Fix] = []
        /// The file does not hold what they expect.
        package var refused: [Fix] = []
    }

    /// Applies what fits. Of fixes that overlap, the first in the file wins, and of those at one place the first
    /// named; a fix is applied with all its edits or not at all. Every byte outside the edits stays as it is.
    package static func apply(_ fixes: [Fix], to bytes: [UInt8]) -> Outcome {
        var outcome = Outcome(bytes: [])
        var taken: [Fix.Edit] = []
        let inOrder = fixes.enumerated().filter { !$0.element.edits.isEmpty }.sorted {
            (start(of: $0.element), $0.offset) < (start(of: $1.element), $1.offset)
        }
        for (_, fix) in inOrder {
            guard fix.edits.allSatisfy({ holds(bytes, $0) }) else {
                outcome.refused.append(fix)
                continue
            }
            if add(fix.edits, to: &taken) {
                outcome.applied.append(fix)
            } else {
                outcome.waiting.append(fix)
            }
        }
        outcome.bytes = replacing(taken, in: bytes)
        return outcome
    }

    private static func start(of fix: Fix) -> Int { fix.edits.map(\.range.lowerBound).min() ?? 0 }

    private static func holds(_ bytes: [UInt8], _ edit: Fix.Edit) -> Bool {
        edit.range.lowerBound >= 0 && edit.range.upperBound <= bytes.count
            && bytes[edit.range].elementsEqual(edit.expected)
    }

    /// Puts edits among others, by place; false, and nothing is put in, if two touch the same bytes or gap.
    private static func add(_ edits: [Fix.Edit], to taken: inout [Fix.Edit]) -> Bool {
        var added: [Fix.Edit] = []
        for edit in edits {
            // Fixes come in the order of the file, so most edits belong at the end.
            var index = taken.count
            while index > 0, taken[index - 1].range.lowerBound > edit.range.lowerBound { index -= 1 }
            let before = index > 0 && collide(taken[index - 1].range, edit.range)
            if before || index < taken.count && collide(edit.range, taken[index].range) {
                if !added.isEmpty { taken.removeAll { added.contains($0) } }
                return false
            }
            taken.insert(edit, at: index)
            added.append(edit)
        }
        return true
    }

    /// Whether two ranges, the first beginning no later than the second, share a byte or an insertion's gap.
    private static func collide(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        other.lowerBound < one.upperBound || one.lowerBound == other.lowerBound
    }

    /// - Parameter edits: by place, none overlapping another.
    private static func replacing(_ edits: [Fix.Edit], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + edits.count * 4)
        var next = 0
        for edit in edits {
            result += bytes[next..<edit.range.lowerBound]
            result += edit.replacement
            next = edit.range.upperBound
        }
        result += bytes[next...]
        return result
    }
}
