import CampaignModel

/// The making of a group, as the ledger knows it.
package struct GroupCreation: Sendable, Hashable {
    package var campaign: String
    package var line: String
    /// The line's number, which owns the group.
    package var sender: PhoneNumber
    package var name: String
    package var members: [PhoneNumber]

    package init(campaign: String, line: String, sender: PhoneNumber, name: String, members: [PhoneNumber]) {
        self.campaign = campaign
        self.line = line
        self.sender = sender
        self.name = name
        self.members = members
    }
}
