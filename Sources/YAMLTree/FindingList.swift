import Diagnostics

/// The findings of one file, a bounded number of each rule, so that a broken file of 30 MB does not give a
/// million of them.
struct FindingList {
    static let greatestCountPerRule = FindingLimit.perRule

    private(set) var findings: [Finding] = []
    private var counts: [Rule: Int] = [:]
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        var rule: Rule
        var span: SourceSpan?
    }

    /// Whether another finding of this rule would be kept, asked before an expensive message is made; one
    /// that would not is counted.
    mutating func admits(_ rule: Rule) -> Bool {
        if counts[rule, default: 0] < FindingList.greatestCountPerRule { return true }
        counts[rule, default: 0] += 1
        return false
    }

    /// Adds a finding unless its rule has spoken of that place already.
    mutating func append(_ finding: Finding) {
        if finding.isRest {
            counts[finding.rule, default: 0] += finding.count
            return
        }
        guard admits(finding.rule),
            seen.insert(Key(rule: finding.rule, span: finding.place.span)).inserted
        else { return }
        counts[finding.rule, default: 0] += 1
        findings.append(finding)
    }

    mutating func append(contentsOf others: [Finding]) {
        for finding in others { append(finding) }
    }

    /// Drops what a rule has found.
    mutating func remove(_ rule: Rule) {
        findings.removeAll { $0.rule == rule }
        counts[rule] = nil
    }

    /// Whether an error has been found on a line already. A warning there explains nothing.
    func hasError(onLine line: Int) -> Bool {
        findings.contains { $0.severity == .error && $0.place.span?.start.line == line }
    }

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// Takes over how many findings another list has left out.
    mutating func add(countsOf other: FindingList) {
        for (rule, count) in other.counts where count > FindingList.greatestCountPerRule {
            counts[rule, default: 0] = Swift.max(counts[rule, default: 0], count)
        }
    }

    /// The findings by place; behind them one for each rule that has more, which says how many.
    var sorted: [Finding] {
        let rest = counts.compactMap { rule, count -> Finding? in
            guard count > FindingList.greatestCountPerRule,
                let one = findings.first(where: { $0.rule == rule })
            else { return nil }
            return .more(count - FindingList.greatestCountPerRule, of: rule, in: one.place.file)
        }
        return (findings + rest).sorted()
    }
}
