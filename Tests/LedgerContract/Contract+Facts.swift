import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    /// What a claim tells the one who decides. Law, pace and the 120-second rule rest on it.
    static let facts: [ContractCase] = [
        ContractCase("a first send to a person has no past") { scene in
            try scene.freeze([try scene.send(1)])
            let facts = try scene.facts(try scene.request())
            #expect(facts.send == (try scene.known(1)))
            #expect(facts.content == .text("alfa 1 1"))
            #expect(facts.senderAttempts.isEmpty && facts.campaignAttempts.isEmpty && facts.contacts.isEmpty)
            #expect(facts.lastIdentical == nil)
            #expect(facts.suppression == nil)
            #expect(facts.chatID == nil)
        },
        ContractCase("attempts of the last hour count by the sender's number, whatever line or campaign") {
            scene in
            let beta = scene.scope("beta")
            try scene.sent(try scene.send(1), at: 0)
            try scene.sent(try scene.send(2, in: beta, line: "renamed"), at: 10)
            try scene.sent(try scene.send(3, in: beta, line: "dos", sender: 900_002), at: 20)
            // An attempt that came to nothing has used the allowance all the same.
            try scene.sent(try scene.send(4), .returned(reason: "DNS", notBefore: scene.at(1e6)), at: 30)
            try scene.freeze([try scene.send(9)])
            let facts = try scene.facts(try scene.request(at: 40))
            #expect(facts.senderAttempts == [scene.at(0), scene.at(10), scene.at(30)])
            let later = try scene.facts(try scene.request(at: 3605))
            #expect(later.senderAttempts == [scene.at(10), scene.at(30)])
            let other = try scene.facts(try scene.request(sender: 900_002, at: 40))
            #expect(other.senderAttempts == [scene.at(20)])
        },
        ContractCase("attempts of a campaign count over all its lines, revisions and occurrences") { scene in
            try scene.sent(try scene.send(1), at: 0)
            try scene.sent(try scene.send(2, line: "dos", sender: 900_002), at: 10)
            try scene.sent(try scene.send(1, in: scene.scope("alfa", revision: 2)), at: 20)
            try scene.sent(try scene.send(1, in: scene.scope("beta")), at: 30)
            try scene.freeze([try scene.send(9)])
            let facts = try scene.facts(try scene.request(at: 40))
            #expect(facts.campaignAttempts == [scene.at(0), scene.at(10), scene.at(20)])
            #expect(
                try scene.facts(try scene.request(at: 3615)).campaignAttempts == [scene.at(20)])
        },
        ContractCase("a wall clock that is set forward does not make attempts any older") { scene in
            try scene.sent(try scene.send(1), at: 0)
            try scene.freeze([try scene.send(2)])
            let facts = try scene.facts(try scene.request(at: 40, clockSet: 7200))
            #expect(facts.senderAttempts == [scene.at(7200)])
            #expect(facts.campaignAttempts == [scene.at(7200)])
        },
        ContractCase("a wall clock that is set back leaves attempts in the future") { scene in
            try scene.sent(try scene.send(1), at: 7200)
            try scene.freeze([try scene.send(2)])
            let facts = try scene.facts(try scene.request(at: 7240, clockSet: -7200))
            #expect(facts.senderAttempts == [scene.at(7200)])
        },
        ContractCase("monotonic times of another boot mean nothing") { scene in
            try scene.sent(try scene.send(1), at: 0)
            try scene.freeze([try scene.send(2)])
            let facts = try scene.facts(try scene.request(at: 40, clockSet: 7200, boot: "boot-2"))
            #expect(facts.senderAttempts.isEmpty)
        },
        ContractCase("where the pace is free no attempts are looked up") { scene in
            try scene.sent(try scene.send(1), at: 0)
            try scene.freeze([try scene.send(2)])
            let facts = try scene.facts(try scene.request(at: 5, needsPace: false))
            #expect(facts.senderAttempts.isEmpty && facts.campaignAttempts.isEmpty)
        },
        ContractCase("contacts are those of other campaigns, revisions and occurrences, each once") { scene in
            let week = 7.0 * 86_400
            try scene.sent(try scene.send(1, in: scene.scope("alfa", revision: 1)), at: 0)
            try scene.sent(try scene.send(1, in: scene.scope("alfa", occurrence: "2026-12-01")), at: 100)
            try scene.sent(try scene.send(1, in: scene.scope("beta")), at: 200)
            try scene.sent(try scene.send(1, message: "2", position: 2, in: scene.scope("beta")), at: 300)
            try scene.sent(try scene.send(2, in: scene.scope("beta")), at: 400)
            // The pass's own first message is the same contact as its second.
            let own = scene.scope("alfa", revision: 2)
            try scene.sent(try scene.send(1, in: own), at: 500)
            try scene.freeze([try scene.send(1, message: "2", position: 2, in: own)])
            func contacts(at seconds: Double) throws -> [Instant] {
                try scene.facts(try scene.request(scopes: [own], at: seconds)).contacts.sorted()
            }
            #expect(try contacts(at: 600) == [scene.at(0), scene.at(100), scene.at(300)])
            #expect(try contacts(at: week + 100) == [scene.at(300)])
            #expect(try contacts(at: week + 301).isEmpty)
        },
        ContractCase("a contact is what may have reached the person") { scene in
            let events: [(campaign: String, event: SendEvent?)] = [
                ("accepted", .accepted(messageID: nil)), ("in-doubt", .doubted(reason: "timeout")),
                ("in-flight", nil), ("refused", .refused(reason: "4", permanent: true)),
                ("returned", .returned(reason: "DNS", notBefore: nil)),
            ]
            for (index, entry) in events.enumerated() {
                let scope = scene.scope(entry.campaign)
                try scene.freeze([try scene.send(1, in: scope, text: "Hola")])
                let claimed = try scene.claim(
                    try scene.request(scopes: [scope], at: Double(index)))
                if let event = entry.event { try scene.settle(claimed, event, at: Double(index)) }
            }
            // Frozen and never tried: no contact.
            try scene.freeze([try scene.send(1, in: scene.scope("waiting"), text: "Hola")])
            try scene.freeze([try scene.send(1, text: "Hola")])
            let facts = try scene.facts(try scene.request(at: 60))
            #expect(facts.contacts.sorted() == [scene.at(0), scene.at(1), scene.at(2)])
            #expect(facts.lastIdentical == scene.at(2))
        },
        ContractCase("the latest identical content to the same person is known, in the same campaign too") {
            scene in
            try scene.sent(try scene.send(1, text: "Hola"), at: 0)
            try scene.sent(try scene.send(1, message: "2", position: 2, text: "Hola"), at: 50)
            try scene.sent(try scene.send(1, in: scene.scope("beta"), text: "Adiós"), at: 90)
            try scene.sent(try scene.send(2, in: scene.scope("beta"), text: "Hola"), at: 95)
            try scene.freeze([try scene.send(1, message: "3", position: 3, text: "Hola")])
            let facts = try scene.facts(try scene.request(at: 100))
            #expect(facts.lastIdentical == scene.at(50))
            #expect(facts.contacts == [scene.at(90)])
        },
        ContractCase("identical content counts where it may have arrived") { scene in
            let ways: [(event: SendEvent?, counts: Bool)] = [
                (.accepted(messageID: nil), true), (.doubted(reason: "timeout"), true), (nil, true),
                (.refused(reason: "4", permanent: true), false),
                (.returned(reason: "DNS", notBefore: nil), false),
            ]
            for (index, way) in ways.enumerated() {
                let person = UInt64(index + 1)
                let beta = scene.scope("beta-\(index)")
                try scene.freeze([try scene.send(person, in: beta, text: "Hola")])
                let claimed = try scene.claim(try scene.request(scopes: [beta]))
                if let event = way.event { try scene.settle(claimed, event) }
                let own = scene.scope("alfa-\(index)")
                try scene.freeze([try scene.send(person, in: own, text: "Hola")])
                let facts = try scene.facts(try scene.request(scopes: [own], at: 119))
                #expect(facts.lastIdentical == (way.counts ? scene.at(0) : nil), "\(way)")
            }
        },
        ContractCase("a number that is never to be written to is told with its reason") { scene in
            try scene.bench.suppress(try scene.person(1), because: "replied BAJA")
            try scene.freeze([try scene.send(1), try scene.send(2)])
            #expect(try scene.facts(try scene.request()).suppression == "replied BAJA")
            try scene.change(try scene.known(1).id, .cancelled(reason: "left"))
            #expect(try scene.facts(try scene.request()).suppression == nil)
            #expect(try scene.store.suppressedNumbers() == [try scene.person(1)])
        },
    ]
}
