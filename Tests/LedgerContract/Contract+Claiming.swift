import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let claiming: [ContractCase] = [
        ContractCase("an attempt is durable when the claim returns") { scene in
            try scene.freeze([try scene.send(1, text: "Hola")])
            let before = try scene.store.identity().serial
            let claimed = try scene.claim(at: 5)
            #expect(claimed.content == .text("Hola"))
            #expect(claimed.send.life == SendLife(state: .inflight, attempts: 1))

            let other = try scene.bench.anotherConnection()
            let seen = try other.sends(inState: .inflight, campaign: "alfa", limit: 10)
            #expect(seen == [claimed.send])
            #expect(try other.lastAttempt(of: try scene.person(900_001)) == scene.at(5))
            #expect(try other.identity().serial > before)
            #expect(
                try scene.bench.attempts(ofSend: claimed.send.id) == [
                    AttemptRecord(
                        number: 1, sender: try scene.person(900_001), payloadHash: ContractScene.payload,
                        boot: "boot-1", began: scene.at(5), monotonic: 77_000_000_001, ended: nil,
                        outcome: nil, httpStatus: nil, reply: nil)
                ])
        },
        ContractCase("the attempt is not there before the decision") { scene in
            try scene.freeze([try scene.send(1)])
            let other = try scene.bench.anotherConnection()
            var seen: Result<[LedgerSend], any Error>?
            _ = try scene.store.claim(try scene.request()) { _ in
                seen = Result { try other.sends(inState: .inflight, campaign: nil, limit: 1) }
                return .send(payloadHash: ContractScene.payload)
            }
            #expect(try seen?.get().isEmpty == true)
        },
        ContractCase("each send is claimed once, in the order in which it was frozen") { scene in
            try scene.freeze([try scene.send(3), try scene.send(1), try scene.send(2)])
            let keys = try (0..<3).map { try scene.claim(at: Double($0)).send.key }
            #expect(keys == [try scene.send(3).key, try scene.send(1).key, try scene.send(2).key])
            let answer = try scene.store.claim(try scene.request(at: 4)) { _ in .send(payloadHash: []) }
            #expect(answer.isNothingLeft)
        },
        ContractCase("the most urgent campaign of the pass comes first") { scene in
            let scopes = [scene.scope("beta"), scene.scope("alfa")]
            try scene.freeze([try scene.send(1), try scene.send(1, in: scene.scope("beta"))])
            let first = try scene.claim(try scene.request(scopes: scopes))
            #expect(first.send.key.campaign == "beta")
            #expect(try scene.claim(try scene.request(scopes: scopes)).send.key.campaign == "alfa")
        },
        ContractCase("a line is offered its own sends only") { scene in
            try scene.freeze([try scene.send(1, line: "dos"), try scene.send(2)])
            #expect(try scene.offered(try scene.request()) == ["alfa/1/once/1/573001000002"])
            #expect(try scene.offered(try scene.request(line: "dos")) == ["alfa/1/once/1/573001000001"])
        },
        ContractCase("sends of campaigns, revisions and occurrences outside the pass are held") { scene in
            let held = [
                scene.scope("beta"), scene.scope("alfa", revision: 2),
                scene.scope("alfa", occurrence: "2026-12-01"),
            ]
            try scene.freeze(try held.map { try scene.send(1, in: $0) })
            let answer = try scene.store.claim(try scene.request()) { _ in .send(payloadHash: []) }
            #expect(answer.isNothingLeft)
            let nothing = try scene.store.claim(try scene.request(scopes: [])) { _ in .send(payloadHash: []) }
            #expect(nothing.isNothingLeft)
            for scope in held {
                #expect(try scene.state(1, in: scope) == .planned)
                _ = try scene.claim(try scene.request(scopes: [scope]))
            }
        },
        ContractCase("a pass with very many sends to put off gets through them") { scene in
            try scene.freeze(try (1...450).map { try scene.send($0) })
            var seen: [PhoneNumber: Int] = [:]
            for _ in 0..<10 {
                let answer = try scene.store.claim(try scene.request()) { candidate in
                    if case .person(let number) = candidate.send.key.target { seen[number, default: 0] += 1 }
                    return .postpone(until: scene.at(60), reason: "limit")
                }
                guard answer.waitsUntil != scene.at(60) else { break }
                #expect(answer.waitsUntil.map { $0 <= scene.at(0) } == true)
            }
            #expect(seen.count == 450)
            #expect(seen.values.allSatisfy { $0 == 1 })
        },
    ]

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

    static let ordering: [ContractCase] = [
        ContractCase("message 2 waits until message 1 was accepted") { scene in
            try scene.freeze([
                try scene.send(1, message: "2", position: 2), try scene.send(1, message: "1", position: 1),
            ])
            let first = try scene.claim()
            #expect(first.send.position == 1)
            #expect(try scene.store.claim(try scene.request()) { _ in .send(payloadHash: []) }.isNothingLeft)
            try scene.settle(first, .returned(reason: "DNS", notBefore: scene.at(60)))
            let waits = try scene.store.claim(try scene.request(at: 2)) { _ in .send(payloadHash: []) }
            #expect(waits.waitsUntil == scene.at(60))
            try scene.settle(try scene.claim(at: 60), .accepted(messageID: nil), at: 61)
            #expect(try scene.claim(at: 62).send.position == 2)
        },
        ContractCase("another person's failure holds nobody else") { scene in
            try scene.sent(try scene.send(1), .doubted(reason: "timeout"), at: 0)
            try scene.freeze([try scene.send(2, message: "2", position: 2)])
            #expect(try scene.claim(at: 5).send.key.message == "2")
        },
        ContractCase("after message 1 was refused the later ones are suppressed") { scene in
            try scene.freeze([
                try scene.send(1), try scene.send(1, message: "2", position: 2),
                try scene.send(1, message: "3", position: 3), try scene.send(2, message: "2", position: 2),
            ])
            try scene.settle(try scene.claim(), .refused(reason: "4", permanent: true))
            for message in ["2", "3"] {
                let life = try scene.known(1, message: message).life
                #expect(life.state == .suppressed)
                #expect(life.reason?.isEmpty == false)
            }
            #expect(try scene.state(2, message: "2") == .planned)
        },
        ContractCase("message 1 in doubt holds message 2; resolved as sent it is free") { scene in
            try scene.freeze([try scene.send(1), try scene.send(1, message: "2", position: 2)])
            let first = try scene.claim()
            try scene.settle(first, .doubted(reason: "timeout"))
            let held = try scene.store.claim(try scene.request(at: 9)) { _ in .send(payloadHash: []) }
            #expect(held.isNothingLeft)
            #expect(try scene.state(1, message: "2") == .planned)
            try scene.store.resolve(
                id: first.send.id, event: .resolvedAsSent(messageID: "wamid.9"), group: nil, at: scene.at(10))
            #expect(try scene.known(1).life.messageID == "wamid.9")
            #expect(try scene.claim(at: 11).send.key.message == "2")
        },
        ContractCase("resolved as failed, message 1 takes the later ones along") { scene in
            try scene.freeze([try scene.send(1), try scene.send(1, message: "2", position: 2)])
            let first = try scene.claim()
            try scene.settle(first, .doubted(reason: "timeout"))
            try scene.store.resolve(
                id: first.send.id, event: .resolvedAsFailed, group: nil, at: scene.at(10))
            #expect(try scene.state(1) == .refused)
            #expect(try scene.state(1, message: "2") == .suppressed)
        },
        ContractCase("a group is written to after it was created") { scene in
            let members = [try scene.person(1)]
            try scene.freeze([
                try scene.groupSend(
                    "create", position: 0, owner: "alfa",
                    .groupCreation(name: "Team", welcome: "Hi", members: members)),
                try scene.groupSend("1", position: 1, owner: "alfa", .groupText("News")),
            ])
            let creation = try scene.claim()
            #expect(creation.chatID == nil)
            let group = GroupRecord(
                campaign: "alfa", chatID: "573123252394-1549415611@g.us",
                inviteLink: "https://chat.whatsapp.com/LW2")
            try scene.settle(creation, .accepted(messageID: nil), group: group)
            #expect(try scene.store.group(of: "alfa") == group)
            #expect(try scene.store.snapshot(of: scene.scope("alfa")).group == group)
            #expect(try scene.claim(at: 5).chatID == group.chatID)
            // A later campaign writes to the same group.
            try scene.freeze([
                try scene.groupSend(
                    "1", position: 1, in: scene.scope("beta"), owner: "alfa", .groupText("More"))
            ])
            let later = try scene.claim(try scene.request(scopes: [scene.scope("beta")], at: 9))
            #expect(later.chatID == group.chatID)
            #expect(try scene.store.group(of: "beta") == nil)
        },
    ]
}
