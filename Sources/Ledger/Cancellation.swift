import CampaignModel

/// A person's decision that a campaign sends nothing more.
///
/// It holds for every occurrence of a revision and of the ones before it, those included that nobody has planned
/// yet, until `pregon resume` takes it back or the campaign's file raises `revision` above it.
package struct Cancellation: Sendable, Hashable {
    package var campaign: String
    /// The highest revision that it holds for.
    package var revision: Int
    /// In the person's own words; empty where there are none.
    package var reason: String
    /// Who cancelled, as the machine knows them.
    package var by: String
    package var since: Instant

    package init(campaign: String, revision: Int, reason: String, by: String, since: Instant) {
        self.campaign = campaign
        self.revision = revision
        self.reason = reason
        self.by = by
        self.since = since
    }

    package func holds(_ scope: CampaignScope) -> Bool {
        scope.campaign == campaign && scope.revision <= revision
    }

    /// `cancelled by ana: wrong prices`, the reason of each send that it ends.
    package var sentence: String {
        "cancelled by \(by)" + (reason.isEmpty ? "" : ": \(reason)")
    }
}
