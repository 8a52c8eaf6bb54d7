/// How many findings of one rule in one file are shown. Those beyond are counted, and one finding stands for them.
///
/// A file of a megabyte can break a rule a hundred thousand times. Nobody reads that, and making each finding, with
/// its place, its line and a suggestion, would take minutes and gigabytes. What is left out still counts: for the
/// exit status, for `--strict`, and in the sums.
package struct FindingLimit {
    package static let perRule = 100

    private var counts: [Rule: Int] = [:]

    package init() {}

    /// Counts a finding, and says whether it is shown; asked before it is made.
    package mutating func admits(_ rule: Rule) -> Bool {
        counts[rule, default: 0] += 1
        return counts[rule, default: 0] <= Self.perRule
    }

    /// Whether no further finding of a rule would be shown.
    package func isReached(_ rule: Rule) -> Bool { counts[rule, default: 0] >= Self.perRule }

    /// What stands for the findings that were not admitted.
    package func rest(in file: String) -> [Finding] {
        counts.compactMap { rule, count in
            count > Self.perRule ? .more(count - Self.perRule, of: rule, in: file) : nil
        }
    }

    /// Findings as they are shown: sorted, those of one rule in one file up to the number, and one for the others.
    package static func applied(to findings: some Sequence<Finding>) -> [Finding] {
        var shown: [Finding] = []
        var counts: [Key: Int] = [:]
        var rest: [Key: (rule: Rule, count: Int)] = [:]
        for finding in findings.sorted() {
            let key = Key(file: finding.place.file, rule: finding.rule.name)
            if !finding.isRest {
                counts[key, default: 0] += 1
                if counts[key, default: 0] <= perRule {
                    shown.append(finding)
                    continue
                }
            }
            rest[key, default: (finding.rule, 0)].count += finding.count
        }
        guard !rest.isEmpty else { return shown }
        shown += rest.map { key, rest in .more(rest.count, of: rest.rule, in: key.file) }
        return shown.sorted()
    }

    private struct Key: Hashable {
        let file: String
        let rule: String
    }
}
