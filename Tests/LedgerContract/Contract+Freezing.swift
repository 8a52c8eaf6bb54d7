import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let freezing: [ContractCase] = [
        ContractCase("a frozen send is known with everything that was frozen") { scene in
            let frozen = try scene.send(1, message: "saludo", position: 2, text: "Hola Ñandú 🙂")
            try scene.freeze([frozen])
            let known = try scene.known(1, message: "saludo")
            #expect(known.key == frozen.key)
            #expect(known.position == 2)
            #expect(known.line == "uno")
            #expect(known.sender == frozen.sender)
            #expect(known.fingerprint == Fingerprint(of: frozen.content))
            #expect(known.life == SendLife())
            #expect(known.groupOwner == nil)
            #expect(try scene.store.content(ofSend: known.id) == frozen.content)
        },
        ContractCase("freezing a key twice is an error, and nothing of the batch is added") { scene in
            try scene.freeze([try scene.send(2)])
            _ = try scene.refused {
                try scene.freeze([try scene.send(1), try scene.send(2), try scene.send(3)])
            }
        },
        ContractCase("a key twice in one batch is an error, and nothing is added") { scene in
            _ = try scene.refused { try scene.freeze([try scene.send(1), try scene.send(1, text: "x")]) }
            #expect(try scene.everything().isEmpty)
        },
        ContractCase("each part of the key makes another send") { scene in
            let alfa = try scene.send(1)
            try scene.freeze([
                alfa, try scene.send(2), try scene.send(1, message: "2", position: 2),
                try scene.send(1, in: scene.scope("beta")),
                try scene.send(1, in: scene.scope("alfa", revision: 2)),
                try scene.send(1, in: scene.scope("alfa", occurrence: "2026-12-01")),
                try scene.groupSend("1", position: 1, owner: "alfa", .groupText("Hi")),
            ])
            #expect(try scene.store.tallies(campaign: nil).map(\.count).reduce(0, +) == 7)
        },
        ContractCase("a batch that fails in the middle changes nothing") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2), try scene.send(3)])
            try scene.settle(try scene.claim(), .accepted(messageID: nil))
            let ids = try (1...3).map { try scene.known($0).id }
            // Additions come with a cancellation and a second edition, and one change is impossible.
            var batch = FreezeBatch()
            batch.added = [try scene.send(4)]
            batch.refrozen = [(ids[1], .refrozen, try scene.send(2, text: "edited"))]
            batch.changed = [
                .init(id: ids[2], event: .cancelled(reason: "left")),
                .init(id: ids[0], event: .cancelled(reason: "left")),
            ]
            let error = try scene.refused { try scene.store.freeze(batch, at: scene.at(1)) }
            guard scene.isForbidden(error) else {
                Issue.record("an accepted send was cancelled: \(String(describing: error))")
                return
            }
            #expect(try scene.store.content(ofSend: ids[1]) == .text("alfa 1 2"))
        },
        ContractCase("a change of a send that is not there is refused") { scene in
            let error = try scene.refused { try scene.change(4711, .cancelled(reason: "left")) }
            #expect(error == .notFound("send 4711"))
        },
        ContractCase("an empty batch changes nothing") { scene in
            let before = try scene.store.identity()
            try scene.store.freeze(FreezeBatch(), at: scene.at(0))
            #expect(try scene.store.identity() == before)
        },
        ContractCase("the serial grows with every batch, and the identity stays") { scene in
            let before = try scene.store.identity()
            try scene.freeze([try scene.send(1)])
            let after = try scene.store.identity()
            #expect(after.serial > before.serial)
            #expect(after.id == before.id)
        },
        ContractCase("what one connection froze, another one knows") { scene in
            try scene.freeze([try scene.send(1)])
            let other = try scene.bench.anotherConnection()
            #expect(try other.snapshot(of: scene.scope("alfa")).sends.count == 1)
            #expect(try other.identity() == scene.store.identity())
            #expect(try other.planKey() == scene.store.planKey())
            #expect(try scene.store.planKey().count == 32)
        },
    ]

    static let refreezing: [ContractCase] = [
        ContractCase("an edited send keeps its identity and gets the new content") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let old = try scene.known(1)
            let edited = try scene.send(1, position: 2, line: "dos", sender: 900_002, text: "edited")
            try refreeze(old.id, .refrozen, edited, scene)
            let new = try scene.known(1)
            #expect(new.id == old.id)
            #expect(new.life == old.life)
            #expect(new.line == "dos")
            #expect(new.position == 2)
            #expect(new.sender == edited.sender)
            #expect(new.fingerprint == Fingerprint(of: .text("edited")))
            #expect(try scene.store.content(ofSend: new.id) == .text("edited"))
            #expect(try scene.known(2).fingerprint == Fingerprint(of: .text("alfa 1 2")))
        },
        ContractCase("a send is frozen again under its own key only") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let id = try scene.known(1).id
            let error = try scene.refused {
                try refreeze(id, .refrozen, try scene.send(2, text: "for somebody else"), scene)
            }
            guard case .notFound? = error else { Issue.record("\(String(describing: error))"); return }
            #expect(try scene.store.content(ofSend: id) == .text("alfa 1 1"))
        },
        ContractCase("freezing again must leave a send waiting") { scene in
            try scene.freeze([try scene.send(1)])
            let id = try scene.known(1).id
            for event in [SendEvent.cancelled(reason: "left"), .claimed] {
                let error = try scene.refused { try refreeze(id, event, try scene.send(1, text: "x"), scene) }
                guard scene.isForbidden(error) else { Issue.record("\(String(describing: error))"); return }
            }
            #expect(try scene.store.content(ofSend: id) == .text("alfa 1 1"))
        },
        ContractCase("planning cannot put a send in flight") { scene in
            try scene.freeze([try scene.send(1)])
            let id = try scene.known(1).id
            _ = try scene.refused { try scene.change(id, .claimed) }
        },
        ContractCase("nobody edits a send that is in flight or over") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim()
            let edited = try scene.send(1, text: "edited")
            _ = try scene.refused { try refreeze(claimed.send.id, .refrozen, edited, scene) }
            _ = try scene.refused { try scene.change(claimed.send.id, .cancelled(reason: "left")) }
            try scene.settle(claimed, .accepted(messageID: "wamid.1"))
            for event in [SendEvent.refrozen, .readmitted, .retried] {
                _ = try scene.refused { try refreeze(claimed.send.id, event, edited, scene) }
            }
            #expect(try scene.store.content(ofSend: claimed.send.id) == .text("alfa 1 1"))
        },
        ContractCase("who was cancelled, expired or suppressed can be readmitted with new words") { scene in
            let ways: [SendEvent] = [
                .cancelled(reason: "left"), .expired(reason: "late"), .suppressed(reason: "BAJA"),
            ]
            for (index, event) in ways.enumerated() {
                let person = UInt64(index + 1)
                try scene.freeze([try scene.send(person)])
                let id = try scene.known(person).id
                try scene.change(id, event)
                #expect(try scene.known(person).life.reason != nil)
                try refreeze(id, .readmitted, try scene.send(person, text: "again"), scene)
                #expect(try scene.known(person).life == SendLife())
                #expect(try scene.claim().content == .text("again"))
            }
        },
        ContractCase("a failure is retried when asked to, a permanent one never") { scene in
            try scene.sent(try scene.send(1), .refused(reason: "402", permanent: false), at: 0)
            try scene.sent(try scene.send(2), .refused(reason: "4", permanent: true), at: 10)
            try refreeze(try scene.known(1).id, .retried, try scene.send(1, text: "again"), scene)
            let permanent = try scene.known(2).id
            _ = try scene.refused { try refreeze(permanent, .retried, try scene.send(2), scene) }
            let claimed = try scene.claim(at: 20)
            #expect(claimed.content == .text("again"))
            #expect(claimed.send.life.attempts == 2)
            #expect(try scene.bench.attempts(ofSend: claimed.send.id).map(\.number) == [1, 2])
        },
    ]

    private static func refreeze(
        _ id: Int64, _ event: SendEvent, _ send: FrozenSend, _ scene: ContractScene
    ) throws {
        var batch = FreezeBatch()
        batch.refrozen = [(id, event, send)]
        try scene.store.freeze(batch, at: scene.at(2))
    }
}
