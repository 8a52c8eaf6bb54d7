import CampaignModel
import Gateway
import Ledger
import Timetable

/// What a line does with the ledger.
extension LineRun {
    /// So often a transaction that does not get its turn is tried; each try has waited for it some seconds
    /// (`LedgerError.busy`).
    static let mostTries = 6

    /// Claims what comes next. Nothing has been claimed where it fails.
    func claim() throws(LedgerError) -> Step {
        let store = executor.store
        return try claiming { (request, decide) throws(LedgerError) in
            .success(
                try Self.patiently { () throws(LedgerError) in try store.claim(request, decide: decide) })
        }.get()
    }

    /// Stores a result and claims what comes next by the same commit.
    func settleAndClaim(_ settlement: Settlement) throws(LedgerError) -> Result<Step, LedgerError> {
        let store = executor.store
        return try claiming { (request, decide) throws(LedgerError) in
            try Self.patiently { () throws(LedgerError) in
                try store.settle(settlement, thenClaim: request, decide: decide)
            }
        }
    }

    /// Stores a result where nothing more is to be claimed.
    func settle(_ settlement: Settlement) throws(LedgerError) {
        let store = executor.store
        try Self.patiently { () throws(LedgerError) in try store.settle(settlement) }
    }

    private typealias Asking =
        (ClaimRequest, (ClaimCandidate) -> ClaimDecision) throws(LedgerError) -> Result<
            ClaimAnswer, LedgerError
        >

    private func claiming(_ ask: Asking) throws(LedgerError) -> Result<Step, LedgerError> {
        let rest = [notBefore, restsUntil].compactMap(\.self).max()
        let judge = ClaimJudge(executor: executor, line: line, delay: delay, notBefore: rest)
        let clock = executor.clock
        let request = ClaimRequest(
            line: line.name, sender: line.number,
            scopes: executor.scopes.filter { $0.windows[line.name] != nil }.map(\.scope),
            clock: clock.reading(), needsPace: needsPace, needsCampaignPace: needsCampaignPace,
            senderLimit: line.pace.perHour ?? .max, campaignLimit: campaignLimit, restsUntil: rest)
        var prepared: (wire: WireRequest, decided: Instant)?
        let answer = try ask(request) { candidate in
            let decision = judge.decide(candidate)
            prepared = decision.wire.map { ($0, candidate.now) }
            return decision.decision
        }
        return answer.map { answer in
            switch answer {
            case .claimed(let claimed):
                guard let prepared else { return .nothingLeft }
                return .claimed(
                    Attempt(
                        claimed: claimed, wire: prepared.wire, decided: prepared.decided,
                        committed: clock.reading().wall))
            case .wait(let until, let reason): return .wait(until, reason)
            case .stopped(let stop): return .stopped(stop)
            case .nothingLeft: return .nothingLeft
            }
        }
    }

    /// Another program's transaction may hold the file for a moment: that is worth waiting for, a result above all.
    static func patiently<Value>(_ body: () throws(LedgerError) -> Value) throws(LedgerError) -> Value {
        for _ in 1..<mostTries {
            do {
                return try body()
            } catch {
                guard case .busy = error else { throw error }
            }
        }
        return try body()
    }
}
