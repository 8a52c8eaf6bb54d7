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

    /// Rules on values that YAML takes for something else than they look.
    private static let misreadings: Set<Rule> = [
        YAMLRules.alias, YAMLRules.anchor, YAMLRules.tag, YAMLRules.invisibleSpace,
        YAMLRules.commentCutsText, YAMLRules.unquotedPlaceholder,
    ]

    init(_ found: [Finding] = []) {
        all = found
        misread = found.filter { Self.misreadings.contains($0.rule) }
    }

    var findings: [Finding] {
        secretLines.isEmpty ? all : all.map(withoutSecrets)
    }

    var hasErrors: Bool { all.hasErrors }

    func add(_ finding: Finding) {
        if !isConsequence(finding) { all.append(finding) }
    }

    func report(
        _ rule: Rule, _ node: YAMLNode, _ message: String, remedy: String, related: [Finding.Related] = [],
        fix: Fix? = nil
    ) {
        add(Finding(rule, at: node.place(), message, remedy: remedy, related: related, fix: fix))
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
