import CampaignModel
import Dispatch
import Glibc
import Ledger
import Synchronization
import Testing

/// What holds where two programs work by one ledger at the same moment. Each case goes several rounds, because one alone
/// may happen to be in turn.
extension LedgerContract {
    static let sideBySide: [ContractCase] = [
        ContractCase("two that claim at the same moment never get the same send") { scene in
            try scene.freeze(try (1...24).map { try scene.send($0) })
            let request = try scene.request(needsPace: false)
            let claims = try scene.together { store, _ in
                var claims: [ClaimedSend] = []
                while case .claimed(let claimed) = try ContractScene.patiently({
                    try store.claim(request) { _ in .send(payloadHash: ContractScene.payload) }
                }) { claims.append(claimed) }
                return claims
            }.flatMap(\.self)
            #expect(claims.count == 24)
            #expect(Set(claims.map(\.send.id)).count == 24)
            #expect(Set(claims.map(\.token)).count == 24)
            for claimed in claims {
                try scene.settle(claimed, .accepted(messageID: nil))
                #expect(try scene.bench.attempts(ofSend: claimed.send.id).count == 1)
            }
        },
        ContractCase("results and claims of two at the same moment keep every sum") { scene in
            try scene.freeze(try (1...16).map { try scene.send($0) })
            let request = try scene.request(needsPace: false)
            let done = try scene.together { store, _ in
                var done = 0
                var answer = try ContractScene.patiently {
                    try store.claim(request) { _ in .send(payloadHash: ContractScene.payload) }
                }
                while case .claimed(let claimed) = answer {
                    let settlement = Settlement(
                        claimed: claimed, event: .accepted(messageID: "wamid.\(claimed.send.id)"),
                        at: ContractScene.start, countsAsFailure: false)
                    answer = try ContractScene.patiently {
                        try store.settle(settlement, thenClaim: request) { _ in
                            .send(payloadHash: ContractScene.payload)
                        }
                    }.get()
                    done += 1
                }
                return done
            }
            #expect(done.reduce(0, +) == 16)
            #expect(try scene.everything().allSatisfy { $0.life.state == .accepted && $0.life.attempts == 1 })
            #expect(try scene.store.check() == [])
        },
        ContractCase("a number's pace counts what another has claimed at the same moment") { scene in
            for round in 0..<3 {
                // The hour of the one before is over.
                let seconds = Double(round) * 4000
                let index = UInt64(round * 2 + 1)
                // Two lines of one number, and two campaigns: nothing else keeps them from one another.
                let scopes = [scene.scope("alfa"), scene.scope("beta")]
                let lines = ["uno", "dos"]
                try scene.freeze(
                    try (0..<2).map {
                        try scene.send(index + UInt64($0), in: scopes[$0], line: lines[$0])
                    }, at: seconds)
                let requests = try (0..<2).map {
                    try scene.request(line: lines[$0], scopes: [scopes[$0]], at: seconds)
                }
                let judged = Mutex(0)
                let answers = try scene.together { store, worker in
                    let request = requests[worker % 2]
                    return try ContractScene.patiently {
                        try store.claim(request) { candidate in
                            // The other one has its chance to be judged at the same time, if it can be.
                            judged.withLock { $0 += 1 }
                            let end = ContinuousClock.now + .milliseconds(250)
                            while judged.withLock({ $0 }) < 2, ContinuousClock.now < end { sched_yield() }
                            return candidate.senderAttempts.isEmpty
                                ? .send(payloadHash: ContractScene.payload)
                                : .waitLine(until: candidate.now.advanced(seconds: 60))
                        }
                    }
                }
                #expect(answers.compactMap(\.claimedKey).count == 1)
                #expect(answers.compactMap(\.waitsUntil).count == 1)
                // What is left would be offered in the next round.
                for known in try scene.everything(["alfa", "beta"]) where known.life.state == .planned {
                    try scene.change(known.id, .cancelled(reason: "next round"), at: seconds)
                }
            }
        },
        ContractCase("one person is not written to by two lines at the same moment") { scene in
            for round in 1...8 {
                let beta = scene.scope("beta")
                try scene.freeze([
                    try scene.send(UInt64(round), text: "the same words"),
                    try scene.send(
                        UInt64(round), in: beta, line: "dos", sender: 900_002, text: "the same words"),
                ])
                let requests = [
                    try scene.request(at: Double(round)),
                    try scene.request(line: "dos", sender: 900_002, scopes: [beta], at: Double(round)),
                ]
                let answers = try scene.together { store, turn in
                    try ContractScene.patiently {
                        try store.claim(requests[turn]) { candidate in
                            candidate.lastIdentical == nil && candidate.contacts.isEmpty
                                ? .send(payloadHash: ContractScene.payload)
                                : .suppress(reason: "somebody else was faster")
                        }
                    }
                }
                #expect(answers.compactMap(\.claimedKey).count == 1)
            }
        },
        ContractCase("a result and its webhook at the same moment find each other") { scene in
            for round in 1...8 {
                try scene.freeze([try scene.send(UInt64(round))])
                let claimed = try scene.claim(try scene.request(needsPace: false))
                let messageID = "wamid.\(round)"
                let event = scene.status(.delivered, messageID)
                let reply = try scene.reply(UInt64(round), field: claimed.send.key.text)
                _ = try scene.together { store, turn in
                    try ContractScene.patiently {
                        if turn == 0 {
                            try store.settle(
                                Settlement(
                                    claimed: claimed, event: .accepted(messageID: messageID),
                                    at: ContractScene.start))
                        } else {
                            _ = try store.record([event, reply], stopAfterFailures: 20)
                        }
                    }
                }
                #expect(try scene.store.evidence(ofSend: claimed.send.id)?.delivered != nil)
            }
            #expect(try scene.store.check() == [])
        },
        ContractCase("one event that two receive at the same moment is kept once") { scene in
            try scene.sent(try scene.send(1), .accepted(messageID: "wamid.1"), at: 0)
            let event = scene.status(.delivered, "wamid.1")
            let receipts = try scene.together { store, _ in
                try ContractScene.patiently { try store.record([event], stopAfterFailures: 20) }
            }
            #expect(receipts.map(\.new).reduce(0, +) == 1)
            #expect(receipts.map(\.repeated).reduce(0, +) == 1)
        },
    ]
}

extension ContractScene {
    /// Runs something twice at the same moment, by two connections.
    func together<Value: Sendable>(
        _ body: @Sendable (any LedgerStore, _ turn: Int) throws -> Value
    ) throws -> [Value] {
        let stores = [store, try bench.anotherConnection()]
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: stores.count) { turn in
            let result = Result { try body(stores[turn], turn) }
            results.withLock { $0[turn] = result }
        }
        return try stores.indices.map { turn in
            try #require(results.withLock { $0[turn] }).get()
        }
    }

    /// What a plan wanted cannot be: where runners share a ledger, because another one was faster.
    func isForbidden(_ error: LedgerError?) -> Bool {
        switch error {
        case .forbidden: !store.isShared
        case .changed: store.isShared
        default: false
        }
    }

    /// As runners do: who did not get a turn tries again.
    static func patiently<Value>(_ body: () throws -> Value) throws -> Value {
        for _ in 1..<20 {
            do { return try body() } catch LedgerError.busy {}
        }
        return try body()
    }
}
