import CampaignModel

/// One webhook event, ready to be kept: what it says, which send it is about, and what follows from it.
package struct EvidenceEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case sent, delivered, read, failed, replied, unreadable
    }

    package enum Content: Sendable, Hashable {
        case sent, delivered, read
        case failed(DeliveryFailure)
        case replied(PersonReply)
        /// Kept so that a person can look at it. `reason`: why, in plain words.
        case unreadable(reason: String)
    }

    package var content: Content
    /// The gateway's identifier of the message; nil for replies and what cannot be read.
    package var messageID: String?
    /// Equal for two arrivals of one event. It may hold a number: stores keep it as a keyed hash only.
    package var identity: String
    /// What came, masked and bounded. Kept only of events that cannot be read or belong to no known send.
    package var masked: String
    package var receivedAt: Instant

    package init(
        _ content: Content, messageID: String? = nil, identity: String, masked: String, receivedAt: Instant
    ) {
        self.content = content
        self.messageID = messageID
        self.identity = identity
        self.masked = masked
        self.receivedAt = receivedAt
    }

    package var kind: Kind {
        switch content {
        case .sent: .sent
        case .delivered: .delivered
        case .read: .read
        case .failed: .failed
        case .replied: .replied
        case .unreadable: .unreadable
        }
    }
}

/// A message that failed after the gateway took it.
package struct DeliveryFailure: Sendable, Hashable, Codable {
    /// What must not go on.
    package enum Halt: String, Sendable, Hashable, Codable {
        case none
        case pauseLine = "pause_line"
        case stopLine = "stop_line"
        case stopCampaign = "stop_campaign"
        /// Where every send of the occurrence shares the media's address.
        case stopCampaignIfMediaShared = "stop_campaign_if_media_shared"
    }

    /// As the gateway wrote it, bounded.
    package var code: String
    /// What happened and what to do, in plain words.
    package var reason: String
    package var halt: Halt
    /// The number is never written to again.
    package var suppressesNumber: Bool

    package init(code: String, reason: String, halt: Halt, suppressesNumber: Bool) {
        self.code = code
        self.reason = reason
        self.halt = halt
        self.suppressesNumber = suppressesNumber
    }
}

/// What a person wrote back; the words themselves are not kept.
package struct PersonReply: Sendable, Hashable {
    package var number: PhoneNumber
    /// What went out with the message: the campaign's own text or the send's key.
    package var customField: String?
    /// Why the number is never to be written to again; nil unless the reply is an opt-out word.
    package var optOut: String?

    package init(number: PhoneNumber, customField: String?, optOut: String?) {
        self.number = number
        self.customField = customField
        self.optOut = optOut
    }

    /// Whether a send went out with this reply's `custom_field`.
    package func answers(_ send: LedgerSend, content: SendContent) -> Bool {
        guard let customField, case .template(let filled) = content,
            send.key.target == .person(number)
        else { return false }
        let own = filled.customField ?? ""
        return Self.plain(own.isEmpty ? send.key.text : own) == Self.plain(customField)
    }

    /// Gateways put spaces around values.
    private static func plain(_ text: String) -> Substring {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}

/// What became of a batch of events.
package struct EvidenceReceipt: Sendable, Hashable {
    /// Events that were not there before.
    package var new = 0
    /// Arrivals of events that were.
    package var repeated = 0
    /// New ones that name no send the ledger knows (yet).
    package var unattributed = 0
    /// New ones that cannot be read.
    package var unreadable = 0
    /// Numbers that are never to be written to from now on, with the reason.
    package var suppressed: [PhoneNumber: String] = [:]
    /// Lines and campaigns that a failure has stopped.
    package var stops: [Stop] = []
    /// Sends that were in doubt and are known to be accepted now.
    package var proven = 0

    package init() {}

    package mutating func add(_ other: EvidenceReceipt) {
        new += other.new
        repeated += other.repeated
        unattributed += other.unattributed
        unreadable += other.unreadable
        suppressed.merge(other.suppressed) { one, _ in one }
        stops += other.stops
        proven += other.proven
    }
}
