import CampaignModel
import Ledger
import Testing

/// A result and the next claim by one commit: what holds for each alone, and that neither is there without the other.
extension LedgerContract {
    static let continuing: [ContractCase] = [
        ContractCase("a result and the next attempt are durable together") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let first = try scene.claim(at: 1)
            let serial = try scene.store.identity().serial
            let second = try scene.goOn(first, .accepted(messageID: "wamid.1"), at: 6)
            let claimed = try #require(second.claimedSend)
            #expect(claimed.send.key == (try scene.send(2).key))
            #expect(claimed.send.life == SendLife(state: .inflight, attempts: 1))
            #expect(claimed.token != first.token)
            let other = try scene.bench.anotherConnection()
            #expect(try other.identity().serial > serial)
            #expect(try other.sends(inState: .inflight, campaign: nil, limit: 9) == [claimed.send])
            #expect(
                try scene.known(1).life == SendLife(state: .accepted, attempts: 1, messageID: "wamid.1"))
            let attempt = try #require(try scene.bench.attempts(ofSend: first.send.id).last)
            #expect((attempt.ended, attempt.outcome, attempt.httpStatus) == (scene.at(6), "accepted", 200))
            let next = try #require(try scene.bench.attempts(ofSend: claimed.send.id).last)
            #expect((next.began, next.outcome, next.payloadHash) == (scene.at(6), nil, ContractScene.payload))
            try scene.settle(claimed, .accepted(messageID: nil), at: 7)
        },
        ContractCase("neither is there before the decision") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let first = try scene.claim(at: 1)
            let other = try scene.bench.anotherConnection()
            var seen: Result<[LedgerSend], any Error>?
            _ = try scene.goOn(first, .accepted(messageID: nil), at: 2) { _ in
                seen = Result { try other.sends(inState: .inflight, campaign: nil, limit: 9) }
                return .send(payloadHash: ContractScene.payload)
            }
            #expect(try seen?.get().map(\.id) == [first.send.id])
        },
        ContractCase("a result with another token claims nothing") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            var forged = try scene.claim()
            forged.token = forged.token == 1 ? 2 : 1
            var wasAsked = false
            let error = try scene.refused {
                _ = try scene.goOn(forged, .accepted(messageID: nil)) { _ in
                    wasAsked = true
                    return .send(payloadHash: [])
                }
            }
            #expect(error == .staleToken)
            #expect(!wasAsked)
            #expect(try scene.state(2) == .planned)
        },
        ContractCase("what was put in doubt meanwhile is neither settled nor followed") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let lost = try scene.claim()
            #expect(try scene.bench.anotherConnection().recover(at: scene.at(60)) == 1)
            #expect(
                try scene.refused { _ = try scene.goOn(lost, .accepted(messageID: nil), at: 61) }
                    == .staleToken)
            #expect(try scene.state(1) == .inDoubt)
            #expect(try scene.state(2) == .planned)
        },
        ContractCase("a line that the result stops claims nothing more") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let stop = Stop(subject: .line("uno"), reason: "5: account", since: scene.at(1), until: nil)
            let answer = try scene.goOn(
                try scene.claim(), .returned(reason: "5", notBefore: nil), stops: [stop])
            #expect(try answer.get().stop == stop)
            #expect(try scene.state(1) == .planned)
            #expect(try scene.bench.attempts(ofSend: try scene.known(2).id).isEmpty)
        },
        ContractCase("a line that the result pauses goes on when the pause is over") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let pause = Stop(
                subject: .line("uno"), reason: "429", since: scene.at(1), until: scene.at(301))
            let answer = try scene.goOn(
                try scene.claim(), .returned(reason: "429", notBefore: nil), stops: [pause])
            #expect(try answer.get().stop == pause)
            #expect(try scene.claim(at: 301).send.key == (try scene.send(1).key))
        },
        ContractCase("a campaign that the result stops is left, and another goes on") { scene in
            let scopes = [scene.scope("alfa"), scene.scope("beta")]
            try scene.freeze([try scene.send(1), try scene.send(2), try scene.send(3, in: scopes[1])])
            let stop = Stop(subject: .campaign("alfa"), reason: "7: template", since: scene.at(1), until: nil)
            let answer = try scene.goOn(
                try scene.claim(), .returned(reason: "7", notBefore: nil), stops: [stop], scopes: scopes)
            #expect(answer.claimedSend?.send.key.campaign == "beta")
            #expect(try scene.state(2) == .planned)
        },
        ContractCase("the failure that is one too many stops the line before the next claim") { scene in
            try scene.freeze(try (1...3).map { try scene.send($0) })
            let refusal = SendEvent.refused(reason: "4", permanent: true)
            let first = try scene.goOn(try scene.claim(), refusal, at: 1, failed: true, limit: 2)
            let second = try #require(first.claimedSend)
            let last = try scene.goOn(second, refusal, at: 2, failed: true, limit: 2)
            #expect(try last.get().stop?.subject == .line("uno"))
            #expect(try scene.state(3) == .planned)
        },
        ContractCase("a pause that somebody sets while a send is on its way holds before the next") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let claimed = try scene.claim()
            let pause = Stop(
                subject: .line("uno"), reason: "lunch", since: scene.at(1), until: nil, by: "ana")
            try scene.bench.anotherConnection().stop(pause)
            #expect(try scene.goOn(claimed, .accepted(messageID: nil), at: 2).get().stop == pause)
            #expect(try (1...2).map { try scene.state($0) } == [.accepted, .planned])
        },
        ContractCase("a cancellation while a send is on its way lets nothing follow") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let claimed = try scene.claim()
            #expect(try scene.bench.anotherConnection().cancel(scene.cancellation()) == 1)
            let answer = try scene.goOn(claimed, .returned(reason: "DNS", notBefore: nil), at: 2)
            #expect(try answer.get().isNothingLeft)
            #expect(try (1...2).map { try scene.state($0) } == [.cancelled, .cancelled])
        },
        ContractCase("an opt-out while a send is on its way is known to the next claim") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let claimed = try scene.claim()
            _ = try scene.bench.anotherConnection().record(
                [try scene.reply(2, field: nil, optOut: "opted out: BAJA")], stopAfterFailures: 20)
            var seen: String?
            let answer = try scene.goOn(claimed, .accepted(messageID: nil), at: 101) { candidate in
                seen = candidate.suppression
                return .suppress(reason: candidate.suppression ?? "")
            }
            #expect(seen == "opted out: BAJA")
            #expect(try answer.get().isNothingLeft)
            #expect(try (1...2).map { try scene.state($0) } == [.accepted, .suppressed])
        },
        ContractCase("a person's next message follows what was accepted, and nothing else") { scene in
            let endings: [(SendEvent, SendState)] = [
                (.accepted(messageID: nil), .inflight), (.refused(reason: "4", permanent: true), .suppressed),
                (.doubted(reason: "timeout"), .planned),
            ]
            for (index, ending) in endings.enumerated() {
                let scope = scene.scope("campaign\(index)")
                try scene.freeze([
                    try scene.send(1, in: scope), try scene.send(1, message: "2", position: 2, in: scope),
                ])
                let claimed = try scene.claim(try scene.request(scopes: [scope]))
                _ = try scene.goOn(claimed, ending.0, scopes: [scope])
                #expect(try scene.state(1, message: "2", in: scope) == ending.1)
            }
        },
        ContractCase("a webhook that came before the result is found, and stops what it must") { scene in
            try scene.freeze([try scene.template(1), try scene.template(2)])
            let claimed = try scene.claim()
            try scene.hear(scene.failure("wamid.1", halt: .stopLine))
            let answer = try scene.goOn(claimed, .accepted(messageID: "wamid.1"), at: 101)
            #expect(try answer.get().stop?.subject == .line("uno"))
            #expect(try scene.store.evidence(ofSend: claimed.send.id)?.failed == scene.at(100))
            #expect(try scene.state(2) == .planned)
        },
        ContractCase("a line that waits for its pace has its result stored all the same") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            var attempts: [Instant] = []
            let answer = try scene.goOn(try scene.claim(at: 1), .accepted(messageID: nil), at: 2) {
                attempts = $0.senderAttempts
                return .waitLine(until: scene.at(37))
            }
            #expect(try answer.get().waitsUntil == scene.at(37))
            #expect(attempts == [scene.at(1)])
            #expect(
                try scene.bench.anotherConnection().sends(inState: .accepted, campaign: nil, limit: 9).count
                    == 1)
            #expect(try scene.bench.attempts(ofSend: try scene.known(2).id).isEmpty)
        },
        ContractCase("a damaged send is spoken of, and the result before it is kept") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let claimed = try scene.claim()
            try scene.bench.tamper(.content(id: try scene.known(2).id, Array("other".utf8)))
            let answer = try scene.goOn(claimed, .accepted(messageID: "wamid.1"), at: 2)
            guard case .failure(.damaged) = answer else { Issue.record("\(answer)"); return }
            #expect(try scene.state(1) == .accepted)
            #expect(try scene.store.sends(inState: .inflight, campaign: nil, limit: 9).isEmpty)
        },
    ]
}

extension ContractScene {
    /// Settles, and claims what comes next by the same commit.
    func goOn(
        _ claimed: ClaimedSend, _ event: SendEvent, at seconds: Double = 1, failed: Bool? = nil,
        limit: Int = 20, stops: [Stop] = [], scopes: [CampaignScope]? = nil,
        decide: (ClaimCandidate) -> ClaimDecision = { _ in .send(payloadHash: ContractScene.payload) }
    ) throws -> Result<ClaimAnswer, LedgerError> {
        let settlement = Settlement(
            claimed: claimed, event: event, at: at(seconds), httpStatus: 200, reply: "{}", stops: stops,
            countsAsFailure: failed, stopAfterFailures: limit)
        return try store.settle(
            settlement, thenClaim: try request(scopes: scopes, at: seconds), decide: decide)
    }
}

extension Result<ClaimAnswer, LedgerError> {
    var claimedSend: ClaimedSend? {
        if case .success(.claimed(let claimed)) = self { claimed } else { nil }
    }
}
