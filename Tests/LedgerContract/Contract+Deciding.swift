import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let deciding: [ContractCase] = [
        ContractCase("a postponed send comes back when its moment has come, not before") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let serial = try scene.store.identity().serial
            let answer = try scene.store.claim(try scene.request()) { candidate in
                let first = candidate.send.key.target.shown(numbersInFull: true).hasSuffix("1")
                return .postpone(
                    until: scene.at(first ? 60 : 30), reason: first ? "one contact a day" : "identical")
            }
            guard case .wait(scene.at(30), "identical") = answer else {
                Issue.record("the earliest of them: \(answer)")
                return
            }
            #expect(
                try scene.known(1).life
                    == SendLife(notBefore: scene.at(60), reason: "one contact a day"))
            #expect(try scene.store.identity().serial > serial)
            let early = try scene.store.claim(try scene.request(at: 29.999)) { _ in .send(payloadHash: []) }
            #expect(early.waitsUntil == scene.at(30))
            #expect(try scene.claim(at: 30).send.key == (try scene.send(2).key))
            #expect(try scene.claim(at: 60).send.key == (try scene.send(1).key))
        },
        ContractCase("a moment that is over puts a send off for a moment only, and the claim ends") { scene in
            try scene.freeze([try scene.send(1)])
            let answer = try scene.store.claim(try scene.request()) { _ in
                .postpone(until: scene.at(-60), reason: "clock")
            }
            let until = try #require(answer.waitsUntil)
            #expect(until > scene.at(0) && until <= scene.at(1))
        },
        ContractCase("others go on while one is postponed") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            var asked = 0
            let answer = try scene.store.claim(try scene.request()) { _ in
                asked += 1
                return asked == 1
                    ? .postpone(until: scene.at(60), reason: "limit") : .send(payloadHash: [])
            }
            #expect(answer.claimedKey == "alfa/1/once/1/573001000002")
        },
        ContractCase("a suppressed send takes the ones after it along, and nobody else's") { scene in
            try scene.freeze([
                try scene.send(1), try scene.send(1, message: "2", position: 2), try scene.send(2),
                try scene.send(2, message: "2", position: 2),
                try scene.send(1, message: "2", position: 2, in: scene.scope("beta")),
            ])
            let serial = try scene.store.identity().serial
            let answer = try scene.store.claim(try scene.request()) { candidate in
                candidate.send.key.target.shown(numbersInFull: true).hasSuffix("1")
                    ? .suppress(reason: "opted out: BAJA") : .waitLine(until: scene.at(9))
            }
            #expect(answer.waitsUntil == scene.at(9))
            #expect(
                try scene.known(1).life == SendLife(state: .suppressed, reason: "opted out: BAJA"))
            let follower = try scene.known(1, message: "2").life
            #expect(follower.state == .suppressed)
            #expect(follower.reason?.contains("1") == true)
            #expect(try scene.state(2) == .planned)
            #expect(try scene.state(2, message: "2") == .planned)
            #expect(try scene.state(1, message: "2", in: scene.scope("beta")) == .planned)
            #expect(try scene.store.identity().serial > serial)
        },
        ContractCase("an expired send has its reason, and none after it is left waiting") { scene in
            try scene.freeze([
                try scene.send(1), try scene.send(1, message: "2", position: 2), try scene.send(2),
            ])
            let serial = try scene.store.identity().serial
            var asked = 0
            let answer = try scene.store.claim(try scene.request()) { _ in
                asked += 1
                return .expire(reason: "its time was over")
            }
            #expect(answer.isNothingLeft)
            #expect(asked == 2)
            #expect(
                try scene.known(1).life == SendLife(state: .expired, reason: "its time was over"))
            let waiting = try scene.store.sends(inState: .planned, campaign: nil, limit: 10)
            #expect(waiting.isEmpty)
            #expect(try scene.known(1, message: "2").life.reason != nil)
            #expect(try scene.store.identity().serial > serial)
        },
        ContractCase("a campaign whose window is closed waits while others go on") { scene in
            let scopes = [scene.scope("alfa"), scene.scope("beta")]
            try scene.freeze([
                try scene.send(1), try scene.send(2), try scene.send(1, in: scopes[1]),
            ])
            func decide(_ candidate: ClaimCandidate) -> ClaimDecision {
                candidate.send.key.campaign == "alfa"
                    ? .waitCampaign(until: scene.at(600), reason: "closed until 8:00")
                    : .send(payloadHash: [])
            }
            let first = try scene.store.claim(try scene.request(scopes: scopes), decide: decide)
            #expect(first.claimedKey == "beta/1/once/1/573001000001")
            let second = try scene.store.claim(try scene.request(scopes: scopes), decide: decide)
            guard case .wait(scene.at(600), "closed until 8:00") = second else {
                Issue.record("waits for the window: \(second)")
                return
            }
            #expect(try scene.known(1).life == SendLife())
        },
        ContractCase("a campaign that never opens again leaves nothing to wait for") { scene in
            try scene.freeze([try scene.send(1)])
            let answer = try scene.store.claim(try scene.request()) { _ in
                .waitCampaign(until: nil, reason: "its window never opens")
            }
            #expect(answer.isNothingLeft)
        },
        ContractCase("of all that is waited for the earliest moment counts") { scene in
            let scopes = ["alfa", "beta", "gama"].map { scene.scope($0) }
            try scene.freeze(try scopes.map { try scene.send(1, in: $0) })
            let moments = ["alfa": 900.0, "beta": 300, "gama": 600]
            let answer = try scene.store.claim(try scene.request(scopes: scopes)) { candidate in
                let until = scene.at(moments[candidate.send.key.campaign] ?? 0)
                return candidate.send.key.campaign == "beta"
                    ? .postpone(until: until, reason: "limit") : .waitCampaign(until: until, reason: "closed")
            }
            #expect(answer.waitsUntil == scene.at(300))
        },
        ContractCase("a campaign that stops in the middle of a look stops in all of its occurrences") {
            scene in
            let scopes = [scene.scope("alfa"), scene.scope("alfa", occurrence: "2026-12-01")]
            try scene.freeze(try scopes.map { try scene.send(1, in: $0) })
            var asked = 0
            let answer = try scene.store.claim(try scene.request(scopes: scopes)) { _ in
                asked += 1
                return .stopCampaign(reason: "the file has changed")
            }
            #expect(asked == 1)
            #expect(answer.isNothingLeft)
            #expect(try scopes.map { try scene.state(1, in: $0) } == [.planned, .planned])
        },
        ContractCase("a line that waits for its pace looks no further") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            var asked = 0
            let answer = try scene.store.claim(try scene.request()) { _ in
                asked += 1
                return .waitLine(until: scene.at(7.2))
            }
            #expect(answer.waitsUntil == scene.at(7.2))
            #expect(asked == 1)
            #expect(try scene.known(1).life == SendLife())
        },
        ContractCase("a campaign that cannot be sent stops for good while others go on") { scene in
            let scopes = [scene.scope("alfa"), scene.scope("beta")]
            try scene.freeze([try scene.send(1), try scene.send(2), try scene.send(1, in: scopes[1])])
            let serial = try scene.store.identity().serial
            var asked: [String] = []
            let answer = try scene.store.claim(try scene.request(scopes: scopes, at: 3)) { candidate in
                asked.append(candidate.send.key.campaign)
                return candidate.send.key.campaign == "alfa"
                    ? .stopCampaign(reason: "the file has changed") : .waitLine(until: scene.at(9))
            }
            #expect(answer.waitsUntil == scene.at(9))
            #expect(asked == ["alfa", "beta"])
            let stop = Stop(
                subject: .campaign("alfa"), reason: "the file has changed", since: scene.at(3), until: nil)
            #expect(try scene.bench.anotherConnection().stops() == [stop])
            #expect(try scene.store.snapshot(of: scopes[0]).stop == stop)
            #expect(try scene.store.identity().serial > serial)
            // A year later it still is.
            let later = try scene.request(scopes: [scopes[0]], at: 3e7)
            #expect(try scene.store.claim(later) { _ in .send(payloadHash: []) }.isNothingLeft)
        },
    ]
}
