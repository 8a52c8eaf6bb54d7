/// The forms in which findings are put out: for people, for programs, and for the pages of code hosts.
package enum FindingFormat: String, Sendable, CaseIterable {
    /// Words, places and carets for a person; see `HumanFormat` for its coloured form.
    case human
    /// One document of this program's own; see `JSONFormat`.
    case json
    /// SARIF 2.1.0, for code scanning and editors.
    case sarif
    /// Workflow commands, which GitHub turns into annotations.
    case github
    /// A Code Quality report of GitLab.
    case gitlab
    /// JUnit XML, as GitLab, Jenkins and others read it.
    case junit

    /// The whole output, ending in a line break unless it is empty. Errors are those of the JSON encoder, which
    /// no report of whole numbers and strings causes.
    package func render(_ report: FindingReport) throws -> String {
        switch self {
        case .human: HumanFormat(usesColor: false).render(report.findings)
        case .json: try JSONFormat.render(report.findings)
        case .sarif: try SARIFFormat.render(report)
        case .github: GitHubFormat.render(report.findings)
        case .gitlab: try GitLabFormat.render(report.findings)
        case .junit: JUnitFormat.render(report)
        }
    }
}

/// What a validation found, whatever the form in which it is put out.
package struct FindingReport: Sendable {
    /// In the order in which they are shown.
    package var findings: [Finding]
    /// Number of files that were looked at.
    package var fileCount: Int
    /// This program's version, as semantic versioning writes it.
    package var toolVersion: String
    /// Whether warnings fail the validation, as with `--strict`.
    package var warningsFail: Bool

    package init(findings: [Finding], fileCount: Int, toolVersion: String, warningsFail: Bool = false) {
        self.findings = findings
        self.fileCount = fileCount
        self.toolVersion = toolVersion
        self.warningsFail = warningsFail
    }

    /// Whether a finding makes the validation fail.
    package func fails(_ finding: Finding) -> Bool {
        finding.severity == .error || warningsFail && finding.severity == .warning
    }
}
