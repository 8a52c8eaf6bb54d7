import CampaignModel

/// One send as the executor knows it, before it becomes bytes.
package struct SendRequest: Sendable, Hashable {
    package var content: SendContent
    /// The phone for messages to persons; `.group` for the actions of a group.
    package var target: SendTarget
    /// Goes out as contacto's `custom_field` where the content has none of its own.
    package var key: SendKey
    /// What the group's creation returned; needed for texts and files to a group.
    package var chatID: String?
    /// The media where the content names its bytes by hash. The caller has compared the hash.
    package var media: EncodedMedia?

    package init(
        content: SendContent, target: SendTarget, key: SendKey, chatID: String? = nil,
        media: EncodedMedia? = nil
    ) {
        self.content = content
        self.target = target
        self.key = key
        self.chatID = chatID
        self.media = media
    }
}

/// What a send does at the gateway; a reply is read by it.
package enum SendOperation: String, Sendable, Hashable, CaseIterable {
    case message
    case groupCreation = "group_creation"
    case groupText = "group_text"
    case groupFile = "group_file"
}
