import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let halting: [ContractCase] = [
        ContractCase("an opt-out holds at the next claim, in every campaign, whoever brought it") { scene in
            let sent = try scene.template(1)
            try scene.sent(sent, at: 0)
            try scene.freeze([
                try scene.send(1, message: "2", position: 2), try scene.send(1, in: scene.scope("beta")),
            ])
            let receipt = try scene.hear(
                try scene.reply(1, field: sent.key.text, optOut: "opted out: replied BAJA", at: 5))
            let number = try scene.person(1)
            #expect(receipt.suppressed == [number: "opted out: replied BAJA"])
            #expect(try scene.store.suppressedNumbers() == [number])
            #expect(
                try scene.evidence(1) == DeliveryEvidence(replied: scene.at(5), optedOut: scene.at(5)))
            for campaign in ["alfa", "beta"] {
                let request = try scene.request(scopes: [scene.scope(campaign)], at: 200)
                #expect(try scene.facts(request).suppression == "opted out: replied BAJA")
            }
        },
        ContractCase("an opt-out counts also where nobody knows what it answers, and once") { scene in
            let optOut = try scene.reply(7, field: nil, optOut: "opted out: replied BAJA")
            #expect(try scene.hear(optOut).suppressed.count == 1)
            #expect(try scene.hear(optOut).suppressed.isEmpty)
            #expect(try scene.store.suppressedNumbers() == [try scene.person(7)])
        },
        ContractCase("a damaged send keeps nobody's opt-out from being taken in") { scene in
            let sent = try scene.template(1)
            try scene.sent(sent, at: 0)
            try scene.bench.tamper(.content(id: try scene.known(1).id, [0xff]))
            let receipt = try scene.hear(
                try scene.reply(1, field: sent.key.text, optOut: "opted out: replied BAJA"))
            #expect(receipt.suppressed.count == 1)
        },
        ContractCase("a number that the gateway says is none is suppressed") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "w1"), at: 0)
            let receipt = try scene.hear(scene.failure("w1", code: "1002", suppresses: true))
            #expect(receipt.suppressed == [try scene.person(1): "words for 1002"])
            #expect(receipt.stops.isEmpty)
        },
        ContractCase("each halt stops what it says, before the next claim") { scene in
            typealias Row = (halt: DeliveryFailure.Halt, subject: Stop.Subject?, until: Instant?)
            let pause = scene.at(100 + Stop.usualPause)
            let rows: [Row] = [
                (.none, nil, nil), (.pauseLine, .line("uno"), pause), (.stopLine, .line("uno"), nil),
                (.stopCampaign, .campaign("alfa"), nil),
            ]
            for (index, row) in rows.enumerated() {
                try scene.sent(
                    try scene.send(UInt64(index + 1)), .accepted(messageID: "w\(index)"), at: Double(index))
                let receipt = try scene.hear(scene.failure("w\(index)", halt: row.halt, at: 100))
                #expect(receipt.stops.map(\.subject) == [row.subject].compactMap(\.self))
                #expect(receipt.stops.first?.until == row.until)
                #expect(try scene.store.stops() == receipt.stops)
                for stop in receipt.stops {
                    #expect(stop.reason.contains("1011") && stop.reason.contains("words for 1011"))
                    _ = try scene.store.resume(stop.subject.name)
                }
            }
        },
        ContractCase("a repeated failure does not stop again what was resumed") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "w1"), at: 0)
            let failure = scene.failure("w1", halt: .stopLine)
            #expect(try scene.hear(failure).stops.count == 1)
            _ = try scene.store.resume("uno")
            #expect(try scene.hear(failure).stops.isEmpty)
            #expect(try scene.store.stops().isEmpty)
        },
        ContractCase("bad media stops the campaign only where all of it shares the address") { scene in
            for (name, addresses) in [("alfa", ["u", "u"]), ("beta", ["u", "v"])] {
                let scope = scene.scope(name)
                for (index, address) in addresses.enumerated() {
                    try scene.sent(
                        try scene.template(UInt64(index + 1), in: scope, media: "https://x/\(address).pdf"),
                        .accepted(messageID: "\(name)\(index)"), at: Double(index) * 200)
                }
                let receipt = try scene.hear(
                    scene.failure("\(name)0", code: "1010", halt: .stopCampaignIfMediaShared))
                #expect(receipt.stops.map(\.subject) == (name == "alfa" ? [.campaign("alfa")] : []))
            }
        },
        ContractCase("failures one after the other stop the line; a delivery between them does not count on")
        {
            scene in
            for index in UInt64(1)...6 {
                try scene.sent(
                    try scene.send(index), .accepted(messageID: "w\(index)"), at: Double(index))
            }
            try scene.hear(scene.failure("w1"), scene.failure("w2"), limit: 3)
            try scene.hear(scene.status(.delivered, "w3"), limit: 3)
            try scene.hear(scene.failure("w4"), scene.failure("w5"), limit: 3)
            // The same failure again is no further one.
            try scene.hear(scene.failure("w5"), limit: 3)
            #expect(try scene.store.stops().isEmpty)
            let receipt = try scene.hear(scene.failure("w6"), limit: 3)
            #expect(receipt.stops.map(\.subject) == [.line("uno")])
            #expect(receipt.stops.first?.until == nil)
            // Resuming begins the count anew.
            _ = try scene.store.resume("uno")
            try scene.hear(scene.failure("w3"), limit: 3)
            #expect(try scene.store.stops().isEmpty)
        },
        ContractCase("who was not reached by message 1 does not get message 2, unless it was delivered") {
            scene in
            for index in UInt64(1)...2 {
                try scene.sent(
                    try scene.send(index), .accepted(messageID: "w\(index)"), at: Double(index))
                try scene.hear(scene.failure("w\(index)"))
            }
            try scene.hear(scene.status(.delivered, "w2"))
            try scene.freeze(try (1...2).map { try scene.send($0, message: "2", position: 2) })
            #expect(try scene.claim(at: 300).send.key.target == .person(try scene.person(2)))
            let life = try scene.known(1, message: "2").life
            #expect(life.state == .suppressed)
            #expect(life.reason?.contains("message 1") == true)
        },
    ]
}
