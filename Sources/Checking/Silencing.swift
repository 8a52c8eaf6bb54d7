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
        guard !ignores.isEmpty else {
            return FindingLimit.applied(to: Set(candidates.map(\.finding)))
        }
        let mistakes = ignores.map(mistake)
        var lines: [Spot: Int] = [:]
        var subjects: Set<IgnoreComment.Subject> = []
        // Where only the reason is missing, that is the one mistake.
        for (index, ignore) in ignores.enumerated()
        where mistakes[index].map({ $0 == .withoutReason }) ?? true {
            guard subjects.insert(IgnoreComment.Subject(ignore)).inserted else { continue }
            for line in ignore.subject {
                let spot = Spot(file: ignore.place.file, line: line, rule: ignore.rule)
                if lines[spot] == nil { lines[spot] = index }
            }
        }
        var used: Set<Int> = []
        var shown: Set<Finding> = []
        for candidate in candidates {
            let spots = [candidate.finding.place, candidate.alsoAt].compactMap {
                $0.flatMap { Spot($0, candidate.finding.rule) }
            }
            let match = spots.lazy.compactMap { lines[$0] }.first
            if let match { used.insert(match) } else { shown.insert(candidate.finding) }
        }
        let mayBeUnused = isComplete && !shown.hasErrors
        var limits: [String: FindingLimit] = [:]
        for (index, ignore) in ignores.enumerated() {
            let isUnused = mistakes[index] == nil && mayBeUnused && !used.contains(index)
            guard let rule = mistakes[index]?.rule ?? (isUnused ? UnusedIgnore.rule : nil) else { continue }
            guard limits[ignore.place.file, default: FindingLimit()].admits(rule) else { continue }
            shown.insert(mistakes[index]?.finding(ignore) ?? UnusedIgnore.finding(ignore))
        }
        for (file, limit) in limits { shown.formUnion(limit.rest(in: file)) }
        return FindingLimit.applied(to: shown)
    }

    /// By name.
    private static let rules = Dictionary(RuleCatalogue.all.map { ($0.name, $0) }) { first, _ in first }

    /// What can be wrong with a comment by itself. The finding is made later, if it is shown.
    private enum Mistake {
        case unknownRule, ofError, withoutReason

        var rule: Rule {
            switch self {
            case .unknownRule: IgnoreUnknownRule.rule
            case .ofError: IgnoreOfError.rule
            case .withoutReason: IgnoreWithoutReason.rule
            }
        }

        func finding(_ ignore: IgnoreComment) -> Finding {
            switch self {
            case .unknownRule: IgnoreUnknownRule.finding(ignore)
            case .ofError: IgnoreOfError.finding(ignore)
            case .withoutReason: IgnoreWithoutReason.finding(ignore)
            }
        }
    }

    private static func mistake(_ ignore: IgnoreComment) -> Mistake? {
        guard let rule = rules[ignore.rule] else { return .unknownRule }
        if rule.severity == .error { return .ofError }
        return ignore.reason.isEmpty ? .withoutReason : nil
    }

    private struct Spot: Hashable {
        let file: String
        let line: Int
        let rule: String

        init(file: String, line: Int, rule: String) {
            self.file = file
            self.line = line
            self.rule = rule
        }

        init?(_ place: SourcePlace, _ rule: Rule) {
            guard let line = place.span?.start.line else { return nil }
            self.init(file: place.file, line: line, rule: rule.name)
        }
    }
}
