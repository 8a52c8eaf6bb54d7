import CampaignModel

/// What webhooks have said of one send after the gateway took it.
///
/// A set of facts that only grows: joining is the same in any order and any number of times, so that a late
/// `delivered` undoes no `read`, and a `failed` after `delivered` stands beside it.
package struct DeliveryEvidence: Sendable, Hashable {
    /// When each was first heard of; nil: never.
    package var sent: Instant?
    package var delivered: Instant?
    package var read: Instant?
    package var failed: Instant?
    package var replied: Instant?
    package var optedOut: Instant?

    package init(
        sent: Instant? = nil, delivered: Instant? = nil, read: Instant? = nil, failed: Instant? = nil,
        replied: Instant? = nil, optedOut: Instant? = nil
    ) {
        self.sent = sent
        self.delivered = delivered
        self.read = read
        self.failed = failed
        self.replied = replied
        self.optedOut = optedOut
    }

    /// What one event says.
    package init(_ event: EvidenceEvent) {
        self.init()
        switch event.content {
        case .sent: sent = event.receivedAt
        case .delivered: delivered = event.receivedAt
        case .read: read = event.receivedAt
        case .failed: failed = event.receivedAt
        case .replied(let reply):
            replied = event.receivedAt
            if reply.optOut != nil { optedOut = event.receivedAt }
        case .unreadable: break
        }
    }

    /// Both together; of two moments of one fact the earlier.
    package func joined(with other: DeliveryEvidence) -> DeliveryEvidence {
        func earlier(_ one: Instant?, _ other: Instant?) -> Instant? {
            [one, other].compactMap(\.self).min()
        }
        return DeliveryEvidence(
            sent: earlier(sent, other.sent), delivered: earlier(delivered, other.delivered),
            read: earlier(read, other.read), failed: earlier(failed, other.failed),
            replied: earlier(replied, other.replied), optedOut: earlier(optedOut, other.optedOut))
    }

    /// What has been read has been delivered, also where no webhook said so.
    package var wasDelivered: Bool { delivered != nil || read != nil }
    /// What has been delivered has been sent.
    package var wasSent: Bool { sent != nil || wasDelivered }
}

/// How much evidence there is of sends that belong together.
package struct EvidenceTally: Sendable, Hashable {
    package var scope: CampaignScope
    package var line: String
    /// Sends of which each is known. What was read counts as delivered, and what was delivered as sent.
    package var sent = 0
    package var delivered = 0
    package var read = 0
    /// Sends that failed after acceptance, also those that other events say were delivered.
    package var failed = 0
    package var replied = 0
    package var optedOut = 0
    /// Sends per failure code; one that failed with two codes counts under both.
    package var failures: [String: Int] = [:]

    package init(scope: CampaignScope, line: String) {
        self.scope = scope
        self.line = line
    }
}

/// How many webhook events of a kind were taken in.
package struct IntakeTally: Sendable, Hashable {
    package var kind: EvidenceEvent.Kind
    /// False: it names no send that the ledger knows.
    package var belongsToSend: Bool
    /// Different events.
    package var events: Int
    /// How often they came, repetitions included.
    package var arrivals: Int

    package init(kind: EvidenceEvent.Kind, belongsToSend: Bool, events: Int, arrivals: Int) {
        self.kind = kind
        self.belongsToSend = belongsToSend
        self.events = events
        self.arrivals = arrivals
    }
}
