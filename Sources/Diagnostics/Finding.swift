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
    /// How many findings this one stands for: 1, or those of its rule that are counted and not shown.
    package private(set) var count = 1
    /// Whether it stands for what is not shown.
    package private(set) var isRest = false

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
        self.message = Self.shortened(message)
        self.remedy = Self.shortened(remedy)
        self.related = related
        self.fix = fix
    }

    /// A file can hold a name of a megabyte, and thousands of findings that quote it.
    private static func shortened(_ words: String) -> String {
        guard words.utf8.count > greatestWords else { return words }
        return String(decoding: words.utf8.prefix(greatestWords), as: UTF8.self) + "…"
    }

    /// Bytes of a message or a remedy at the most.
    private static let greatestWords = 10_000

    package var severity: Severity { rule.severity }

    /// What stands for the findings of one rule in one file that are more than are shown. It weighs as they do, and
    /// has no line, so that no comment silences it.
    package static func more(_ count: Int, of rule: Rule, in file: String) -> Finding {
        var finding = Finding(
            rule, at: SourcePlace(file: file),
            "\(count) more \(count == 1 ? "place" : "places") in this file "
                + "\(count == 1 ? "has" : "have") the same",
            remedy: "mend those that are shown, and validate again to see \(count == 1 ? "it" : "the next")")
        finding.count = count
        finding.isRest = true
        return finding
    }
}

extension Finding: Comparable {
    /// Findings are shown by file, then by place, then by rule, so that two runs print the same.
    package static func < (one: Finding, other: Finding) -> Bool {
        if one.place.file != other.place.file { return one.place.file < other.place.file }
        if one.isRest != other.isRest { return other.isRest }
        let first = one.place.span?.start ?? SourcePosition(line: 0, column: 0)
        let second = other.place.span?.start ?? SourcePosition(line: 0, column: 0)
        if first != second { return first < second }
        return (one.rule.name, one.message) < (other.rule.name, other.message)
    }
}

extension Sequence<Finding> {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    package func count(of severity: Severity) -> Int {
        reduce(0) { $0 + ($1.severity == severity ? $1.count : 0) }
    }
}
