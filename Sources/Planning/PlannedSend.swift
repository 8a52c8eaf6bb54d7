import CampaignModel
import Ledger

/// What a plan says of a send, which thousands of others may share.
package struct SendOutcome: Sendable, Hashable {
    package var kind: SendClass
    /// Why it is of its kind, where that is not plain.
    package var note: String?
    /// What an apply does about it.
    package var action: PlannedSend.Action
    /// Where the ledger's own send stands, if it has one.
    package var state: SendState?

    /// It waits, and nobody wants it any more.
    static func leaving(_ event: SendEvent?) -> SendOutcome {
        let reason: String? =
            switch event {
            case .cancelled(let reason), .expired(let reason): reason
            default: nil
            }
        return SendOutcome(
            kind: .leaving, note: reason, action: event.map { .change($0) } ?? .none, state: .planned)
    }

    /// Whether it would go out.
    package var willSend: Bool {
        switch action {
        case .none, .change(.cancelled), .change(.expired): false
        case .add, .refreeze, .keep, .change: true
        }
    }
}

/// One send of a plan.
package struct PlannedSend: Sendable {
    package enum Action: Sendable, Hashable {
        case none
        /// Freeze it as a new send.
        case add
        /// Freeze it anew under its old identity.
        case refreeze(SendEvent)
        /// It stays frozen as it is and goes out.
        case keep
        case change(SendEvent)
    }

    /// The ledger's own send.
    package struct Known: Sendable, Hashable {
        package var id: Int64
        package var state: SendState
    }

    /// Where what would go out is to be had.
    enum Source: Sendable {
        case content(SendContent)
        /// What the ledger has frozen, of which no more is needed.
        case frozen(Fingerprint)
        /// Rendered anew from the row of the audience.
        case person(PlannedPeople, index: Int, message: Int)
    }

    package var outcome: SendOutcome
    package var key: SendKey
    package var position: Int
    package var line: String
    package var known: Known?
    var source: Source
    /// Nil for what is never frozen.
    var frame: Frame?

    /// What else is frozen beside the content.
    struct Frame: Sendable {
        var sender: PhoneNumber
        var groupOwner: String?
        var price: Money?

        init(_ line: Line, groupOwner: String? = nil) {
            sender = line.number
            price = line.price
            self.groupOwner = groupOwner
        }
    }

    init(
        outcome: SendOutcome, key: SendKey, position: Int, line: String, known: Known?, source: Source,
        frame: Frame?
    ) {
        self.outcome = outcome
        self.key = key
        self.position = position
        self.line = line
        self.known = known
        self.source = source
        self.frame = frame
    }

    /// What the ledger has, as it has it.
    init(_ known: LedgerSend, _ outcome: SendOutcome) {
        self.init(WaitingSend(known), outcome)
        self.known = Known(id: known.id, state: known.life.state)
    }

    /// What waits in the ledger, and the audience or the campaign no longer says.
    init(_ waiting: WaitingSend, _ outcome: SendOutcome) {
        self.init(
            outcome: outcome, key: waiting.key, position: waiting.position, line: waiting.line,
            known: Known(id: waiting.id, state: .planned), source: .frozen(waiting.fingerprint), frame: nil)
    }

    package var kind: SendClass { outcome.kind }
    package var note: String? { outcome.note }
    package var action: Action { outcome.action }
    package var willSend: Bool { outcome.willSend }
    package var groupOwner: String? { frame?.groupOwner }

    /// Of what would go out, or has gone out.
    /// - Throws: where the audience's file has changed since the plan was made.
    package func fingerprint() throws -> Fingerprint {
        switch source {
        case .content(let content): Fingerprint(of: content)
        case .frozen(let fingerprint): fingerprint
        case .person(let people, let index, let message):
            Fingerprint(of: try people.content(of: index, message: message))
        }
    }

    /// What an apply freezes; nil unless it does.
    /// - Throws: where the audience's file has changed since the plan was made.
    package func frozen() throws -> FrozenSend? {
        switch action {
        case .none, .keep, .change: return nil
        case .add, .refreeze: break
        }
        guard let frame else { return nil }
        let content: SendContent
        switch source {
        case .content(let own): content = own
        case .frozen: return nil
        case .person(let people, let index, let message):
            content = try people.content(of: index, message: message)
        }
        return FrozenSend(
            key: key, position: position, line: line, sender: frame.sender, content: content,
            groupOwner: frame.groupOwner, price: frame.price)
    }
}
