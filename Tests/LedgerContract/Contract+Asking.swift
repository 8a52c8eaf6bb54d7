import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let asking: [ContractCase] = [
        ContractCase("tallies add up to everything that was frozen") { scene in
            try scene.freeze(try (1...6).map { try scene.send($0) })
            try scene.freeze([
                try scene.send(1, in: scene.scope("beta")), try scene.send(9, line: "dos"),
                try scene.send(1, in: scene.scope("alfa", revision: 2)),
            ])
            try scene.settle(try scene.claim(at: 0), .accepted(messageID: nil))
            try scene.settle(try scene.claim(at: 1), .refused(reason: "4: number", permanent: true))
            try scene.settle(try scene.claim(at: 2), .refused(reason: "402", permanent: false))
            try scene.settle(try scene.claim(at: 3), .doubted(reason: "timeout"))
            _ = try scene.claim(at: 4)
            let first = scene.scope("alfa")
            func tally(_ state: SendState, _ reason: String?, line: String = "uno") -> Tally {
                Tally(scope: first, line: line, state: state, reason: reason, count: 1)
            }
            let alfa = try scene.store.tallies(campaign: "alfa")
            #expect(alfa.count == Set(alfa).count)
            #expect(
                Set(alfa) == [
                    tally(.accepted, nil), tally(.refused, "4: number"), tally(.refused, "402"),
                    tally(.inDoubt, "timeout"), tally(.inflight, nil), tally(.planned, nil),
                    tally(.planned, nil, line: "dos"),
                    Tally(
                        scope: scene.scope("alfa", revision: 2), line: "uno", state: .planned, reason: nil,
                        count: 1),
                ])
            #expect(try scene.store.tallies(campaign: nil).map(\.count).reduce(0, +) == 9)
            #expect(try scene.store.tallies(campaign: "nobody").isEmpty)
        },
        ContractCase("sends that stand alike are counted together") { scene in
            try scene.freeze(try (1...5).map { try scene.send($0) })
            #expect(
                try scene.store.tallies(campaign: nil)
                    == [
                        Tally(scope: scene.scope("alfa"), line: "uno", state: .planned, reason: nil, count: 5)
                    ])
        },
        ContractCase("sends in a state are listed oldest first, up to a limit") { scene in
            try scene.freeze([
                try scene.send(3), try scene.send(1), try scene.send(2, in: scene.scope("beta")),
            ])
            func people(_ campaign: String?, _ limit: Int) throws -> [SendTarget] {
                try scene.store.sends(inState: .planned, campaign: campaign, limit: limit).map(\.key.target)
            }
            let all = try [3, 1, 2].map { SendTarget.person(try scene.person($0)) }
            #expect(try people(nil, 10) == all)
            #expect(try people(nil, 2) == Array(all.prefix(2)))
            #expect(try people("beta", 10) == [all[2]])
            let first = try #require(
                try scene.store.sends(inState: .planned, campaign: nil, limit: 1).first)
            let rest = try scene.store.sends(inState: .planned, campaign: nil, after: first.id, limit: 10)
            #expect(rest.map(\.key.target) == Array(all.dropFirst()))
            #expect(try scene.store.sends(inState: .inDoubt, campaign: nil, limit: 10).isEmpty)
        },
        ContractCase("a snapshot of a campaign that never was is empty") { scene in
            try scene.freeze([try scene.send(1)])
            let snapshot = try scene.store.snapshot(of: scene.scope("beta"))
            #expect(snapshot.sends.isEmpty && snapshot.waitingElsewhere.isEmpty)
            #expect(snapshot.highestRevision == nil)
            #expect(snapshot.group == nil && snapshot.stop == nil && snapshot.doubtfulCreation == nil)
        },
        ContractCase("a snapshot names what was accepted and not delivered, until it is after all") { scene in
            for (index, id) in [(UInt64(1), "wamid.1"), (2, "wamid.2")] {
                try scene.sent(try scene.send(index), .accepted(messageID: id), at: Double(index))
            }
            try scene.hear(scene.failure("wamid.1", at: 10), scene.status(.delivered, "wamid.2", at: 10))
            let key = try scene.send(1).key
            #expect(
                try scene.store.snapshot(of: scene.scope("alfa")).undelivered
                    == [.init(message: key.message, target: key.target)])
            #expect(try scene.store.snapshot(of: scene.scope("alfa", revision: 2)).undelivered == [])
            try scene.hear(scene.status(.delivered, "wamid.1", at: 11))
            #expect(try scene.store.snapshot(of: scene.scope("alfa")).undelivered == [])
        },
        ContractCase("a snapshot knows what older revisions and other occurrences have waiting") { scene in
            let older = scene.scope("alfa", revision: 1)
            let other = scene.scope("alfa", revision: 3, occurrence: "2026-12-01")
            let current = scene.scope("alfa", revision: 3)
            try scene.sent(try scene.send(1, in: older), at: 0)
            try scene.freeze([
                try scene.send(2, in: older), try scene.send(1, in: other), try scene.send(1, in: current),
                try scene.send(1, in: scene.scope("beta", revision: 9)),
            ])
            let snapshot = try scene.store.snapshot(of: current)
            #expect(snapshot.sends.values.map(\.key) == [try scene.send(1, in: current).key])
            #expect(
                snapshot.waitingElsewhere.map(\.key)
                    == [try scene.send(2, in: older).key, try scene.send(1, in: other).key])
            #expect(snapshot.highestRevision == 3)
            // A revision that was lowered must see what the higher one has waiting.
            let lowered = try scene.store.snapshot(of: older)
            #expect(
                lowered.waitingElsewhere.map(\.key)
                    == [try scene.send(1, in: other).key, try scene.send(1, in: current).key])
            #expect(lowered.highestRevision == 3)
        },
        ContractCase(
            "a twin is identical content that another campaign may have brought to the same person, or will"
        ) {
            scene in
            try scene.sent(try scene.send(1, text: "Hola"), at: 100)
            try scene.sent(try scene.send(2, text: "Hola"), .doubted(reason: "timeout"), at: 110)
            try scene.sent(try scene.send(3, text: "Hola"), .refused(reason: "4", permanent: true), at: 120)
            try scene.sent(try scene.send(4, text: "Adiós"), at: 130)
            try scene.freeze([try scene.send(5, text: "Hola")])
            let hola = Fingerprint(of: .text("Hola"))
            let items = try (UInt64(1)...6).map { index in
                TwinSearch.Item(target: .person(try scene.person(index)), fingerprint: hola)
            }
            func twins(in scope: CampaignScope, since seconds: Double?) throws -> [SendTarget: String] {
                try scene.store.twins(
                    TwinSearch(
                        items, scope: scope, others: seconds.map(scene.at), own: scene.at(seconds ?? 0)))
            }
            let one = SendTarget.person(try scene.person(1))
            let two = SendTarget.person(try scene.person(2))
            // What still waits is about to be brought to them.
            let waiting = SendTarget.person(try scene.person(5))
            let all = [one: "alfa", two: "alfa", waiting: "alfa"]
            let (alfa, beta) = (scene.scope("alfa"), scene.scope("beta"))
            #expect(try twins(in: beta, since: 0) == all)
            #expect(try twins(in: beta, since: 105) == [two: "alfa", waiting: "alfa"])
            #expect(try twins(in: beta, since: nil) == [:])
            #expect(try twins(in: alfa, since: 0) == [:])
            #expect(
                try scene.store.twins(TwinSearch([], scope: beta, others: scene.at(0), own: scene.at(0)))
                    == [:])
            // The same campaign made to repeat; a raised revision is meant to say it again.
            let dated = scene.scope("alfa", occurrence: "2026-12-01")
            #expect(try twins(in: dated, since: nil) == all)
            #expect(try twins(in: dated, since: 105) == [two: "alfa", waiting: "alfa"])
            #expect(
                try twins(in: scene.scope("alfa", revision: 2, occurrence: "2026-12-01"), since: 0) == [:])
            // And the other way about; one date is no twin of another.
            try scene.sent(
                try scene.send(6, in: scene.scope("gama", occurrence: "2026-12-01"), text: "Hola"), at: 140)
            let six = SendTarget.person(try scene.person(6))
            #expect(try twins(in: scene.scope("gama"), since: nil) == [six: "gama"])
            #expect(try twins(in: scene.scope("gama", occurrence: "2026-12-08"), since: nil) == [:])
        },
        ContractCase("what went to a group is a twin for that group alone; the makings of groups are listed")
        { scene in
            let creation = try scene.groupSend(
                "create", position: 0, owner: "alfa",
                .groupCreation(
                    name: "Team", welcome: "Hi", members: [try scene.person(1), try scene.person(2)]))
            try scene.sent(creation, at: 10)
            try scene.sent(try scene.groupSend("1", position: 1, owner: "alfa", .groupText("News")), at: 20)
            func twins(owner: String) throws -> [SendTarget: String] {
                try scene.store.twins(
                    TwinSearch(
                        [
                            .init(
                                target: .group, fingerprint: Fingerprint(of: .groupText("News")),
                                groupOwner: owner)
                        ],
                        scope: scene.scope("beta"), others: scene.at(0), own: scene.at(0)))
            }
            #expect(try twins(owner: "alfa") == [.group: "alfa"])
            #expect(try twins(owner: "beta") == [:])
            let made = GroupCreation(
                campaign: "alfa", line: "uno", sender: try scene.person(900_001), name: "Team",
                members: [try scene.person(1), try scene.person(2)])
            #expect(try scene.store.groupCreations(since: scene.at(10)) == [made])
            #expect(try scene.store.groupCreations(since: scene.at(11)) == [])
        },
        ContractCase("a group is not made with somebody who has opted out since it was planned") { scene in
            try scene.freeze([
                try scene.groupSend(
                    "create", position: 0, owner: "alfa",
                    .groupCreation(
                        name: "Team", welcome: "Hi", members: [try scene.person(1), try scene.person(2)]))
            ])
            #expect(try scene.facts(try scene.request()).suppression == nil)
            try scene.hear(try scene.reply(2, field: nil, optOut: "BAJA"))
            #expect(try scene.facts(try scene.request()).suppression?.contains("has opted out") == true)
        },
        ContractCase("contacts since a moment are listed by person, a campaign's occurrence once") { scene in
            let beta = scene.scope("beta")
            try scene.sent(try scene.send(1), at: 0)
            try scene.sent(try scene.send(1, message: "2", position: 2), at: 60)
            try scene.sent(try scene.send(1, in: beta), at: 120)
            try scene.sent(try scene.send(2), .doubted(reason: "timeout"), at: 180)
            try scene.sent(try scene.send(3), .refused(reason: "4", permanent: true), at: 240)
            try scene.freeze([try scene.groupSend("1", position: 1, owner: "alfa", .groupText("Hi"))])
            try scene.settle(try scene.claim(at: 300), .accepted(messageID: nil), at: 301)
            func contacts(_ seconds: Double, _ scope: CampaignScope) throws -> [PhoneNumber: [Instant]] {
                var found: [PhoneNumber: [Instant]] = [:]
                try scene.store.contacts(since: scene.at(seconds), notIn: scope).forEachPerson {
                    found[$0] = $1
                }
                return found
            }
            let (one, two) = (try scene.person(1), try scene.person(2))
            #expect(
                try contacts(-1, scene.scope("gama"))
                    == [one: [scene.at(60), scene.at(120)], two: [scene.at(180)]])
            #expect(try contacts(-1, scene.scope("alfa")) == [one: [scene.at(120)]])
            #expect(try contacts(-1, beta) == [one: [scene.at(60)], two: [scene.at(180)]])
            #expect(
                try contacts(100, scene.scope("gama")) == [one: [scene.at(120)], two: [scene.at(180)]])
        },
        ContractCase("the latest attempt of a number is known, over all lines and campaigns") { scene in
            let sender = try scene.person(900_001)
            #expect(try scene.store.lastAttempt(of: sender) == nil)
            try scene.sent(try scene.send(1), at: 0)
            try scene.sent(try scene.send(1, in: scene.scope("beta"), line: "dos"), at: 50)
            try scene.sent(try scene.send(2, line: "dos", sender: 900_002), at: 99)
            #expect(try scene.store.lastAttempt(of: sender) == scene.at(50))
        },
        ContractCase("the content of a send that is not there cannot be had") { scene in
            #expect(throws: LedgerError.notFound("send 4711")) { _ = try scene.store.content(ofSend: 4711) }
        },
    ]

    static let soundness: [ContractCase] =
        [
            ContractCase("a ledger in which everything has happened is sound") { scene in
                try scene.freeze(try (1...5).map { try scene.send($0) })
                try scene.freeze([try scene.send(1, message: "2", position: 2)])
                try scene.settle(try scene.claim(at: 0), .doubted(reason: "timeout"))
                try scene.settle(try scene.claim(at: 1), .refused(reason: "4", permanent: true))
                try scene.settle(try scene.claim(at: 2), .returned(reason: "DNS", notBefore: nil), at: 3)
                try scene.settle(try scene.claim(at: 4), .accepted(messageID: "x"), at: 5)
                _ = try scene.claim(at: 6)
                #expect(try scene.store.check() == [])
                _ = try scene.store.recover(at: scene.at(9))
                try scene.store.resolve(
                    id: try scene.known(1).id, event: .resolvedAsSent(messageID: nil), group: nil,
                    at: scene.at(9))
                try scene.change(try scene.known(1, message: "2").id, .cancelled(reason: "left"))
                #expect(try scene.store.check() == [])
            },
            tampered("a result without an attempt") { .state(id: $0.waiting, .accepted, reason: nil) },
            tampered("an attempt in flight that was never begun") {
                .state(id: $0.waiting, .inflight, reason: nil)
            },
            tampered("a doubt without an attempt") { .state(id: $0.waiting, .inDoubt, reason: "x") },
            tampered("an attempt that was removed") { .attemptsRemoved(id: $0.accepted) },
            tampered("an attempt of no send") { _ in .attemptOfNoSend },
            tampered("an end without a reason") { .state(id: $0.waiting, .cancelled, reason: nil) },
            tampered("a failure without a reason") { .state(id: $0.accepted, .refused, reason: nil) },
            tampered("a fingerprint that is cut short") { .fingerprintCutShort(id: $0.waiting) },
            tampered("words that are not those of the fingerprint") {
                .content(id: $0.waiting, SendContent.text("something else").canonicalBytes)
            },
            ContractCase("the check finds evidence whose events are gone") { scene in
                try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
                try scene.hear(scene.status(.delivered, "wamid.1"))
                #expect(try scene.store.check() == [])
                try scene.bench.tamper(.eventsRemoved(id: try scene.known(1).id))
                #expect(try scene.store.check().isEmpty == false)
            },
            tampered("bytes that are no content") { .content(id: $0.waiting, [0xff]) },
            ContractCase("words that are not those of the fingerprint never go out") { scene in
                try scene.freeze([try scene.send(1)])
                let other = SendContent.text("something else").canonicalBytes
                try scene.bench.tamper(.content(id: try scene.known(1).id, other))
                let error = try scene.refused { _ = try scene.claim() }
                guard case .damaged? = error else { Issue.record("\(String(describing: error))"); return }
            },
        ]

    private static func tampered(
        _ what: String,
        _ tampering: @escaping @Sendable ((waiting: Int64, accepted: Int64)) -> Tampering
    ) -> ContractCase {
        ContractCase("the check finds \(what)") { scene in
            try scene.sent(try scene.send(1), at: 0)
            try scene.freeze([try scene.send(2)])
            #expect(try scene.store.check() == [])
            let ids = (waiting: try scene.known(2).id, accepted: try scene.known(1).id)
            try scene.bench.tamper(tampering(ids))
            #expect(try scene.store.check().isEmpty == false)
        }
    }
}
