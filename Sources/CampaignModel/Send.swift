/// Whom one send is for.
package enum SendTarget: Sendable, Hashable, Comparable {
    case person(PhoneNumber)
    /// A group action of the campaign: its creation, a text, a file.
    case group

    package func shown(numbersInFull: Bool) -> String {
        switch self {
        case .person(let number): number.shown(inFull: numbersInFull)
        case .group: "group"
        }
    }
}

/// What makes a send itself: two sends with one key are the same send, which happens once.
///
/// Written `campaign/revision/occurrence/message/recipient`, e.g. `bienvenida/1/once/1/573001112233`.
package struct SendKey: Sendable, Hashable {
    package var campaign: String
    package var revision: Int
    /// `once`, or the occurrence's nominal local date.
    package var occurrence: String
    /// The message's id or position; `create` for a group's creation.
    package var message: String
    package var target: SendTarget

    package init(campaign: String, revision: Int, occurrence: String, message: String, target: SendTarget) {
        self.campaign = campaign
        self.revision = revision
        self.occurrence = occurrence
        self.message = message
        self.target = target
    }

    /// The message key of a group's creation.
    package static let groupCreation = "create"
    /// The message key of an invitation to a group.
    package static let groupInvitation = "invite"
    /// The occurrence of a campaign that happens once.
    package static let once = "once"

    /// The full key, with the whole number: for the gateway's `custom_field` and the ledger only.
    package var text: String { text(numbersInFull: true) }

    package func text(numbersInFull: Bool) -> String {
        "\(campaign)/\(revision)/\(occurrence)/\(message)/\(target.shown(numbersInFull: numbersInFull))"
    }
}

/// Exactly what would go out in one send, filled in and ready.
package enum SendContent: Sendable, Hashable {
    case template(FilledTemplate)
    /// setapp, send to a phone: plain text.
    case text(String)
    /// setapp, send to a phone: the address of a picture.
    case image(String)
    /// setapp, send to a phone: the address of a document.
    case document(String)
    /// setapp, create a group. Members without the line's own number, in the audience's order.
    case groupCreation(name: String, welcome: String, members: [PhoneNumber])
    case groupText(String)
    case groupFile(url: String, name: String, title: String)
}

/// A contacto message with every placeholder filled.
package struct FilledTemplate: Sendable, Hashable {
    package enum Media: Sendable, Hashable {
        case url(String)
        /// The bytes by their SHA-256; the bytes themselves are read when the send goes out, and must still
        /// have this hash.
        case bytes(sha256: [UInt8], name: String)
    }

    package var template: String
    package var variables: [String]
    package var media: Media?
    /// Nil: the campaign gives none, and the send's key goes in its place.
    package var customField: String?

    package init(template: String, variables: [String], media: Media?, customField: String?) {
        self.template = template
        self.variables = variables
        self.media = media
        self.customField = customField
    }
}
