import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let cancelling: [ContractCase] = [
        ContractCase(
            "cancelling ends what waits, in every occurrence up to the revision, and says who and why"
        ) {
            scene in
            let scopes = [
                scene.scope("alfa"), scene.scope("alfa", occurrence: "2026-12-01"),
                scene.scope("alfa", revision: 2),
                scene.scope("beta"),
            ]
            try scene.freeze(try scopes.map { try scene.send(1, in: $0) })
            let serial = try scene.store.identity().serial
            // As an operator does, beside the runner.
            let count = try scene.bench.anotherConnection().cancel(
                Cancellation(
                    campaign: "alfa", revision: 1, reason: "wrong prices", by: "ana", since: scene.at(5)))
            #expect(count == 2)
            #expect(try scene.store.identity().serial > serial)
            let states = try scopes.map { try scene.known(1, in: $0).life.state }
            #expect(states == [.cancelled, .cancelled, .planned, .planned])
            #expect(try scene.known(1).life.reason == "cancelled by ana: wrong prices")
            #expect(try scene.store.cancellations().map(\.campaign) == ["alfa"])
        },
        ContractCase("what is on its way when a campaign is cancelled is settled, and does not wait again") {
            scene in
            try scene.freeze(try (1...3).map { try scene.send($0) })
            let (first, second) = (try scene.claim(), try scene.claim())
            #expect(try scene.store.cancel(scene.cancellation()) == 1)
            try scene.settle(first, .accepted(messageID: nil))
            try scene.settle(second, .returned(reason: "no connection", notBefore: nil))
            #expect(try (1...3).map { try scene.state($0) } == [.accepted, .cancelled, .cancelled])
            let rest = try scene.store.claim(try scene.request(at: 1e6)) { _ in .send(payloadHash: []) }
            #expect(rest.isNothingLeft)
        },
        ContractCase("a pass that began before the cancellation neither freezes nor claims after it") {
            scene in
            try scene.freeze([try scene.send(1)])
            _ = try scene.store.cancel(scene.cancellation())
            try scene.freeze([try scene.send(2)])
            try scene.change(try scene.known(1).id, .readmitted)
            #expect(try (1...2).map { try scene.state($0) } == [.cancelled, .cancelled])
            let rest = try scene.store.claim(try scene.request(at: 9)) { _ in .send(payloadHash: []) }
            #expect(rest.isNothingLeft)
        },
        ContractCase("a raised revision is not cancelled, and other campaigns never are") { scene in
            _ = try scene.store.cancel(scene.cancellation())
            let scopes = [scene.scope("alfa", revision: 2), scene.scope("beta")]
            try scene.freeze(try scopes.map { try scene.send(1, in: $0) })
            #expect(try scopes.map { try scene.state(1, in: $0) } == [.planned, .planned])
            #expect(try scene.store.snapshot(of: scopes[0]).cancellation == nil)
            #expect(try scene.store.snapshot(of: scene.scope("alfa")).cancellation == scene.cancellation())
            for _ in scopes { _ = try scene.claim(try scene.request(scopes: scopes)) }
        },
        ContractCase("a cancellation that is taken back lets what was cancelled be wanted again") { scene in
            try scene.freeze([try scene.send(1)])
            _ = try scene.store.cancel(scene.cancellation())
            #expect(try scene.store.reinstate("beta") == nil)
            #expect(try scene.store.reinstate("alfa") == scene.cancellation())
            #expect(try scene.store.cancellations().isEmpty)
            #expect(try scene.store.reinstate("alfa") == nil)
            // Not by itself: the next plan says so.
            #expect(try scene.state(1) == .cancelled)
            try scene.change(try scene.known(1).id, .readmitted)
            _ = try scene.claim()
        },
        ContractCase("a later cancellation never shortens an earlier one") { scene in
            _ = try scene.store.cancel(scene.cancellation(revision: 3))
            _ = try scene.store.cancel(scene.cancellation(revision: 2))
            #expect(try scene.store.cancellations().map(\.revision) == [3])
        },
        ContractCase("a pause remembers who made it; a stop by the program has nobody") { scene in
            try scene.store.stop(
                Stop(subject: .line("uno"), reason: "x", since: scene.at(0), until: scene.at(60), by: "ana"))
            #expect(try scene.store.stops().map(\.by) == ["ana"])
            let claimed = try scene.store.claim(try scene.request(at: 1)) { _ in .send(payloadHash: []) }
            #expect(claimed.stop?.by == "ana")
            try scene.store.stop(Stop(subject: .line("uno"), reason: "y", since: scene.at(2), until: nil))
            #expect(try scene.store.stops().map(\.by) == [nil])
        },
    ]
}

extension ContractScene {
    func cancellation(revision: Int = 1) -> Cancellation {
        Cancellation(campaign: "alfa", revision: revision, reason: "", by: "ana", since: at(5))
    }
}
