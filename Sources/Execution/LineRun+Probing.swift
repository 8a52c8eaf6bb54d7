import CampaignModel
import Gateway
import Ledger

extension LineRun {
    /// Seconds after which a line looks again whether another line's probe has ended.
    private static let turnInterval = 0.25

    /// What becomes of a send whose first attempt nobody can say anything of: the same bytes are sent once more
    /// where that is safe, and what follows is the end of it.
    func probe(_ claimed: ClaimedSend, _ wire: WireRequest, after first: SendReply)
        async throws(LedgerError) -> Settlement
    {
        let settling = Settling(claimed: claimed, stopAfterFailures: executor.stopAfterFailures)
        let ended = executor.clock.reading().wall
        func leave(_ reason: String) -> Settlement {
            settling.unprobed(first, because: reason, at: executor.clock.reading().wall)
        }
        guard let scope = executor.scopes.first(where: { $0.scope == claimed.send.scope }) else {
            return leave("the pass no longer covers its campaign")
        }
        guard let limit = await waitForTurn(until: ended.advanced(seconds: ProbeJudge.window)) else {
            return leave("another line was asking again all the while")
        }
        defer { executor.probeTurn.giveBack() }
        let judge = ProbeJudge(
            scope: scope, line: line, delay: delay, payloadHash: ClaimJudge.payloadHash(of: wire))
        let clock = executor.clock
        let request = ProbeRequest(
            claimed: claimed, clock: clock.reading(), needsPace: needsPace, ended: ended,
            httpStatus: first.httpStatus, reply: first.raw)
        while true {
            switch try ask(request, judge) {
            case .left(let reason): return leave(reason)
            case .wait(let until):
                guard until < limit, await sleep(until: until) else {
                    return leave("the program was to end")
                }
            case .claimed(let second):
                let committed = executor.clock.reading().wall
                let settling = Settling(claimed: second, stopAfterFailures: executor.stopAfterFailures)
                let begun = executor.clock.reading().wall
                if isTooLate(decided: committed, committed: committed, begun: begun) {
                    return settling.unprobed(
                        first, because: "the machine was too busy to ask again in time", at: begun)
                }
                let reply = await line.gateway.send(wire)
                return settling.settlement(
                    ofProbe: reply, after: first, at: executor.clock.reading().wall)
            }
        }
    }

    /// The moment up to which it makes sense to wait, once it is this line's turn.
    private func waitForTurn(until limit: Instant) async -> Instant? {
        while !executor.probeTurn.take() {
            let next = executor.clock.reading().wall.advanced(seconds: Self.turnInterval)
            guard next < limit, await sleep(until: next) else { return nil }
        }
        return limit
    }

    private func ask(_ request: ProbeRequest, _ judge: ProbeJudge) throws(LedgerError) -> ProbeAnswer {
        do {
            return try executor.store.probe(request, decide: judge.decide)
        } catch .busy {
            // Not tried again: its time is short, and a doubt is safe.
            return .left(reason: "the ledger was busy")
        } catch .unreachable {
            return .left(reason: "the ledger could not be reached")
        } catch .staleToken where executor.store.isShared {
            return .left(reason: "another runner has taken the attempt for lost")
        }
    }

    private func sleep(until: Instant) async -> Bool {
        do {
            try await executor.clock.sleep(until: until)
            return true
        } catch {
            return false
        }
    }
}
