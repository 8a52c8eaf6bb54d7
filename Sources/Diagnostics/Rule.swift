/// A rule: what the program insists on, in one place with its words and its examples.
///
/// Every finding names its rule, `pregon explain NAME` prints it, and tests hold the examples to it.
package struct Rule: Sendable, Hashable {
    /// The rule's name in kebab-case, unique in the program, e.g. `unknown-key`.
    package let name: String
    package let severity: Severity
    /// One sentence: what is wrong where this rule finds something.
    package let summary: String
    /// Why it matters: the consequence if it were let through.
    package let reason: String
    /// What to do about it, in plain words; a finding says it with the names and values concerned.
    package let remedy: String
    /// A short piece of a file that breaks the rule.
    package let wrong: RuleExample
    /// The same piece, put right.
    package let right: RuleExample
    /// Where the rule comes from: a page of the manuals, a law, the file format.
    package let source: String

    package init(
        _ name: String, _ severity: Severity = .error, summary: String, reason: String, remedy: String,
        wrong: RuleExample, right: RuleExample, source: String
    ) {
        self.name = name
        self.severity = severity
        self.summary = summary
        self.reason = reason
        self.remedy = remedy
        self.wrong = wrong
        self.right = right
        self.source = source
    }

    package static func == (one: Rule, other: Rule) -> Bool { one.name == other.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// How much a finding weighs. Errors stop a campaign; warnings and notes do not.
package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    case error, warning, note

    private var weight: Int {
        switch self {
        case .error: 2
        case .warning: 1
        case .note: 0
        }
    }

    package static func < (one: Severity, other: Severity) -> Bool { one.weight < other.weight }
}
