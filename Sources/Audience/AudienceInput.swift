import CampaignModel
import Diagnostics

/// Everything that decides who is a recipient, apart from the bytes of the audience itself.
package struct AudienceInput: Sendable {
    package var source: AudienceSource
    /// The absolute path of the CSV file; nil for inline recipients.
    package var file: String?
    /// How users know the file: relative to the workspace. For inline recipients the campaign file's path.
    package var shownPath: String
    /// The day on which consent is judged, in the workspace's zone.
    package var today: LocalDate
    /// The campaign's `exclude` lists, in its order.
    package var excluded: [(file: String, numbers: NumberSet)]
    /// Everyone who never wants to be written to again: lists and replies.
    package var optedOut: NumberSet
    /// Told from time to time how much of the audience was read: bytes of a file, rows of a campaign file.
    package var onProgress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    package init(
        source: AudienceSource, file: String? = nil, shownPath: String, today: LocalDate,
        excluded: [(file: String, numbers: NumberSet)] = [], optedOut: NumberSet = NumberSet()
    ) {
        self.source = source
        self.file = file
        self.shownPath = shownPath
        self.today = today
        self.excluded = excluded
        self.optedOut = optedOut
    }
}

/// Why an audience or a list of numbers cannot be used at all.
///
/// Part of an audience is never handed back as if it were the whole: people who are missing from it would look
/// like people who have left.
package enum AudienceError: Error, Sendable {
    /// At least one of the findings is an error.
    case unusable([Finding])
    /// What the caller's own consumer threw.
    case consumer(any Error)

    /// All of it in one line, for where no findings are shown.
    package var sentence: String {
        switch self {
        case .unusable(let findings):
            findings.map { finding in
                let remedy = finding.remedy.isEmpty ? "" : " (\(finding.remedy))"
                return "\(finding.place.file): \(finding.message)\(remedy)"
            }.joined(separator: "; ")
        case .consumer(let error): "\(error)"
        }
    }
}

/// The sums of one whole audience.
package struct AudienceReading: Sendable, Hashable {
    package var header: AudienceHeader
    /// Rows delivered; blank ones do not count.
    package var rows: Int
    /// Rows without an exclusion. What filling finds (empty variables, lengths) comes on top.
    package var eligible: Int
    /// Excluded rows by `ExclusionReason.name`; reasons that did not occur are absent.
    package var excluded: [String: Int]
    /// Warnings; an error would have been thrown.
    package var findings: [Finding]
    /// `utf8` or `windows1252`.
    package var encoding: AudienceSource.Encoding

    package init(
        header: AudienceHeader, rows: Int = 0, eligible: Int = 0, excluded: [String: Int] = [:],
        findings: [Finding] = [], encoding: AudienceSource.Encoding = .utf8
    ) {
        self.header = header
        self.rows = rows
        self.eligible = eligible
        self.excluded = excluded
        self.findings = findings
        self.encoding = encoding
    }
}
