import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let settling: [ContractCase] = [
        ContractCase("a result is written with the gateway's words") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim(at: 5)
            let serial = try scene.store.identity().serial
            try scene.settle(claimed, .accepted(messageID: "wamid.1"), at: 6)
            #expect(
                try scene.known(1).life
                    == SendLife(state: .accepted, attempts: 1, messageID: "wamid.1"))
            let attempt = try #require(try scene.bench.attempts(ofSend: claimed.send.id).last)
            #expect(attempt.began == scene.at(5))
            #expect(attempt.ended == scene.at(6))
            #expect(attempt.outcome == "accepted")
            #expect(attempt.httpStatus == 200)
            #expect(attempt.reply == "{}")
            #expect(try scene.store.identity().serial > serial)
        },
        ContractCase("a result with another token is refused and changes nothing") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim()
            var forged = claimed
            forged.token = claimed.token == 1 ? 2 : 1
            let attempts = try scene.bench.attempts(ofSend: claimed.send.id)
            let error = try scene.refused {
                try scene.settle(
                    forged, .accepted(messageID: nil), failed: true, limit: 1,
                    stops: [Stop(subject: .line("uno"), reason: "x", since: scene.at(0), until: nil)],
                    group: GroupRecord(campaign: "alfa", chatID: "1@g.us", inviteLink: nil))
            }
            #expect(error == .staleToken)
            #expect(try scene.bench.attempts(ofSend: claimed.send.id) == attempts)
            #expect(try scene.store.stops().isEmpty)
            #expect(try scene.store.group(of: "alfa") == nil)
        },
        ContractCase("settling twice is refused") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim()
            try scene.settle(claimed, .accepted(messageID: "wamid.1"))
            let error = try scene.refused {
                try scene.settle(claimed, .refused(reason: "4", permanent: true))
            }
            #expect(error == .staleToken)
        },
        ContractCase("the token of an earlier attempt fences nothing any more") { scene in
            try scene.freeze([try scene.send(1)])
            let first = try scene.claim()
            try scene.settle(first, .returned(reason: "DNS", notBefore: nil))
            #expect(try scene.refused { try scene.settle(first, .accepted(messageID: nil)) } == .staleToken)
            let second = try scene.claim(at: 2)
            #expect(second.send.id == first.send.id)
            #expect(second.token != first.token)
            #expect(try scene.refused { try scene.settle(first, .accepted(messageID: nil)) } == .staleToken)
            try scene.settle(second, .accepted(messageID: nil), at: 3)
            #expect(
                try scene.bench.attempts(ofSend: first.send.id).map(\.outcome) == ["planned", "accepted"])
        },
        ContractCase("what cannot follow an attempt is refused") { scene in
            try scene.freeze([try scene.send(1)])
            let claimed = try scene.claim()
            let error = try scene.refused { try scene.settle(claimed, .cancelled(reason: "x")) }
            guard case .forbidden? = error else { Issue.record("\(String(describing: error))"); return }
            try scene.settle(claimed, .accepted(messageID: nil))
        },
        ContractCase("a send that was returned waits for its moment") { scene in
            try scene.freeze([try scene.send(1)])
            try scene.settle(try scene.claim(), .returned(reason: "DNS", notBefore: scene.at(40)))
            #expect(
                try scene.known(1).life
                    == SendLife(attempts: 1, notBefore: scene.at(40), reason: "DNS"))
            let early = try scene.store.claim(try scene.request(at: 39)) { _ in .send(payloadHash: []) }
            guard case .wait(scene.at(40), "DNS") = early else { Issue.record("\(early)"); return }
            #expect(try scene.claim(at: 40).send.life == SendLife(state: .inflight, attempts: 2))
        },
        ContractCase("stops that a reply calls for are written with its result") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2)])
            let line = Stop(
                subject: .line("uno"), reason: "5: no balance", since: scene.at(1), until: scene.at(901))
            let campaign = Stop(
                subject: .campaign("alfa"), reason: "7: template", since: scene.at(1), until: nil)
            try scene.settle(
                try scene.claim(), .returned(reason: "5", notBefore: nil), stops: [line, campaign])
            #expect(Set(try scene.store.stops()) == [line, campaign])
            let answer = try scene.store.claim(try scene.request(at: 2)) { _ in .send(payloadHash: []) }
            #expect(answer.stop == line)
        },
        ContractCase("consecutive failures stop the line at the limit") { scene in
            try scene.freeze(try (1...4).map { try scene.send($0) })
            for index in 0..<2 {
                try scene.settle(
                    try scene.claim(at: Double(index)), .refused(reason: "4", permanent: true), failed: true,
                    limit: 3)
                #expect(try scene.store.stops().isEmpty)
            }
            try scene.settle(
                try scene.claim(at: 3), .doubted(reason: "timeout"), at: 4, failed: true, limit: 3)
            let stop = try #require(try scene.store.stops().first)
            #expect(stop.subject == .line("uno"))
            #expect(stop.until == nil)
            #expect(stop.since == scene.at(4))
            #expect(stop.reason.contains("3"))
            #expect(
                try scene.store.claim(try scene.request(at: 5)) { _ in .send(payloadHash: []) }.stop == stop)
        },
        ContractCase("a success starts the count anew, and what counts as neither leaves it") { scene in
            try scene.freeze(try (1...6).map { try scene.send($0) })
            let failures: [Bool?] = [true, true, false, true, nil, true]
            for (index, failed) in failures.enumerated() {
                try scene.settle(
                    try scene.claim(at: Double(index)), .accepted(messageID: nil), failed: failed, limit: 3)
                #expect(try scene.store.stops().isEmpty)
            }
            try scene.freeze([try scene.send(7)])
            try scene.settle(
                try scene.claim(at: 9), .refused(reason: "4", permanent: true), failed: true, limit: 3)
            #expect(try scene.store.stops().map(\.subject) == [.line("uno")])
        },
        ContractCase("failures are counted for each line") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2, line: "dos")])
            for line in ["uno", "dos"] {
                try scene.settle(
                    try scene.claim(try scene.request(line: line)), .refused(reason: "4", permanent: true),
                    failed: true, limit: 2)
            }
            #expect(try scene.store.stops().isEmpty)
        },
    ]

    static let recovering: [ContractCase] = [
        ContractCase("what a runner left in flight is in doubt, and its late result is refused") { scene in
            try scene.freeze([try scene.send(1), try scene.send(2), try scene.send(3)])
            try scene.settle(try scene.claim(), .accepted(messageID: nil))
            let lost = try scene.claim(at: 2)
            let serial = try scene.store.identity().serial
            let other = try scene.bench.anotherConnection()
            #expect(try other.recover(at: scene.at(60)) == 1)
            #expect(try scene.store.identity().serial > serial)
            let life = try scene.known(2).life
            #expect((life.state, life.attempts) == (.inDoubt, 1))
            #expect(life.reason?.isEmpty == false)
            #expect(try scene.state(1) == .accepted)
            #expect(try scene.state(3) == .planned)
            let attempt = try #require(try scene.bench.attempts(ofSend: lost.send.id).last)
            #expect((attempt.ended, attempt.outcome) == (scene.at(60), "in_doubt"))
            #expect(try scene.refused { try scene.settle(lost, .accepted(messageID: nil)) } == .staleToken)
        },
        ContractCase("where nothing was in flight there is nothing to recover") { scene in
            try scene.freeze([try scene.send(1)])
            let serial = try scene.store.identity().serial
            #expect(try scene.store.recover(at: scene.at(1)) == 0)
            #expect(try scene.store.identity().serial == serial)
        },
        ContractCase("what is in doubt is never offered again") { scene in
            try scene.freeze([try scene.send(1)])
            _ = try scene.claim()
            _ = try scene.store.recover(at: scene.at(1))
            let answer = try scene.store.claim(try scene.request(at: 1e7)) { _ in .send(payloadHash: []) }
            #expect(answer.isNothingLeft)
            _ = try scene.refused { try scene.change(try scene.known(1).id, .retried) }
        },
    ]
}
