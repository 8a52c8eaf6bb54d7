import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let stopping: [ContractCase] = [
        ContractCase("a stopped line claims nothing and says why, until it is resumed") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2, line: "dos")])
            let serial = try scene.store.identity().serial
            let stop = Stop(subject: .line("uno"), reason: "paused by Ana", since: scene.at(0), until: nil)
            // As an operator does, beside the runner.
            try scene.bench.anotherConnection().stop(stop)
            #expect(try scene.store.identity().serial > serial)
            #expect(
                try scene.store.claim(try scene.request(at: 1e8)) { _ in .send(payloadHash: []) }.stop == stop
            )
            _ = try scene.claim(try scene.request(line: "dos"))
            #expect(try scene.store.resume("uno") == [stop])
            #expect(try scene.store.stops().isEmpty)
            _ = try scene.claim(at: 5)
        },
        ContractCase("a stopped campaign is held while others go on") { scene in
            let scopes = [scene.scope("alfa"), scene.scope("beta")]
            try scene.freeze(try scopes.map { try scene.send(1, in: $0) })
            try scene.store.stop(
                Stop(subject: .campaign("alfa"), reason: "pause", since: scene.at(0), until: nil))
            #expect(try scene.claim(try scene.request(scopes: scopes)).send.key.campaign == "beta")
            let rest = try scene.store.claim(try scene.request(scopes: scopes)) { _ in .send(payloadHash: [])
            }
            #expect(rest.isNothingLeft)
        },
        ContractCase("a pause holds until its moment and nothing afterwards") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let line = Stop(
                subject: .line("uno"), reason: "5: balance", since: scene.at(0), until: scene.at(900))
            try scene.store.stop(line)
            let held = try scene.store.claim(try scene.request(at: 899)) { _ in .send(payloadHash: []) }
            #expect(held.stop == line)
            _ = try scene.claim(at: 900)
            try scene.store.stop(
                Stop(subject: .campaign("alfa"), reason: "pause", since: scene.at(900), until: scene.at(950)))
            let waits = try scene.store.claim(try scene.request(at: 901)) { _ in .send(payloadHash: []) }
            guard case .wait(scene.at(950), "pause") = waits else { Issue.record("\(waits)"); return }
            _ = try scene.claim(at: 950)
        },
        ContractCase("a pause never replaces a stop, a stop always a pause") { scene in
            let subject = Stop.Subject.line("uno")
            let short = Stop(subject: subject, reason: "short", since: scene.at(0), until: scene.at(60))
            let long = Stop(subject: subject, reason: "long", since: scene.at(1), until: scene.at(900))
            let stop = Stop(subject: subject, reason: "2: authentication", since: scene.at(2), until: nil)
            try scene.store.stop(long)
            try scene.store.stop(short)
            #expect(try scene.store.stops() == [long])
            try scene.store.stop(stop)
            #expect(try scene.store.stops() == [stop])
            try scene.store.stop(long)
            #expect(try scene.store.stops() == [stop])
            // The campaign of the same name is another thing.
            let campaign = Stop(subject: .campaign("uno"), reason: "x", since: scene.at(3), until: nil)
            try scene.store.stop(campaign)
            #expect(Set(try scene.store.stops()) == [stop, campaign])
        },
        ContractCase("a pause that is over makes room for the next") { scene in
            let subject = Stop.Subject.line("uno")
            try scene.store.stop(Stop(subject: subject, reason: "a", since: scene.at(0), until: scene.at(60)))
            let next = Stop(subject: subject, reason: "b", since: scene.at(100), until: scene.at(160))
            try scene.store.stop(next)
            #expect(try scene.store.stops() == [next])
        },
        ContractCase("resuming a line starts its count of failures anew") { scene in
            try scene.freeze(try (1...3).map { try scene.send($0) })
            for index in 0..<2 {
                try scene.settle(
                    try scene.claim(at: Double(index)), .refused(reason: "4", permanent: true), failed: true,
                    limit: 2)
            }
            #expect(try scene.store.resume("uno").count == 1)
            try scene.settle(
                try scene.claim(at: 9), .refused(reason: "4", permanent: true), failed: true, limit: 2)
            #expect(try scene.store.stops().isEmpty)
        },
        ContractCase("resuming what is not stopped ends nothing") { scene in
            try scene.store.stop(Stop(subject: .line("uno"), reason: "x", since: scene.at(0), until: nil))
            let serial = try scene.store.identity().serial
            #expect(try scene.store.resume("dos").isEmpty)
            #expect(try scene.store.stops().count == 1)
            #expect(try scene.store.identity().serial == serial)
            #expect(try scene.store.resume("uno").count == 1)
            #expect(try scene.store.identity().serial > serial)
        },
    ]

    static let resolving: [ContractCase] = [
        ContractCase("only what is in doubt can be resolved") { scene in
            try scene.freeze([try scene.send(1)])
            let id = try scene.known(1).id
            for event in [SendEvent.resolvedAsSent(messageID: nil), .resolvedAsFailed] {
                let error = try scene.refused {
                    try scene.store.resolve(id: id, event: event, group: nil, at: scene.at(1))
                }
                guard case .forbidden? = error else { Issue.record("\(String(describing: error))"); return }
            }
            let missing = try scene.refused {
                try scene.store.resolve(id: 4711, event: .resolvedAsFailed, group: nil, at: scene.at(1))
            }
            #expect(missing == .notFound("send 4711"))
        },
        ContractCase("resolving says what a person has found out, nothing else") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let waiting = try scene.known(2).id
            let claimed = try scene.claim()
            for (id, event) in [
                (waiting, SendEvent.cancelled(reason: "x")), (claimed.send.id, .accepted(messageID: nil)),
            ] {
                _ = try scene.refused {
                    try scene.store.resolve(id: id, event: event, group: nil, at: scene.at(1))
                }
            }
        },
        ContractCase("a failure found out by a person may be retried") { scene in
            let claimed = try scene.sent(try scene.send(1), .doubted(reason: "timeout"), at: 0)
            let serial = try scene.store.identity().serial
            try scene.store.resolve(
                id: claimed.send.id, event: .resolvedAsFailed, group: nil, at: scene.at(5))
            #expect(try scene.store.identity().serial > serial)
            let life = try scene.known(1).life
            #expect((life.state, life.isPermanent) == (.refused, false))
            try scene.change(claimed.send.id, .retried)
            #expect(try scene.claim(at: 9).send.life.attempts == 2)
        },
        ContractCase("a group whose creation was in doubt is written to after it was resolved") { scene in
            try scene.freeze([
                try scene.groupSend(
                    "create", position: 0, owner: "alfa",
                    .groupCreation(name: "Team", welcome: "Hi", members: [try scene.person(1)])),
                try scene.groupSend("1", position: 1, owner: "alfa", .groupText("News")),
            ])
            let creation = try scene.claim()
            #expect(try scene.store.snapshot(of: scene.scope("alfa")).doubtfulCreation == creation.send)
            try scene.settle(creation, .doubted(reason: "timeout"))
            // A new revision must not create it a second time.
            let revised = try scene.store.snapshot(of: scene.scope("alfa", revision: 2))
            #expect(revised.doubtfulCreation?.id == creation.send.id)
            #expect(revised.group == nil)
            let group = GroupRecord(campaign: "alfa", chatID: "573123252394-1@g.us", inviteLink: nil)
            try scene.store.resolve(
                id: creation.send.id, event: .resolvedAsSent(messageID: nil), group: group, at: scene.at(5))
            #expect(try scene.store.snapshot(of: scene.scope("alfa")).doubtfulCreation == nil)
            #expect(try scene.claim(at: 6).chatID == group.chatID)
            // Its link may be found out later; a campaign without a group has none.
            let serial = try scene.store.identity().serial
            try scene.store.rememberInviteLink("https://chat.whatsapp.com/LW2", of: "alfa")
            #expect(try scene.store.group(of: "alfa")?.inviteLink == "https://chat.whatsapp.com/LW2")
            #expect(try scene.store.group(of: "alfa")?.chatID == group.chatID)
            #expect(try scene.store.identity().serial > serial)
            _ = try scene.refused {
                try scene.store.rememberInviteLink("https://chat.whatsapp.com/LW2", of: "beta")
            }
        },
        ContractCase("the attempts of sends in doubt are kept with what the gateway answered") { scene in
            for index in UInt64(1)...3 { try scene.freeze([try scene.send(index)]) }
            try scene.settle(try scene.claim(at: 1), .returned(reason: "DNS", notBefore: nil), at: 2)
            for seconds in [10.0, 20, 30] {
                try scene.settle(
                    try scene.claim(at: seconds),
                    seconds == 30 ? .accepted(messageID: nil) : .doubted(reason: "timeout"), at: seconds + 1)
            }
            let attempts = try scene.store.attempts(ofDoubtsIn: "alfa")
            let (one, two) = (try scene.known(1).id, try scene.known(2).id)
            #expect(Set(attempts.keys) == [one, two])
            #expect(attempts[one]?.map(\.number) == [1, 2])
            #expect(attempts[one]?.map(\.beganAt) == [scene.at(1), scene.at(10)])
            #expect(attempts[two]?.map(\.endedAt) == [scene.at(21)])
            #expect(try scene.store.attempts(ofDoubtsIn: "beta").isEmpty)
        },
        ContractCase("a creation cannot be resolved as sent without its group") { scene in
            try scene.freeze([
                try scene.groupSend(
                    "create", position: 0, owner: "alfa",
                    .groupCreation(name: "Team", welcome: "Hi", members: [try scene.person(1)]))
            ])
            let creation = try scene.claim()
            try scene.settle(creation, .doubted(reason: "timeout"))
            _ = try scene.refused {
                try scene.store.resolve(
                    id: creation.send.id, event: .resolvedAsSent(messageID: nil), group: nil, at: scene.at(5))
            }
        },
    ]
}
