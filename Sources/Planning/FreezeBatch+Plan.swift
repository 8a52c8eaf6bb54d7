import Audience
import Ledger

extension FreezeBatch {
    /// Everything that applying a plan changes in the ledger before its first request. What begins later is planned
    /// anew when it is due; what its last occurrence has left expires now.
    package init(_ plan: Plan) {
        self.init()
        for campaign in plan.campaigns {
            append(campaign.isUpcoming ? FreezeBatch(expiring: campaign) : FreezeBatch(campaign))
        }
    }

    /// The same for one campaign. What is frozen is rendered while the ledger writes it.
    package init(_ plan: CampaignPlan) {
        self.init()
        let sends = plan.sends
        let hasChanges = sends.tallies.contains { $0.count > 0 && $0.outcome.isFrozen }
        guard hasChanges else { return }
        streams.append { body in
            try sends.forEach(where: { if case .change = $0.action { true } else { false } }) { send in
                if case .change(let event) = send.action, let known = send.known {
                    try body(.change(Change(id: known.id, event: event)))
                }
            }
            try sends.forEach(where: { if case .refreeze = $0.action { true } else { false } }) { send in
                if case .refreeze(let event) = send.action, let known = send.known,
                    let frozen = try send.frozenOrWithdrawn()
                {
                    try body(.refreeze(id: known.id, event: event, send: frozen))
                }
            }
            try sends.forEach(where: { $0.action == .add }) { send in
                if let frozen = try send.frozenOrWithdrawn() { try body(.add(frozen)) }
            }
        }
    }

    /// The same, and tells of each send that is written.
    package func telling(_ onSend: @escaping @Sendable () -> Void) -> FreezeBatch {
        var batch = self
        batch.streams = streams.map { stream in
            { body in
                try stream { step in
                    try body(step)
                    onSend()
                }
            }
        }
        return batch
    }

    /// How many sends a plan's batch is told to write.
    package static func count(_ plan: Plan) -> Int {
        plan.campaigns.filter { !$0.isUpcoming }.flatMap(\.sends.tallies)
            .reduce(0) { $0 + ($1.outcome.isFrozen ? $1.count : 0) }
    }

    /// Only the end of what an occurrence that is over has left waiting.
    package init(expiring plan: CampaignPlan) {
        self.init()
        for send in plan.expiring {
            if case .change(let event) = send.action, let known = send.known {
                changed.append(Change(id: known.id, event: event))
            }
        }
    }
}

extension PlannedSend {
    fileprivate func frozenOrWithdrawn() throws -> FrozenSend? {
        do {
            return try frozen()
        } catch let error as AudienceError {
            throw LedgerError.withdrawn(reason: error.sentence)
        } catch let reason as ExclusionReason {
            throw LedgerError.withdrawn(reason: "a message can no longer be filled: \(reason.explanation)")
        }
    }
}

extension SendOutcome {
    /// Whether an apply changes the ledger for its sake.
    fileprivate var isFrozen: Bool {
        switch action {
        case .none, .keep: false
        case .add, .refreeze, .change: true
        }
    }
}
