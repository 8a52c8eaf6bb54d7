// Ledger: what is known of every send, durably.
//
// In: sends that a plan wants (frozen content), attempts, replies, a person's decisions.
// Out: what may go out next, and what has become of everything. The life of a send is a pure value here; the
// stores (`LedgerSQLite`, later `LedgerPostgres`) keep it.
import CampaignModel

/// Where a send stands.
///
/// ```
/// planned → inflight → accepted | refused | in_doubt      planned → cancelled | expired | suppressed
/// ```
package enum SendState: String, Sendable, Hashable, CaseIterable {
    case planned, inflight, accepted, refused
    case inDoubt = "in_doubt"
    case cancelled, expired, suppressed

    /// Words for people.
    package var title: String {
        switch self {
        case .planned: "waiting"
        case .inflight: "in flight"
        case .accepted: "accepted"
        case .refused: "failed"
        case .inDoubt: "in doubt"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .suppressed: "suppressed"
        }
    }

    /// The message has been sent, or may have been: it counts as a contact and is never sent anew.
    package var mayHaveReachedPerson: Bool { self == .accepted || self == .inflight || self == .inDoubt }
}

/// What can happen to a send.
package enum SendEvent: Sendable, Hashable {
    /// An attempt begins; nothing has left yet.
    case claimed
    /// A second attempt at what nobody knows the fate of, on a gateway that refuses repeats: the probe.
    case probed
    /// The attempt is over and the message was certainly not taken: before a byte left, or refused for now.
    case returned(reason: String, notBefore: Instant?)
    case accepted(messageID: String?)
    /// `permanent`: never tried again, not even when asked to.
    case refused(reason: String, permanent: Bool)
    /// Nobody can say whether the gateway took it. `messageID`: how the gateway would name it, if it did.
    case doubted(reason: String, messageID: String? = nil)
    case cancelled(reason: String)
    case expired(reason: String)
    case suppressed(reason: String)
    /// Not yet sent, and its content or line was edited.
    case refrozen
    /// Not before this moment: a limit, a pause.
    case postponed(until: Instant, reason: String)
    /// Wanted again after it was cancelled, expired or suppressed unsent.
    case readmitted
    /// An operator wants a failure that is not permanent tried once more.
    case retried
    /// A person has found out that it arrived.
    case resolvedAsSent(messageID: String?)
    /// A person has found out that it never arrived.
    case resolvedAsFailed
    /// A webhook that names it, or the recipient's reply to it, shows that the gateway took it.
    case proven(reason: String)
}

/// A transition that the life of a send does not have.
package struct ForbiddenTransition: Error, Hashable, Sendable, CustomStringConvertible {
    package let state: SendState
    package let event: String

    /// `event`: what completes "cannot be …".
    package init(state: SendState, event: String) {
        self.state = state
        self.event = event
    }

    package var description: String { "a send that is \(state.title) cannot be \(event)" }
}

/// The life of one send as a value without I/O: every store and every test uses this one.
package struct SendLife: Sendable, Hashable {
    package var state: SendState
    /// Attempts so far, this one included while in flight.
    package var attempts: Int
    /// Not to be claimed before this moment.
    package var notBefore: Instant?
    /// Why it stands where it stands, in plain words.
    package var reason: String?
    /// For `refused`: never to be tried again.
    package var isPermanent: Bool
    /// The gateway's identifier of the message, if it gave one.
    package var messageID: String?
    /// Nobody could say what became of one of its attempts, and no evidence has: whatever a person has decided
    /// since, what arrives later may still show that it was sent.
    package var wasDoubted: Bool

    package init(
        state: SendState = .planned, attempts: Int = 0, notBefore: Instant? = nil, reason: String? = nil,
        isPermanent: Bool = false, messageID: String? = nil, wasDoubted: Bool = false
    ) {
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
        self.reason = reason
        self.isPermanent = isPermanent
        self.messageID = messageID
        self.wasDoubted = wasDoubted
    }

    /// The life after an event, or an error that leaves it as it was.
    package func after(_ event: SendEvent) throws(ForbiddenTransition) -> SendLife {
        var next = self
        switch (state, event) {
        case (.planned, .claimed):
            next.state = .inflight
            next.attempts += 1
            next.notBefore = nil
            next.reason = nil
        case (.inflight, .probed):
            next.attempts += 1
        case (.inflight, .returned(let reason, let notBefore)):
            next.state = .planned
            next.reason = reason
            next.notBefore = notBefore
        case (.inflight, .accepted(let messageID)):
            next.become(.accepted, because: nil)
            next.messageID = messageID
        case (.inflight, .refused(let reason, let permanent)):
            next.become(.refused, because: reason)
            next.isPermanent = permanent
        case (.inflight, .doubted(let reason, let messageID)):
            next.become(.inDoubt, because: reason)
            next.messageID = messageID ?? self.messageID
            next.wasDoubted = true
        case (.planned, .cancelled(let reason)):
            next.become(.cancelled, because: reason)
        case (.planned, .expired(let reason)):
            next.become(.expired, because: reason)
        case (.planned, .suppressed(let reason)):
            next.become(.suppressed, because: reason)
        case (.planned, .refrozen):
            break
        case (.planned, .postponed(let until, let reason)):
            next.notBefore = until
            next.reason = reason
        case (.cancelled, .readmitted), (.expired, .readmitted), (.suppressed, .readmitted):
            next.become(.planned, because: nil)
        case (.refused, .retried) where !isPermanent:
            next.become(.planned, because: nil)
        case (.inDoubt, .resolvedAsSent(let messageID)):
            next.become(.accepted, because: "resolved by a person: it was sent")
            next.messageID = messageID ?? self.messageID
        case (.inDoubt, .resolvedAsFailed):
            next.become(.refused, because: "resolved by a person: it was not sent")
            next.isPermanent = false
            next.wasDoubted = true
        case (.inDoubt, .proven(let reason)):
            next.become(.accepted, because: reason)
        case (.refused, .proven(let reason)), (.planned, .proven(let reason)),
            (.cancelled, .proven(let reason)), (.expired, .proven(let reason)),
            (.suppressed, .proven(let reason)):
            // A person held it for failed: what came afterwards knows better, and it is not sent again.
            guard wasDoubted else { throw ForbiddenTransition(state: state, event: event.name) }
            next.become(.accepted, because: reason)
        default:
            throw ForbiddenTransition(state: state, event: event.name)
        }
        return next
    }

    private mutating func become(_ state: SendState, because reason: String?) {
        self.state = state
        self.reason = reason
        notBefore = nil
        isPermanent = false
        if state == .accepted { wasDoubted = false }
    }
}

extension SendEvent {
    /// The participle that completes "cannot be …".
    package var name: String {
        switch self {
        case .claimed: "claimed"
        case .probed: "probed"
        case .returned: "returned"
        case .accepted: "accepted"
        case .refused: "refused"
        case .doubted: "put in doubt"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .suppressed: "suppressed"
        case .refrozen: "frozen again"
        case .postponed: "postponed"
        case .readmitted: "readmitted"
        case .retried: "retried"
        case .resolvedAsSent: "resolved as sent"
        case .resolvedAsFailed: "resolved as failed"
        case .proven: "proved accepted"
        }
    }
}
