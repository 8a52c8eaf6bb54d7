import CampaignModel

/// One send as the ledger knows it.
package struct LedgerSend: Sendable, Hashable {
    package var id: Int64
    package var key: SendKey
    /// Place among the messages of the recipient, from 1; a group's creation is 0. A send waits until the one
    /// before it was accepted.
    package var position: Int
    package var line: String
    /// The line's own number when the send was frozen.
    package var sender: PhoneNumber
    package var fingerprint: Fingerprint
    package var life: SendLife
    /// The campaign whose group a group action is for.
    package var groupOwner: String?

    package init(
        id: Int64, key: SendKey, position: Int, line: String, sender: PhoneNumber, fingerprint: Fingerprint,
        life: SendLife, groupOwner: String?
    ) {
        self.id = id
        self.key = key
        self.position = position
        self.line = line
        self.sender = sender
        self.fingerprint = fingerprint
        self.life = life
        self.groupOwner = groupOwner
    }
}

/// One occurrence of one revision of a campaign: what a plan covers and an apply sends.
package struct CampaignScope: Sendable, Hashable {
    package var campaign: String
    package var revision: Int
    package var occurrence: String

    package init(campaign: String, revision: Int, occurrence: String) {
        self.campaign = campaign
        self.revision = revision
        self.occurrence = occurrence
    }
}

/// A send that a plan wants, with everything that is frozen.
package struct FrozenSend: Sendable, Hashable {
    package var key: SendKey
    package var position: Int
    package var line: String
    package var sender: PhoneNumber
    package var content: SendContent
    package var groupOwner: String?
    /// Price of the message, if the line has one.
    package var price: Money?

    package init(
        key: SendKey, position: Int, line: String, sender: PhoneNumber, content: SendContent,
        groupOwner: String? = nil, price: Money? = nil
    ) {
        self.key = key
        self.position = position
        self.line = line
        self.sender = sender
        self.content = content
        self.groupOwner = groupOwner
        self.price = price
    }
}

/// Everything that one apply changes before its first request, made durable in one transaction.
package struct FreezeBatch: Sendable {
    package struct Change: Sendable {
        package var id: Int64
        package var event: SendEvent

        package init(id: Int64, event: SendEvent) {
            self.id = id
            self.event = event
        }
    }

    /// New sends, in the order in which they are to go out.
    package var added: [FrozenSend] = []
    /// Known sends, frozen anew under their old identity; the event must lead to `planned`.
    package var refrozen: [(id: Int64, event: SendEvent, send: FrozenSend)] = []
    /// Sends that change state without new content: cancelled, expired, retried.
    package var changed: [Change] = []

    /// One thing to be written.
    package enum Step: Sendable {
        case change(Change)
        case refreeze(id: Int64, event: SendEvent, send: FrozenSend)
        case add(FrozenSend)
    }

    /// More of these, made one by one while they are written: changes first, then what is frozen anew, then what is
    /// added. Each has at least one, and whatever it throws, nothing is frozen.
    package var streams: [@Sendable (_ body: (Step) throws -> Void) throws -> Void] = []

    package init() {}

    package mutating func append(_ other: FreezeBatch) {
        added += other.added
        refrozen += other.refrozen
        changed += other.changed
        streams += other.streams
    }

    package var isEmpty: Bool { added.isEmpty && refrozen.isEmpty && changed.isEmpty && streams.isEmpty }

    /// Every step in the order in which it is to be written.
    package func forEach(_ body: (Step) throws -> Void) throws {
        for change in changed { try body(.change(change)) }
        for (id, event, send) in refrozen { try body(.refreeze(id: id, event: event, send: send)) }
        for send in added { try body(.add(send)) }
        for stream in streams { try stream(body) }
    }
}

/// A group that exists at the gateway.
package struct GroupRecord: Sendable, Hashable {
    package var campaign: String
    package var chatID: String
    package var inviteLink: String?

    package init(campaign: String, chatID: String, inviteLink: String?) {
        self.campaign = campaign
        self.chatID = chatID
        self.inviteLink = inviteLink
    }
}

/// A line or a campaign that must not send.
package struct Stop: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case line(String)
        case campaign(String)

        package var name: String {
            switch self {
            case .line(let name), .campaign(let name): name
            }
        }

        package var kind: String {
            switch self {
            case .line: "line"
            case .campaign: "campaign"
            }
        }
    }

    package var subject: Subject
    package var reason: String
    package var since: Instant
    /// Nil: until `pregon resume`. Else a pause that ends by itself.
    package var until: Instant?
    /// The person who paused it; nil where the program did, for a reply's sake.
    package var by: String?

    package init(subject: Subject, reason: String, since: Instant, until: Instant?, by: String? = nil) {
        self.subject = subject
        self.reason = reason
        self.since = since
        self.until = until
        self.by = by
    }

    /// `stopped`, `paused by ana`, `paused until Tue 1 Dec 08:00`: completes "line cartera is …".
    package func standing(_ moment: (Instant) -> String) -> String {
        let who = by.map { " by \($0)" } ?? ""
        if let until { return "paused\(who) until \(moment(until))" }
        return by == nil ? "stopped" : "paused\(who)"
    }

    /// Seconds that a line pauses where the gateway does not say how long.
    package static let usualPause = 900.0

    /// A pause that is over holds nothing.
    package func holds(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}
