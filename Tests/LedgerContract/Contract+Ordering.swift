import CampaignModel
import Ledger
import Testing

extension LedgerContract {
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
        ContractCase("what was accepted and not delivered takes all the later ones along") { scene in
            try scene.freeze([
                try scene.send(1), try scene.send(1, message: "2", position: 2),
                try scene.send(1, message: "3", position: 3),
            ])
            try scene.settle(try scene.claim(), .accepted(messageID: "wamid.1"), at: 1)
            try scene.hear(scene.failure("wamid.1", code: "131026", halt: .none, at: 2))
            let held = try scene.store.claim(try scene.request(at: 9)) { _ in .send(payloadHash: []) }
            #expect(held.isNothingLeft)
            #expect(try scene.state(1, message: "2") == .suppressed)
            #expect(try scene.state(1, message: "3") == .suppressed)
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
