import CampaignModel
import Ledger
import Testing

/// What a store promises that several runners share.
extension LedgerContract {
    package static let sharing: [ContractCase] = [
        ContractCase("several runners work at a time") { scene in
            #expect(scene.store.isShared)
            let other = try scene.bench.anotherConnection()
            let leases = [try scene.store.becomeRunner("one"), try other.becomeRunner("another")]
            for lease in leases { lease.release() }
            for lease in leases { lease.release() }
            try scene.store.becomeRunner("one again").release()
        },
        ContractCase("what a runner has in flight is left alone while it lives") { scene in
            try scene.freeze([try scene.send(1)])
            let lease = try scene.store.becomeRunner("at work")
            let claimed = try scene.claim()
            let other = try scene.bench.anotherConnection()
            let second = try other.becomeRunner("newcomer")
            #expect(try other.recover(at: scene.at(5)) == 0)
            #expect(try scene.state(1) == .inflight)
            try scene.settle(claimed, .accepted(messageID: nil))
            #expect(try scene.state(1) == .accepted)
            second.release()
            lease.release()
        },
        ContractCase("what a runner that is gone had in flight is in doubt, and its late result refused") {
            scene in
            try scene.freeze([try scene.send(1)])
            let lease = try scene.store.becomeRunner("gone soon")
            let claimed = try scene.claim()
            lease.release()
            let other = try scene.bench.anotherConnection()
            #expect(try other.recover(at: scene.at(5)) == 1)
            #expect(try scene.state(1) == .inDoubt)
            #expect(try scene.refused { try scene.settle(claimed, .accepted(messageID: nil)) } == .staleToken)
            #expect(try other.recover(at: scene.at(6)) == 0)
        },
        ContractCase("an attempt whose lease has run out is in doubt, never planned, though its runner lives")
        {
            scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let lease = try scene.store.becomeRunner("asleep")
            let late = try scene.claim()
            try scene.bench.endLeases()
            let fresh = try scene.claim()
            let other = try scene.bench.anotherConnection()
            #expect(try other.recover(at: scene.at(61)) == 1)
            #expect(try scene.state(1) == .inDoubt)
            #expect(try scene.state(2) == .inflight)
            #expect(try scene.refused { try scene.settle(late, .accepted(messageID: nil)) } == .staleToken)
            try scene.settle(fresh, .accepted(messageID: nil))
            lease.release()
        },
        ContractCase("two that put the same in doubt at the same moment do it once") { scene in
            try scene.freeze(try (1...6).map { try scene.send($0) })
            for _ in 1...6 { _ = try scene.claim(try scene.request(needsPace: false)) }
            let counts = try scene.together { store, _ in
                try ContractScene.patiently { try store.recover(at: ContractScene.start) }
            }
            #expect(counts.reduce(0, +) == 6)
            #expect(try scene.everything().allSatisfy { $0.life.state == .inDoubt })
        },
        ContractCase("a plan that another runner has overtaken is refused whole, and is no damage") { scene in
            let other = try scene.bench.anotherConnection()
            _ = try scene.store.snapshot(of: scene.scope("alfa"))
            _ = try other.snapshot(of: scene.scope("alfa"))
            try scene.freeze([try scene.send(1)])
            var batch = FreezeBatch()
            batch.added = [try scene.send(1), try scene.send(2)]
            let error = #expect(throws: LedgerError.self) { try other.freeze(batch, at: scene.at(1)) }
            guard case .changed? = error else { Issue.record("\(String(describing: error))"); return }
            #expect(try scene.everything().count == 1)
            // Planned anew, it goes.
            _ = try other.snapshot(of: scene.scope("alfa"))
            batch.added = [try scene.send(2)]
            try other.freeze(batch, at: scene.at(2))
            #expect(try scene.everything().count == 2)
        },
        ContractCase("what another runner has begun to send meanwhile is not taken back by a plan") { scene in
            try scene.freeze([try scene.send(1)])
            let other = try scene.bench.anotherConnection()
            let waiting = try scene.known(1)
            _ = try scene.claim()
            var batch = FreezeBatch()
            batch.changed = [.init(id: waiting.id, event: .cancelled(reason: "gone from the audience"))]
            let error = #expect(throws: LedgerError.self) { try other.freeze(batch, at: scene.at(1)) }
            guard case .changed? = error else { Issue.record("\(String(describing: error))"); return }
            #expect(try scene.state(1) == .inflight)
        },
    ]
}
