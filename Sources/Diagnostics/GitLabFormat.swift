/// Findings as a Code Quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/ (section
/// "Code Quality report format"), a part of Code Climate's issues.
///
/// GitLab reads lines, no columns, and shows one issue for each fingerprint: those of a report are distinct, and
/// stay the same where a finding only moves to another line.
package enum GitLabFormat {
    private struct Issue: Encodable {
        var description: String
        var check_name: String
        var fingerprint: String
        var severity: String
        var location: Location
    }

    private struct Location: Encodable {
        var path: String
        var lines: Lines
    }

    private struct Lines: Encodable {
        var begin: Int
    }

    package static func render(_ findings: [Finding]) throws -> String {
        let fingerprints = Fingerprint.all(of: findings)
        return try SafeJSON.text(
            zip(findings, fingerprints).map { finding, fingerprint in
                Issue(
                    description: "\(SafeText.words(finding.message)): \(SafeText.words(finding.remedy))",
                    check_name: finding.rule.name, fingerprint: fingerprint,
                    severity: finding.severity.weightInGitLab,
                    // A line is required; a finding about a whole file stands at its beginning.
                    location: Location(
                        path: finding.place.file, lines: Lines(begin: finding.place.span?.start.line ?? 1)))
            })
    }
}

extension Severity {
    /// Of GitLab's info, minor, major, critical and blocker: what stops a campaign is major, not more, because no
    /// finding says that a running system is in danger.
    fileprivate var weightInGitLab: String {
        switch self {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
