import Diagnostics
import YAMLTree

/// Corrects one YAML file, as far as there is one safe remedy, and proves each change before it counts.
///
/// A change is taken back if YAML reads any other value differently afterwards, or if a mistake appears that the file
/// did not have.
struct YAMLFixing {
    /// All findings of a text in the place of the file.
    let judge: (SourceText) -> [Finding]

    /// Each round ends at least one mistake, and only mistakes that others hid need a further one.
    private static let greatestRounds = 50
    /// Changes that are tried one by one where they cannot all be made together.
    private static let greatestTries = 200
    /// YAMLTree shows so many findings of a rule; behind them there may be more.
    private static let shownPerRule = 100

    struct Result {
        var bytes: [UInt8]
        /// In the order in which they were made.
        var changes: [Fix] = []
    }

    /// What is known of one state of the file.
    private struct State {
        var source: SourceText
        var findings: [Finding]
        var document: YAMLDocument?

        var errors: [Finding] { findings.filter { $0.severity == .error } }
    }

    private struct Place: Hashable {
        var rule: Rule?
        var line: Int
        var label = ""
    }

    func fix(_ source: SourceText) -> Result {
        var state = state(source.path, source.bytes)
        var result = Result(bytes: source.bytes)
        var refused: Set<Place> = []
        for _ in 0..<Self.greatestRounds {
            let fixes = state.findings.compactMap(\.fix).filter { !refused.contains(Self.place(of: $0)) }
            let outcome = FixApplier.apply(fixes, to: state.source.bytes)
            if outcome.applied.isEmpty { break }
            if let next = proven(outcome, from: state) {
                state = next
                result.changes += outcome.applied
            } else {
                result.changes += oneByOne(outcome.applied, &state, &refused)
            }
        }
        result.bytes = state.source.bytes
        return result
    }

    /// Makes the changes that can be made, from the last to the first, so that the places of the others stay.
    private func oneByOne(_ fixes: [Fix], _ state: inout State, _ refused: inout Set<Place>) -> [Fix] {
        var made: [Fix] = []
        for (index, fix) in fixes.reversed().enumerated() {
            if index < Self.greatestTries,
                let next = proven(FixApplier.apply([fix], to: state.source.bytes), from: state)
            {
                state = next
                made.append(fix)
            } else {
                refused.insert(Self.place(of: fix))
            }
        }
        return made.reversed()
    }

    private static func place(of fix: Fix) -> Place {
        Place(line: fix.place.span?.start.line ?? 0, label: fix.label)
    }

    private func state(_ path: String, _ bytes: [UInt8]) -> State {
        let source = SourceText(path: path, bytes: bytes)
        return State(
            source: source, findings: judge(source).filter { $0.place.file == path },
            document: YAMLReader.read(source).document)
    }

    /// The state after a change; nil if it has done more than it should.
    private func proven(_ outcome: FixApplier.Outcome, from before: State) -> State? {
        guard !outcome.applied.isEmpty else { return nil }
        let after = state(before.source.path, outcome.bytes)
        let comparison = ValueComparison(outcome.applied.flatMap(\.edits))
        guard hasNoNewError(before, after, outcome.applied, comparison) else { return nil }
        return keepsValues(before, after, outcome.applied, comparison) ? after : nil
    }

    // MARK: Errors

    /// Whether every error was there before, or was only hidden: the file could not be read, or nobody knew the key
    /// above it. An error in the changed value itself is never excused.
    private func hasNoNewError(
        _ before: State, _ after: State, _ fixes: [Fix], _ comparison: ValueComparison
    ) -> Bool {
        var known: [Place: Int] = [:]
        var counts: [Rule: Int] = [:]
        for error in before.errors {
            known[Self.place(of: error), default: 0] += 1
            counts[error.rule, default: 0] += 1
        }
        let revealed = fixes.compactMap(\.reveals)
        for error in after.errors {
            let place = Self.place(of: error)
            if let count = known[place], count > 0 {
                known[place] = count - 1
                continue
            }
            if revealed.contains(where: { $0.contains(place.line) }) { continue }
            let wasHidden = before.document == nil || counts[error.rule, default: 0] >= Self.shownPerRule
            guard wasHidden, !isInChange(error, after.source, comparison) else { return false }
        }
        return true
    }

    private static func place(of finding: Finding) -> Place {
        Place(rule: finding.rule, line: finding.place.span?.start.line ?? 0)
    }

    private func isInChange(_ finding: Finding, _ source: SourceText, _ comparison: ValueComparison) -> Bool {
        guard let start = finding.place.span?.start else { return false }
        let offset = source.offset(of: start)
        return comparison.touches(offset..<offset + 1) != nil
    }

    // MARK: Values

    private func keepsValues(
        _ before: State, _ after: State, _ fixes: [Fix], _ comparison: ValueComparison
    ) -> Bool {
        if let document = before.document {
            guard let changed = after.document else { return false }
            return comparison.areSame(document, changed)
        }
        // YAML could not read the file at all. Whatever words stood in the places of the edits, the rest must be
        // read alike.
        let standIns = fixes.map { fix in
            var fix = fix
            for index in fix.edits.indices { fix.edits[index].replacement = Array("\"x\"".utf8) }
            return fix
        }
        let neutral = FixApplier.apply(standIns, to: before.source.bytes).bytes
        let document = YAMLReader.read(SourceText(path: before.source.path, bytes: neutral)).document
        guard let document, let changed = after.document else {
            return document == nil && after.document == nil
        }
        return comparison.areSame(document, changed)
    }
}

extension SourceText {
    /// The offset in the file of a line and column; the file's end for places behind it.
    fileprivate func offset(of position: SourcePosition) -> Int {
        var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        while line < position.line, offset < bytes.count {
            if bytes[offset] == 0x0A { line += 1 }
            offset += 1
        }
        var column = 1
        while column < position.column, offset < bytes.count, bytes[offset] != 0x0A {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            column += 1
        }
        return offset
    }
}
