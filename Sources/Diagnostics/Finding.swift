/// One thing that is wrong, or worth knowing, at one place: what, where, why, and what to do.
package struct Finding: Error, Sendable, Hashable {
    package var rule: Rule
    package var place: SourcePlace
    /// What is wrong here, in one sentence with the values concerned.
    package var message: String
    /// What to do about it, in plain words.
    package var remedy: String
    /// Other places that explain this one, e.g. the first of two equal keys.
    package var related: [Related]
    /// The change that puts it right, where there is exactly one safe remedy.
    package var fix: Fix?

    package struct Related: Sendable, Hashable {
        package var place: SourcePlace
        package var message: String

        package init(place: SourcePlace, message: String) {
            self.place = place
            self.message = message
        }
    }

    package init(
        _ rule: Rule, at place: SourcePlace, _ message: String, remedy: String, related: [Related] = [],
        fix: Fix? = nil
    ) {
        self.rule = rule
        self.place = place
        self.message = message
        self.remedy = remedy
        self.related = related
        self.fix = fix
    }

    package var severity: Severity { rule.severity }
}

extension Finding: Comparable {
    /// Findings are shown by file, then by place, then by rule, so that two runs print the same.
    package static func < (one: Finding, other: Finding) -> Bool {
        if one.place.file != other.place.file { return one.place.file < other.place.file }
        let first = one.place.span?.start ?? SourcePosition(line: 0, column: 0)
        let second = other.place.span?.start ?? SourcePosition(line: 0, column: 0)
        if first != second { return first < second }
        return (one.rule.name, one.message) < (other.rule.name, other.message)
    }
}

extension Sequence<Finding> {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    package func count(of severity: Severity) -> Int {
        reduce(0) { $0 + ($1.severity == severity ? 1 : 0) }
    }
}
