import Diagnostics
import YAMLTree

/// Collects the findings of one file: first those of its YAML, then what its values mean.
///
/// A value that YAML has misread is then also no date, no number or empty. Such consequences are left out: one
/// mistake is one finding.
final class FindingSink {
    private var all: [Finding]
    private let misread: [Finding]
    /// Lines that hold a secret, and must not be shown.
    private var secretLines: Set<Int> = []
    private var limit = FindingLimit()
    /// Lines on which a comment silences a warning, by the rule's name. Whether it really does is judged later, so
    /// these are kept beside the limit: each has a comment of its own.
    private let ignoredLines: [String: Set<Int>]
    private var keptOnIgnored: [Spot: Int] = [:]
    private let misreadLines: Set<Int>
    private let file: String?

    private struct Spot: Hashable {
        let rule: Rule
        let line: Int
    }

    /// Rules on values that YAML takes for something else than they look.
    private static let misreadings: Set<Rule> = [
        YAMLRules.alias, YAMLRules.anchor, YAMLRules.tag, YAMLRules.invisibleSpace,
        YAMLRules.commentCutsText, YAMLRules.unquotedPlaceholder,
    ]

    /// - Parameters:
    ///   - file: the file's path, as findings show it.
    ///   - ignores: the file's comments that silence warnings.
    init(_ found: [Finding] = [], file: String? = nil, ignores: [IgnoreComment] = []) {
        all = found
        misread = found.filter { Self.misreadings.contains($0.rule) }
        misreadLines = Set(misread.compactMap { $0.place.span?.start.line })
        self.file = file
        var lines: [String: Set<Int>] = [:]
        // A thousand comments may stand above one text of a thousand lines.
        for subject in Set(ignores.map { IgnoreComment.Subject($0) }) {
            lines[subject.rule, default: []].formUnion(subject.lines)
        }
        ignoredLines = lines
    }

    /// What was found; of a rule that found more than `FindingLimit.perRule`, that many and one that counts the rest.
    var findings: [Finding] {
        let shown = secretLines.isEmpty ? all : all.map(withoutSecrets)
        let path = file ?? all.first?.place.file
        return shown + (path.map { limit.rest(in: $0) } ?? [])
    }

    var hasErrors: Bool { all.hasErrors }

    /// Adds a finding about a node, which is only made if it is shown.
    func add(_ rule: Rule, _ node: YAMLNode, _ finding: () -> Finding) {
        guard admits(rule, line: node.line) else { return }
        let finding = finding()
        if !isConsequence(finding) { all.append(finding) }
    }

    func report(
        _ rule: Rule, _ node: YAMLNode, _ message: @autoclosure () -> String,
        remedy: @autoclosure () -> String, related: @autoclosure () -> [Finding.Related] = [],
        fix: @autoclosure () -> Fix? = nil
    ) {
        add(rule, node) {
            Finding(rule, at: node.place(), message(), remedy: remedy(), related: related(), fix: fix())
        }
    }

    /// Whether a finding on this line is one to make. What is not made is counted, unless YAML has misread the line:
    /// then it is most likely a consequence.
    private func admits(_ rule: Rule, line: Int) -> Bool {
        if rule.severity != .error, let lines = ignoredLines[rule.name], lines.contains(line) {
            keptOnIgnored[Spot(rule: rule, line: line), default: 0] += 1
            return keptOnIgnored[Spot(rule: rule, line: line), default: 0] <= FindingLimit.perRule
        }
        if limit.isReached(rule), misreadLines.contains(line) { return false }
        return limit.admits(rule)
    }

    /// No finding shows this line.
    func hide(line: Int) { secretLines.insert(line) }

    private func withoutSecrets(_ finding: Finding) -> Finding {
        var finding = finding
        if let line = finding.place.span?.start.line, secretLines.contains(line) {
            finding.place.excerpt = nil
        }
        for index in finding.related.indices {
            guard let line = finding.related[index].place.span?.start.line, secretLines.contains(line) else {
                continue
            }
            finding.related[index].place.excerpt = nil
        }
        return finding
    }

    /// Whether YAML has misread the very value that a finding speaks of.
    private func isConsequence(_ finding: Finding) -> Bool {
        guard !misread.isEmpty, finding.rule != StructureRules.missingKey, let span = finding.place.span
        else { return false }
        return misread.contains { trap in
            guard let other = trap.place.span, other.start.line == span.start.line else { return false }
            if finding.rule == StructureRules.emptyValue { return true }
            return span.start.column <= other.end.column && other.start.column <= span.end.column
        }
    }
}
