import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let probing: [ContractCase] = [
        ContractCase("a probe is a second attempt of the same send") { scene in
            try scene.freeze([try scene.send(1)])
            let first = try scene.claim(at: 5)
            let second = try scene.probe(first, at: 20)
            #expect(second.send.id == first.send.id)
            #expect(second.token != first.token)
            #expect(try scene.known(1).life == SendLife(state: .inflight, attempts: 2))
            let attempts = try scene.bench.attempts(ofSend: first.send.id)
            #expect(attempts.map(\.began) == [scene.at(5), scene.at(20)])
            #expect(attempts.map(\.ended) == [scene.at(19), nil])
            #expect(attempts.map(\.outcome) == ["in_doubt", nil])
            #expect(attempts.map(\.httpStatus) == [502, nil])
            #expect(attempts.map(\.reply) == ["<html>", nil])
        },
        ContractCase("the probe's result settles the send") { scene in
            try scene.freeze([try scene.send(1)])
            let second = try scene.probe(try scene.claim(at: 5), at: 20)
            try scene.settle(second, .accepted(messageID: "wamid.1"), at: 21)
            #expect(
                try scene.known(1).life
                    == SendLife(state: .accepted, attempts: 2, messageID: "wamid.1"))
            let attempts = try scene.bench.attempts(ofSend: second.send.id)
            #expect(attempts.map(\.outcome) == ["in_doubt", "accepted"])
        },
        ContractCase("the first attempt's token fences nothing once a probe has begun") { scene in
            try scene.freeze([try scene.send(1)])
            let first = try scene.claim(at: 5)
            let second = try scene.probe(first, at: 20)
            #expect(
                try scene.refused { try scene.settle(first, .accepted(messageID: nil)) } == .staleToken)
            #expect(try scene.refused { try scene.probe(first, at: 21) } == .staleToken)
            try scene.settle(second, .doubted(reason: "x"))
            #expect(try scene.refused { try scene.probe(second, at: 22) } == .staleToken)
        },
        ContractCase("a probe is judged by the first attempt and the hour's") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            try scene.settle(try scene.claim(at: 1), .accepted(messageID: nil), at: 2)
            let claimed = try scene.claim(at: 5)
            var seen: ProbeCandidate?
            _ = try scene.store.probe(scene.probeRequest(claimed, at: 20)) { candidate in
                seen = candidate
                return .leave(reason: "x")
            }
            let candidate = try #require(seen)
            #expect(candidate.began.wall == scene.at(5))
            #expect(candidate.began.boot == "boot-1")
            #expect(candidate.began.monotonic == 82_000_000_001)
            #expect(candidate.now.wall == scene.at(20))
            #expect(candidate.payloadHash == ContractScene.payload)
            #expect(candidate.senderAttempts == [scene.at(1), scene.at(5)])
            #expect(candidate.campaignAttempts == [scene.at(1), scene.at(5)])
            #expect(candidate.suppression == nil)
        },
        ContractCase("a probe counts in the pace") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let second = try scene.probe(try scene.claim(at: 5), at: 20)
            try scene.settle(second, .accepted(messageID: nil), at: 21)
            let facts = try scene.facts(scene.request(at: 30))
            #expect(facts.senderAttempts == [scene.at(5), scene.at(20)])
        },
        ContractCase("an opt-out meanwhile is told") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim(at: 5)
            try scene.bench.suppress(try scene.person(1), because: "asked not to be written to")
            var seen: String?
            _ = try scene.store.probe(scene.probeRequest(claimed, at: 6)) { candidate in
                seen = candidate.suppression
                return .leave(reason: "x")
            }
            #expect(seen == "asked not to be written to")
        },
        ContractCase("a stop or a cancellation forbids a probe without asking") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim(at: 5)
            let before = try scene.bench.attempts(ofSend: claimed.send.id)
            try scene.store.stop(
                Stop(subject: .line("uno"), reason: "paused", since: scene.at(6), until: nil))
            #expect(try scene.leftUnprobed(claimed, at: 7).contains("the line was stopped"))
            _ = try scene.store.resume("uno")
            try scene.store.stop(
                Stop(subject: .campaign("alfa"), reason: "paused", since: scene.at(6), until: nil))
            #expect(try scene.leftUnprobed(claimed, at: 7).contains("the campaign was stopped"))
            _ = try scene.store.resume("alfa")
            _ = try scene.store.cancel(
                Cancellation(campaign: "alfa", revision: 1, reason: "x", by: "ana", since: scene.at(8)))
            #expect(try scene.leftUnprobed(claimed, at: 9).contains("cancelled"))
            #expect(try scene.bench.attempts(ofSend: claimed.send.id) == before)
            try scene.settle(claimed, .doubted(reason: "x"))
        },
        ContractCase("a decision to wait or to leave changes nothing") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim(at: 5)
            let serial = try scene.store.identity().serial
            for decision in [ProbeDecision.wait(until: scene.at(9)), .leave(reason: "x")] {
                _ = try scene.store.probe(scene.probeRequest(claimed, at: 6)) { _ in decision }
            }
            #expect(try scene.store.identity().serial == serial)
            #expect(try scene.known(1).life.attempts == 1)
            try scene.settle(claimed, .accepted(messageID: nil))
        },
        ContractCase("killed during a probe, the send is in doubt") { scene in
            try scene.freeze([try scene.send(1)])
            let second = try scene.probe(try scene.claim(at: 5), at: 20)
            #expect(try scene.store.recover(at: scene.at(60)) == 1)
            #expect(try scene.state(1) == .inDoubt)
            let attempts = try scene.bench.attempts(ofSend: second.send.id)
            #expect(attempts.map(\.ended) == [scene.at(19), scene.at(60)])
        },
    ]
}

extension ContractScene {
    func probeRequest(_ claimed: ClaimedSend, at seconds: Double) -> ProbeRequest {
        let reading = clock(at: seconds)
        return ProbeRequest(
            claimed: claimed, clock: reading, needsPace: true, ended: at(seconds - 1), httpStatus: 502,
            reply: "<html>")
    }

    @discardableResult
    func probe(_ claimed: ClaimedSend, at seconds: Double) throws -> ClaimedSend {
        let answer = try store.probe(probeRequest(claimed, at: seconds)) { _ in .send }
        guard case .claimed(let second) = answer else { throw NothingClaimed(answer: "\(answer)") }
        return second
    }

    func leftUnprobed(_ claimed: ClaimedSend, at seconds: Double) throws -> String {
        let answer = try store.probe(probeRequest(claimed, at: seconds)) { _ in .send }
        guard case .left(let reason) = answer else { throw NothingClaimed(answer: "\(answer)") }
        return reason
    }
}
