import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Testing

/// What a plan knows in little memory, against the whole snapshot.
@Suite struct PastTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)

    private func batch(_ campaign: String, _ people: ClosedRange<UInt64>, messages: Int) throws -> FreezeBatch
    {
        var batch = FreezeBatch()
        let sender = try #require(PhoneNumber(digits: 573_001_900_001))
        for index in people.reversed() {
            let number = try #require(PhoneNumber(digits: 573_001_000_000 + index * 7))
            for message in 1...messages {
                batch.added.append(
                    FrozenSend(
                        key: SendKey(
                            campaign: campaign, revision: 1, occurrence: "once", message: "\(message)",
                            target: .person(number)), position: message, line: "uno", sender: sender,
                        content: .text("\(campaign) \(index) \(message)")))
            }
        }
        batch.added.append(
            FrozenSend(
                key: SendKey(
                    campaign: campaign, revision: 1, occurrence: "once", message: "g", target: .group),
                position: 1, line: "uno", sender: sender, content: .groupText("Hola"), groupOwner: campaign))
        return batch
    }

    /// `alfa` is most of the ledger, and read from end to end; `beta` is little of it, and read by the index.
    @Test(arguments: ["alfa", "beta", "gamma"])
    func `it says of each send what the snapshot says`(_ campaign: String) throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(try batch("alfa", 1...700, messages: 2), at: now)
        try bench.ledger.freeze(try batch("beta", 1...20, messages: 3), at: now)
        try bench.raw { database in
            try database.execute(
                sql: """
                    UPDATE sends SET state = 'refused', reason = 'code 4', permanent = id % 2 WHERE id % 5 = 1;
                    UPDATE sends SET state = 'accepted', message_id = 'm' || id WHERE id % 5 = 2
                    """)
        }
        let scope = CampaignScope(campaign: campaign, revision: 1, occurrence: "once")
        let whole = try bench.ledger.snapshot(of: scope)
        let past = try bench.ledger.past(of: scope)
        let people = whole.sends.filter { $0.key.target != .group }
        #expect(past.people.count == people.count)
        #expect(past.snapshot.sends == whole.sends.filter { $0.key.target == .group })
        #expect(past.isEmpty == (campaign == "gamma"))
        for (slot, send) in people {
            guard case .person(let number) = slot.target else { continue }
            let found = past.people.places(of: number).map { past.people[past.people.row(at: $0)] }
            #expect(found.filter { $0.message == slot.message } == [KnownSend(send)])
        }
        var waiting: [Int64: Fingerprint] = [:]
        past.people.forEachWaiting { waiting[past.people.id($0)] = $2 }
        let expected = people.values.filter { $0.life.state == .planned }
        #expect(waiting == Dictionary(uniqueKeysWithValues: expected.map { ($0.id, $0.fingerprint) }))
    }

    @Test func `a row that no program wrote is damage`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(try batch("alfa", 1...3, messages: 1), at: now)
        try bench.raw { try $0.execute(sql: "UPDATE sends SET fingerprint = x'00' WHERE id = 2") }
        let error = #expect(throws: LedgerError.self) {
            _ = try bench.ledger.past(of: CampaignScope(campaign: "alfa", revision: 1, occurrence: "once"))
        }
        guard case .damaged? = error else { Issue.record("\(String(describing: error))"); return }
    }

    @Test func `a temporary ledger works like any other, and has no name`() throws {
        let folder = FileManager.default.temporaryDirectory.path
        func named() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasPrefix("pregon-rehearsal-")
            }
        }
        let ledger = try SQLiteLedger.temporary()
        try ledger.freeze(try batch("alfa", 1...2_000, messages: 2), at: now)
        let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")
        #expect(try ledger.past(of: scope).people.count == 4_000)
        #expect(try ledger.check().isEmpty)
        #expect(try named().isEmpty)
    }
}
