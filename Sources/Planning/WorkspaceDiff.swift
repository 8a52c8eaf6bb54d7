import CampaignModel
import Timetable

/// What is another than in an earlier revision of the files, campaign by campaign.
package struct WorkspaceDiff: Sendable {
    /// What it is compared with, as it was asked for, e.g. `origin/main`.
    package var name: String
    /// The full hash of the commit.
    package var commit: String
    /// What changed in `pregon.yaml` for every campaign, in sentences.
    package var settings: [String]
    /// What could not be compared, and why.
    package var notes: [String]
    /// New ones, changed ones, gone ones, then those that are as they were; each by name.
    package var campaigns: [CampaignDiff]

    package func count(_ kind: CampaignDiff.Kind) -> Int { campaigns.count { $0.kind == kind } }

    /// `main (1a2b3c4)`.
    package var shownName: String { "\(name) (\(commit.prefix(7)))" }
}

/// What is another in one campaign.
package struct CampaignDiff: Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case new, changed
        /// Its file has an error now, so that it cannot be compared.
        case brokenNow = "broken_now"
        /// Its file had an error then.
        case brokenBefore = "broken_before"
        case removed, unchanged
    }

    package var name: String
    package var kind: Kind
    /// For a new campaign: the one of the same content that is gone.
    package var renamedFrom: String?
    /// For a campaign that is gone: the new one of the same content.
    package var renamedTo: String?
    /// What is wrong with a broken one.
    package var mistakes: [String] = []
    package var audience: AudienceDiff?
    package var texts: [TextChange] = []
    /// What moved in the schedule, in sentences.
    package var schedule: [String] = []
    /// What else changed in its file, in sentences.
    package var settings: [String] = []
    /// What a reviewer has to know, in sentences.
    package var notes: [String] = []
    package var before: CampaignOutline?
    package var after: CampaignOutline?

    /// Whether anything changed in what it says, to whom, or when.
    package var hasChanges: Bool {
        !texts.isEmpty || !schedule.isEmpty || !settings.isEmpty || audience?.isEmpty == false
    }

    /// Whether the effect is another, although the campaign itself may be as it was.
    package var hasOtherEffect: Bool { before != after }
}

/// What a campaign's plan comes to.
package struct CampaignOutline: Sendable, Hashable {
    package var toSend: Int
    package var eligible: Int
    package var excluded: Int
    package var first: Instant?
    package var last: Instant?
    package var unsent: Int
    package var cost: [Money]

    init(_ plan: CampaignPlan) {
        toSend = plan.totals.toSend
        eligible = plan.eligible
        excluded = plan.excluded.count
        first = plan.forecast.first
        last = plan.forecast.last
        unsent = plan.forecast.unsent
        cost = plan.cost
    }
}
