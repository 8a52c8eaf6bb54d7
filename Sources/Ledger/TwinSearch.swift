import CampaignModel

/// What a campaign is about to send, and where the same may have gone out before under other keys.
package struct TwinSearch: Sendable {
    /// One content to one person or to one group.
    package struct Item: Sendable, Hashable {
        package var target: SendTarget
        package var fingerprint: Fingerprint
        /// For what goes to a group: the campaign that it belongs to.
        package var groupOwner: String?

        package init(target: SendTarget, fingerprint: Fingerprint, groupOwner: String? = nil) {
            self.target = target
            self.fingerprint = fingerprint
            self.groupOwner = groupOwner
        }
    }

    package var items: [Item]
    /// What is about to be sent.
    package var scope: CampaignScope
    /// Other campaigns' attempts from this moment on; nil: other campaigns do not matter.
    package var others: Instant?
    /// Attempts of the same campaign and revision from this moment on, of its dated occurrences if it happens
    /// once now, and of its single one if it repeats now.
    package var own: Instant

    package init(_ items: [Item], scope: CampaignScope, others: Instant?, own: Instant) {
        self.items = items
        self.scope = scope
        self.others = others
        self.own = own
    }
}
