import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let evidence: [ContractCase] = [
        ContractCase("what comes after acceptance stands beside the send and changes nothing of it") {
            scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
            let before = try scene.known(1)
            let receipt = try scene.hear(
                scene.status(.sent, "wamid.1", at: 5), scene.status(.delivered, "wamid.1", at: 6),
                scene.status(.read, "wamid.1", at: 7))
            #expect((receipt.new, receipt.repeated, receipt.unattributed) == (3, 0, 0))
            #expect(try scene.known(1) == before)
            #expect(
                try scene.evidence(1)
                    == DeliveryEvidence(sent: scene.at(5), delivered: scene.at(6), read: scene.at(7)))
            #expect(try scene.bench.keptEvents().isEmpty)
        },
        ContractCase("a late delivered undoes no read, and failed stands beside delivered") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
            try scene.hear(scene.status(.read, "wamid.1", at: 5))
            try scene.hear(scene.status(.delivered, "wamid.1", at: 6))
            try scene.hear(scene.failure("wamid.1", at: 7))
            let evidence = try #require(try scene.evidence(1))
            #expect(
                evidence
                    == DeliveryEvidence(delivered: scene.at(6), read: scene.at(5), failed: scene.at(7)))
            #expect(try scene.state(1) == .accepted)
        },
        ContractCase("a repeated event is counted and says nothing new") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
            try scene.hear(scene.status(.delivered, "wamid.1", at: 5))
            let again = try scene.hear(
                scene.status(.delivered, "wamid.1", at: 9), scene.status(.delivered, "wamid.1", at: 4))
            #expect((again.new, again.repeated) == (0, 2))
            #expect(try scene.evidence(1) == DeliveryEvidence(delivered: scene.at(5)))
            #expect(
                try scene.store.intake()
                    == [IntakeTally(kind: .delivered, belongsToSend: true, events: 1, arrivals: 3)])
        },
        ContractCase("what is recorded is there for another connection, and the serial grows") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
            let serial = try scene.store.identity().serial
            try scene.hear(scene.status(.delivered, "wamid.1"))
            #expect(try scene.store.identity().serial > serial)
            let other = try scene.bench.anotherConnection()
            #expect(try other.evidence(ofSend: try scene.known(1).id)?.delivered != nil)
        },
        ContractCase("what cannot be read or belongs to nobody is kept, and counted once") { scene in
            let receipt = try scene.hear(
                scene.unreadable("“broken”"), scene.unreadable("“broken”"), scene.unreadable("other"),
                scene.status(.read, "nobody's"))
            #expect((receipt.new, receipt.repeated) == (3, 1))
            #expect((receipt.unreadable, receipt.unattributed) == (2, 1))
            #expect(try scene.bench.keptEvents() == ["“broken”", "other", "kept: read"])
            #expect(
                try scene.intake(.unreadable)
                    == [IntakeTally(kind: .unreadable, belongsToSend: false, events: 2, arrivals: 3)])
        },
        ContractCase("tallies of evidence go by campaign and line, and what was read was delivered") {
            scene in
            for index in UInt64(1)...4 {
                try scene.sent(
                    try scene.send(index), .accepted(messageID: "a\(index)"), at: Double(index))
            }
            try scene.sent(
                try scene.send(1, in: scene.scope("beta"), line: "dos"), .accepted(messageID: "b1"), at: 9)
            try scene.hear(
                scene.status(.sent, "a1"), scene.status(.read, "a2"), scene.status(.delivered, "a3"),
                scene.failure("a3", code: "402"), scene.failure("a4", code: "402"),
                scene.failure("a4", code: "1011"), scene.status(.delivered, "b1"))
            var alfa = EvidenceTally(scope: scene.scope("alfa"), line: "uno")
            (alfa.sent, alfa.delivered, alfa.read, alfa.failed) = (3, 2, 1, 2)
            alfa.failures = ["402": 2, "1011": 1]
            var beta = EvidenceTally(scope: scene.scope("beta"), line: "dos")
            (beta.sent, beta.delivered) = (1, 1)
            #expect(try scene.store.evidenceTallies(campaign: nil) == [alfa, beta])
            #expect(try scene.store.evidenceTallies(campaign: "beta") == [beta])
            #expect(try scene.store.evidenceTallies(campaign: "gama").isEmpty)
        },
        ContractCase("nothing to record changes nothing") { scene in
            let serial = try scene.store.identity().serial
            #expect(try scene.store.record([], stopAfterFailures: 20) == EvidenceReceipt())
            #expect(try scene.store.identity().serial == serial)
        },
    ]

    static let attribution: [ContractCase] = [
        ContractCase("an event that is faster than the send's result finds it when it is settled") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim()
            #expect(try scene.hear(scene.status(.delivered, "wamid.1", at: 5)).unattributed == 1)
            #expect(try scene.evidence(1) == nil)
            try scene.hear(
                scene.failure("wamid.1", code: "132015", halt: .stopCampaign, at: 6))
            #expect(try scene.store.stops().isEmpty)
            try scene.settle(claimed, .accepted(messageID: "wamid.1"), at: 7)
            #expect(
                try scene.evidence(1) == DeliveryEvidence(delivered: scene.at(5), failed: scene.at(6)))
            #expect(try scene.store.stops().map(\.subject) == [.campaign("alfa")])
            #expect(try scene.bench.keptEvents().isEmpty)
            #expect(try scene.store.check() == [])
        },
        ContractCase("an identifier that two sends have names neither") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "same"), at: 0)
            try scene.sent(try scene.send(2), .accepted(messageID: "same"), at: 5)
            #expect(try scene.hear(scene.status(.read, "same")).unattributed == 1)
            #expect(try scene.evidence(1) == nil)
        },
        ContractCase("a reply finds its send by the key or by the campaign's own field") { scene in
            let own = try scene.template(1)
            try scene.sent(own, at: 0)
            try scene.sent(try scene.template(2, field: "CC 1 030"), at: 5)
            let receipt = try scene.hear(
                try scene.reply(1, field: " \(own.key.text) ", at: 9),
                try scene.reply(2, field: "CC 1 030", at: 9))
            #expect(receipt.unattributed == 0)
            #expect(try scene.evidence(1) == DeliveryEvidence(replied: scene.at(9)))
            #expect(try scene.evidence(2) == DeliveryEvidence(replied: scene.at(9)))
        },
        ContractCase("a field under another number, of two campaigns, or of none names nobody") { scene in
            let first = try scene.template(1, field: "CC 1")
            try scene.sent(first, at: 0)
            try scene.sent(try scene.template(1, in: scene.scope("beta"), field: "CC 1"), at: 5)
            let other = try scene.template(2)
            try scene.sent(other, at: 9)
            let receipt = try scene.hear(
                try scene.reply(1, field: "CC 1"), try scene.reply(3, field: other.key.text),
                try scene.reply(2, field: nil), try scene.reply(2, field: "hola"))
            #expect(receipt.unattributed == 4)
            #expect(try scene.store.evidenceTallies(campaign: nil).isEmpty)
        },
        ContractCase("of one campaign's messages with the same field the latest got the reply") { scene in
            try scene.sent(try scene.template(1, field: "CC 1"), at: 0)
            try scene.sent(try scene.template(1, message: "2", position: 2, field: "CC 1"), at: 9)
            try scene.hear(try scene.reply(1, field: "CC 1"))
            #expect(try scene.evidence(1) == nil)
            #expect(try scene.evidence(1, message: "2")?.replied != nil)
        },
        ContractCase("a reply to it proves that a send in doubt was accepted, and frees the next") { scene in
            let first = try scene.template(1)
            try scene.freeze([first, try scene.template(1, message: "2", position: 2)])
            try scene.settle(try scene.claim(), .doubted(reason: "timeout"))
            #expect(try scene.hear(try scene.reply(1, field: first.key.text)).proven == 1)
            let life = try scene.known(1).life
            #expect(life.state == .accepted)
            #expect(life.reason?.contains("reply") == true)
            #expect(try scene.claim(at: 200).send.key.message == "2")
        },
        ContractCase("a field that two of its sends carry proves neither") { scene in
            try scene.sent(try scene.template(1, field: "CC 1"), at: 0)
            try scene.sent(
                try scene.template(1, in: scene.scope("alfa", occurrence: "2026-12-01"), field: "CC 1"),
                .doubted(reason: "timeout"), at: 9)
            #expect(try scene.hear(try scene.reply(1, field: "CC 1")).proven == 0)
            let later = scene.scope("alfa", occurrence: "2026-12-01")
            #expect(try scene.state(1, in: later) == .inDoubt)
        },
        ContractCase("a reply while it is in flight proves it when the gateway's never comes") { scene in
            for (index, crashes) in [(UInt64(1), true), (2, false)] {
                let send = try scene.template(index)
                try scene.freeze([send])
                let claimed = try scene.claim(at: Double(index))
                try scene.hear(try scene.reply(index, field: send.key.text))
                #expect(try scene.state(index) == .inflight)
                if crashes {
                    #expect(try scene.store.recover(at: scene.at(200)) == 0)
                } else {
                    try scene.settle(claimed, .doubted(reason: "timeout"), at: 200)
                }
                #expect(try scene.state(index) == .accepted)
            }
            #expect(try scene.store.check() == [])
        },
        ContractCase(
            "proof that it arrived outweighs a person's word that it failed, and nothing is sent again"
        ) {
            scene in
            // Before it is planned again, while it waits again, after it was cancelled, and while it is in flight again.
            for index in UInt64(1)...4 {
                let send = try scene.template(index)
                try scene.sent(send, .doubted(reason: "timeout"), at: Double(index) * 200)
                let id = try scene.known(index).id
                try scene.store.resolve(id: id, event: .resolvedAsFailed, group: nil, at: scene.at(1000))
                #expect(try scene.state(index) == .refused)
            }
            for index in UInt64(2)...4 { try scene.change(scene.known(index).id, .retried, at: 1001) }
            try scene.change(scene.known(3).id, .cancelled(reason: "left the audience"), at: 1002)
            try scene.change(
                scene.known(2).id, .postponed(until: scene.at(9000), reason: "later"), at: 1002)
            let again = try scene.claim(at: 2000)
            #expect(again.send.id == (try scene.known(4).id))
            for index in UInt64(1)...4 {
                let field = try scene.template(index).key.text
                let proven = try scene.hear(try scene.reply(index, field: field)).proven
                #expect(proven == (index == 4 ? 0 : 1))
            }
            try scene.settle(again, .returned(reason: "DNS", notBefore: nil), at: 2001)
            for index in UInt64(1)...4 {
                let life = try scene.known(index).life
                #expect(life.state == .accepted)
                #expect(life.reason?.contains("reply") == true)
            }
            let answer = try scene.store.claim(try scene.request(at: 99_999)) { _ in .send(payloadHash: []) }
            #expect(answer.isNothingLeft)
            #expect(try scene.store.check() == [])
        },
        ContractCase(
            "a webhook that names what a doubtful reply named proves it, before and after the result"
        ) { scene in
            for index in UInt64(1)...2 {
                let send = try scene.template(index)
                try scene.freeze([send])
                let claimed = try scene.claim(at: Double(index) * 10)
                if index == 2 { try scene.hear(scene.status(.delivered, "m2")) }
                try scene.settle(
                    claimed, .doubted(reason: "not understood", messageID: "m\(index)"),
                    at: Double(index) * 10 + 1)
                #expect(try scene.state(index) == (index == 2 ? .accepted : .inDoubt))
            }
            #expect(try scene.hear(scene.status(.delivered, "m1")).proven == 1)
            #expect(try scene.state(1) == .accepted)
            #expect(try scene.evidence(2)?.delivered != nil)
            #expect(try scene.store.check() == [])
        },
        ContractCase("evidence of a send that was refused or never tried changes no state") { scene in
            let refused = try scene.template(1)
            try scene.sent(refused, .refused(reason: "4", permanent: true), at: 0)
            let waiting = try scene.template(2)
            try scene.freeze([waiting])
            let receipt = try scene.hear(
                try scene.reply(1, field: refused.key.text), try scene.reply(2, field: waiting.key.text))
            #expect((receipt.proven, receipt.unattributed) == (0, 1))
            #expect(try scene.state(1) == .refused)
            #expect(try scene.state(2) == .planned)
        },
    ]
}
