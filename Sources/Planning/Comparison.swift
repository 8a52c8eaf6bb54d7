import CampaignModel
import Ledger

/// Compares one wanted send with what the ledger knows of it.
struct Comparison: Sendable {
    let campaign: Campaign
    let workspace: Workspace
    let scope: CampaignScope
    let snapshot: LedgerSnapshot
    /// What people have got.
    let people: KnownSends
    let options: Planner.Options
    /// Nothing goes out any more; what is unsent expires.
    let isOver: Bool
    /// Keys of the messages that the campaign has, and of its group's actions.
    let currentMessages: Set<String>
    /// Keys of messages that the ledger knows and the campaign no longer has.
    let retiredMessages: [String]

    init(
        campaign: Campaign, workspace: Workspace, scope: CampaignScope, past: LedgerPast,
        options: Planner.Options, isOver: Bool
    ) {
        self.campaign = campaign
        self.workspace = workspace
        self.scope = scope
        snapshot = past.snapshot
        people = past.people
        self.options = options
        self.isOver = isOver
        var current: Set<String> = [SendKey.groupCreation, SendKey.groupInvitation]
        for (index, message) in campaign.messages.enumerated() {
            current.insert(message.key(position: index + 1))
        }
        for (index, message) in (campaign.group?.messages ?? []).enumerated() {
            current.insert(message.key(position: index + 1))
        }
        currentMessages = current
        retiredMessages = Set(snapshot.sends.keys.map(\.message)).union(people.messages)
            .subtracting(current).sorted()
    }

    /// A person has ended the campaign: nothing is added, nothing wanted again.
    private var cancellation: Cancellation? { snapshot.cancellation }
    /// Whether people are added that no earlier apply has frozen.
    private var admitsNew: Bool { !options.onlyContinued.contains(campaign.name) }
    private static let needsApply = "the campaign has no `schedule.start`, so only `pregon apply` adds people"

    /// What a send means for the messages after it.
    enum Followers: Sendable, Equatable {
        case goOn
        /// They wait until a person has settled the doubt about it.
        case waitForDoubt
        /// It did not reach the person, so they are not sent.
        case areDropped(because: String)

        static let notAccepted = areDropped(because: "the message before it was not accepted")
        static let notDelivered = areDropped(because: "the message before it was not delivered")

        var drop: String? { if case .areDropped(let reason) = self { reason } else { nil } }
    }

    /// What becomes of a send, and of the next of the same person.
    struct Verdict {
        var outcome: SendOutcome
        var followers: Followers
    }

    func key(_ message: String, _ target: SendTarget) -> SendKey {
        SendKey(
            campaign: scope.campaign, revision: scope.revision, occurrence: scope.occurrence,
            message: message, target: target)
    }

    /// - Parameters:
    ///   - known: the ledger's own send, if it has one.
    ///   - start: the beginning of the fingerprint of what would go out; asked for only where it matters.
    ///   - isUndelivered: webhooks have said that the known send did not arrive.
    func judge(
        _ known: KnownSend?, line: String, position: Int, start: @autoclosure () -> UInt64,
        isUndelivered: @autoclosure () -> Bool, after: Followers
    ) -> Verdict {
        var send = SendOutcome(kind: .new, note: nil, action: .none, state: known?.state)
        if after == .waitForDoubt, known?.state.isOpen ?? true {
            send.kind = .waiting
            send.note = "waits until the doubt about the message before it is settled"
            return Verdict(outcome: send, followers: .waitForDoubt)
        }
        guard let known else {
            if let drop = after.drop {
                send.kind = .failed
                send.note = drop
                return Verdict(outcome: send, followers: after)
            }
            if isOver {
                send.kind = .failed
                send.note = "never sent: the campaign's time was over before anybody applied it"
                return Verdict(outcome: send, followers: .goOn)
            }
            if let cancellation {
                send.kind = .failed
                send.note = "not sent: \(cancellation.sentence)"
                return Verdict(outcome: send, followers: .goOn)
            }
            guard admitsNew else {
                send.note = Self.needsApply
                return Verdict(outcome: send, followers: .goOn)
            }
            send.action = .add
            return Verdict(outcome: send, followers: .goOn)
        }
        switch known.state {
        case .planned:
            send.kind = .waiting
            if let drop = after.drop {
                send.kind = .leaving
                send.action = .change(.cancelled(reason: drop))
            } else if isOver {
                send.kind = .leaving
                send.note = "the campaign's time is over"
                send.action = .change(.expired(reason: "the campaign's time was over before its turn"))
            } else if let cancellation {
                send.kind = .leaving
                send.note = cancellation.sentence
                send.action = .change(.cancelled(reason: cancellation.sentence))
            } else if known.line == line, known.position == position, known.start == start() {
                send.action = .keep
                send.note = known.reason
            } else {
                send.action = .refreeze(.refrozen)
                send.note = "edited while waiting; it goes out as it is now"
            }
        case .inflight, .inDoubt:
            send.kind = .inDoubt
            send.note = known.reason ?? "an attempt is under way"
            return Verdict(outcome: send, followers: .waitForDoubt)
        case .accepted:
            send.kind = known.start == start() ? .sent : .changed
            // As the claim has it: what follows would be set aside each time it came up.
            if after == .goOn, isUndelivered() { return Verdict(outcome: send, followers: .notDelivered) }
        case .refused:
            send.kind = .failed
            send.note = known.reason
            let retries = options.retryFailed && !known.isPermanent && !isOver && cancellation == nil
            if retries { send.action = .refreeze(.retried) }
            return Verdict(outcome: send, followers: retries ? .goOn : .notAccepted)
        case .cancelled, .expired, .suppressed:
            if after.drop != nil || isOver || cancellation != nil {
                send.kind = .failed
                send.note = known.reason
                return Verdict(outcome: send, followers: after)
            }
            guard admitsNew else {
                send.note = Self.needsApply
                return Verdict(outcome: send, followers: after)
            }
            send.note = "wanted again; it was \(known.state.title) before"
            send.action = .refreeze(.readmitted)
        }
        return Verdict(outcome: send, followers: after)
    }

    /// The same for a send that is no person's own message: a group's action, an invitation to it.
    func compare(
        _ content: SendContent, message: String, position: Int, target: SendTarget, line: Line,
        groupOwner: String? = nil, after: Followers
    ) -> (send: PlannedSend, followers: Followers) {
        let known = known(message, target)
        let verdict = judge(
            known, line: line.name, position: position, start: Fingerprint(of: content).start,
            isUndelivered: snapshot.undelivered.contains(.init(message: message, target: target)),
            after: after)
        let send = PlannedSend(
            outcome: verdict.outcome, key: key(message, target), position: position, line: line.name,
            known: known.map { .init(id: $0.id, state: $0.state) }, source: .content(content),
            frame: .init(line, groupOwner: groupOwner))
        return (send, verdict.followers)
    }

    /// The ledger's own send.
    func known(_ message: String, _ target: SendTarget) -> KnownSend? {
        switch target {
        case .group: return snapshot.sends[.init(message: message, target: target)].map(KnownSend.init)
        case .person(let number):
            return people.places(of: number).lazy.map { people[people.row(at: $0)] }
                .first { $0.message == message }
        }
    }

    /// The line that a person's messages go through: the one they have already been assigned, else one of the
    /// campaign's by rendezvous hashing, so that adding a line moves as few people as can be.
    /// - Parameter known: what the ledger has of the person's messages, in their order.
    func line(for number: PhoneNumber, known: [KnownSend?]) -> Line? {
        for case let known? in known {
            if campaign.lines.contains(known.line), let line = workspace.line(named: known.line) {
                return line
            }
        }
        guard campaign.lines.count > 1 else { return campaign.lines.first.flatMap(workspace.line) }
        let best = campaign.lines.max {
            LineChoice.weight(of: $0, number) < LineChoice.weight(of: $1, number)
        }
        return best.flatMap(workspace.line)
    }
}

/// Rendezvous hashing of people over lines.
enum LineChoice {
    static func weight(of line: String, _ number: PhoneNumber) -> UInt64 {
        // FNV-1a of the name, then the finalizer of SplitMix64 over name and number.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = hash ^ (number.digits &* 0x9e37_79b9_7f4a_7c15)
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }
}

extension SendState {
    /// Neither sent nor perhaps sent nor refused: what it becomes depends on the message before it.
    fileprivate var isOpen: Bool {
        switch self {
        case .planned, .cancelled, .expired, .suppressed: true
        case .inflight, .accepted, .refused, .inDoubt: false
        }
    }
}
