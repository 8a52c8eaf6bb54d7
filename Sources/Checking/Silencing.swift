import CampaignLoading
import Diagnostics

/// Leaves out the findings that somebody has looked at and accepts, with `# pregon-ignore: rule reason` where they
/// stand (format.md, "Typing"), and finds what is wrong with such comments.
///
/// Every command that shows findings goes through `apply`, so that none shows what another does not.
package enum Silencing {
    /// A finding, and where else it can be silenced.
    package struct Candidate: Sendable {
        package var finding: Finding
        /// A row of a CSV file can hold no comment: its findings are silenced where a campaign names the file.
        package var alsoAt: SourcePlace?

        package init(_ finding: Finding, alsoAt: SourcePlace? = nil) {
            self.finding = finding
            self.alsoAt = alsoAt
        }
    }

    /// The findings to be shown, in their order, each once.
    ///
    /// - Parameters:
    ///   - ignores: the comments of all files.
    ///   - isComplete: whether everything was checked. Otherwise, and where errors kept some checks from being
    ///     made, it is not said of a comment that it silences nothing.
    package static func apply(
        to candidates: [Candidate], ignores: [IgnoreComment], isComplete: Bool
    ) -> [Finding] {
        guard !ignores.isEmpty else { return Set(candidates.map(\.finding)).sorted() }
        let mistakes = ignores.map(mistake)
        var lines: [Spot: [Int]] = [:]
        // Where only the reason is missing, that is the one mistake.
        for (index, ignore) in ignores.enumerated()
        where mistakes[index].map({ $0.rule == IgnoreWithoutReason.rule }) ?? true {
            for line in ignore.subject {
                lines[Spot(file: ignore.place.file, line: line), default: []].append(index)
            }
        }
        var used: Set<Int> = []
        var shown: Set<Finding> = []
        for candidate in candidates {
            let spots = [candidate.finding.place, candidate.alsoAt].compactMap { $0.flatMap(Spot.init) }
            let match = spots.lazy.flatMap { lines[$0] ?? [] }
                .first { ignores[$0].rule == candidate.finding.rule.name }
            if let match { used.insert(match) } else { shown.insert(candidate.finding) }
        }
        let mayBeUnused = isComplete && !shown.hasErrors
        for (index, ignore) in ignores.enumerated() {
            if let mistake = mistakes[index] {
                shown.insert(mistake)
            } else if mayBeUnused, !used.contains(index) {
                shown.insert(UnusedIgnore.finding(ignore))
            }
        }
        return shown.sorted()
    }

    /// By name.
    private static let rules = Dictionary(RuleCatalogue.all.map { ($0.name, $0) }) { first, _ in first }

    /// What is wrong with a comment by itself.
    private static func mistake(_ ignore: IgnoreComment) -> Finding? {
        guard let rule = rules[ignore.rule] else { return IgnoreUnknownRule.finding(ignore) }
        if rule.severity == .error { return IgnoreOfError.finding(ignore) }
        return ignore.reason.isEmpty ? IgnoreWithoutReason.finding(ignore) : nil
    }

    private struct Spot: Hashable {
        let file: String
        let line: Int

        init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        init?(_ place: SourcePlace) {
            guard let line = place.span?.start.line else { return nil }
            self.init(file: place.file, line: line)
        }
    }
}
