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
                        boot: "boot-1", began: scene.at(5), monotonic: 82_000_000_001, ended: nil,
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
}
