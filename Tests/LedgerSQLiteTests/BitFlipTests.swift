import CampaignModel
import Foundation
import GRDB
import Ledger
import Testing

@testable import LedgerSQLite

/// One bit of a ledger's file is wrong, anywhere. Even without reading the whole file first, nobody gets anything
/// twice or what was another's, and the program does not end in the middle.
///
/// `PREGON_FLIPS=20000` flips so many bits (100 by default), `PREGON_FLIP_SEED` chooses which.
struct BitFlipTests {
    private static let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")
    private static let now = Instant(milliseconds: 1_795_446_000_000)
    private static let people = 40

    /// A ledger of forty sends: some sent, one in doubt, one failed, one in flight, the others waiting.
    private static func filled() throws -> (SQLiteBench, wanted: [FrozenSend], attempted: Set<SendTarget>) {
        let bench = try SQLiteBench()
        let wanted = manySends(people).added
        var batch = FreezeBatch()
        // Some are not in the ledger yet: an apply adds them.
        batch.added = Array(wanted.dropLast(8))
        try bench.ledger.freeze(batch, at: now)
        var attempted: Set<SendTarget> = []
        for index in 0..<16 {
            guard case .claimed(let claimed) = try claim(bench.ledger, at: Double(index)) else { break }
            attempted.insert(claimed.send.key.target)
            let event: SendEvent? =
                switch index {
                case 3: .doubted(reason: "timeout")
                case 5: .refused(reason: "4: no such number", permanent: true)
                case 7: nil
                default: .accepted(messageID: "wamid.\(index)")
                }
            guard let event else { continue }
            try bench.ledger.settle(Settlement(claimed: claimed, event: event, at: now, reply: "{}"))
        }
        return (bench, wanted, attempted)
    }

    private static func claim(_ ledger: SQLiteLedger, at seconds: Double) throws -> ClaimAnswer {
        guard let sender = PhoneNumber(digits: 573_001_900_001) else { return .nothingLeft }
        let clock = ClockReading(wall: now.advanced(seconds: seconds), boot: "boot-1", monotonic: 1)
        return try ledger.claim(
            ClaimRequest(line: "uno", sender: sender, scopes: [scope], clock: clock, needsPace: true)
        ) { _ in .send(payloadHash: [1]) }
    }

    /// What an apply does: looks, adds what is not there, sends what waits. Returns whom it wrote to, and what.
    private static func apply(_ path: String, wanted: [FrozenSend]) throws -> [(SendTarget, SendContent)] {
        let ledger = try SQLiteLedger(adopting: path)
        defer { try? ledger.queue.close() }
        // This is about what is read; waiting for the disk would only take time.
        try ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        _ = try ledger.recover(at: now.advanced(seconds: 100))
        let known = try ledger.snapshot(of: scope).sends
        var batch = FreezeBatch()
        batch.added = wanted.filter { known[.init(message: $0.key.message, target: $0.key.target)] == nil }
        try ledger.freeze(batch, at: now.advanced(seconds: 100))
        var written: [(SendTarget, SendContent)] = []
        for index in 0..<(2 * people) {
            guard case .claimed(let claimed) = try claim(ledger, at: 200 + Double(index)) else { break }
            written.append((claimed.send.key.target, claimed.content))
            try ledger.settle(Settlement(claimed: claimed, event: .accepted(messageID: nil), at: now))
        }
        return written
    }

    @Test func `a wrong bit sends nothing twice and to nobody else, and never ends the program`() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["PREGON_FLIPS"].flatMap(Int.init) ?? 100
        let seed = environment["PREGON_FLIP_SEED"].flatMap(UInt64.init) ?? 20_261_121
        print("bit flips: \(count), PREGON_FLIP_SEED=\(seed)")
        var random = Xorshift(state: seed)
        let (bench, wanted, attempted) = try Self.filled()
        let contents = Dictionary(uniqueKeysWithValues: wanted.map { ($0.key.target, $0.content) })
        let sound = try Data(contentsOf: URL(fileURLWithPath: bench.path))
        let folder = try TestFolder()
        let path = folder.path + "/ledger.sqlite"
        var (refused, went, found) = (0, 0, 0)
        for _ in 0..<count {
            // Most of a small ledger is room without anything: three of four bits are of what is there.
            var place = Int(random.next() % UInt64(sound.count))
            while sound[place] == 0, random.next() % 4 != 0 {
                place = Int(random.next() % UInt64(sound.count))
            }
            let bit = UInt8(1) << (random.next() % 8)
            var bytes = sound
            bytes[place] ^= bit
            for suffix in ["", "-journal", ".identity"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            // Opened anew, as `ledger check` and the start of an apply do.
            let isFound = Self.isFound(path)
            if isFound { found += 1 }
            for suffix in ["", "-journal", ".identity"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            do {
                let written = try Self.apply(path, wanted: wanted)
                let where_ = "byte \(place), bit \(bit), seed \(seed)"
                #expect(Set(written.map(\.0)).count == written.count, "twice to one person: \(where_)")
                for (target, content) in written {
                    #expect(!attempted.contains(target), "sent again: \(where_)")
                    #expect(contents[target] == content, "another's message, or to nobody: \(where_)")
                }
                went += 1
            } catch is DatabaseError {
                refused += 1
            } catch let error as LedgerError {
                switch error {
                case .damaged, .io, .newer, .staleToken, .forbidden, .notFound, .foreign: refused += 1
                default: Issue.record("\(error): byte \(place), bit \(bit), seed \(seed)")
                }
            }
        }
        print(
            "bit flips: \(refused) refused in the middle, \(went) without consequence; a check finds \(found)"
        )
        #expect(refused > 0 && went > 0)
    }

    private static func isFound(_ path: String) -> Bool {
        do {
            let ledger = try SQLiteLedger(adopting: path)
            defer { try? ledger.queue.close() }
            try ledger.refuseDamage()
            return try !ledger.check().isEmpty
        } catch { return true }
    }

    /// What an index alone has lost is found by another one.
    @Test(arguments: [
        "sqlite_autoindex_sends_1", "sends_to_person",
    ])
    func `a person whom one index has lost gets nothing again`(index: String) throws {
        let (bench, wanted, _) = try Self.filled()
        try bench.ledger.queue.close()
        try SQLiteBench.raw(bench.path) { database in
            // The index becomes an empty one.
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.execute(sql: "CREATE TABLE empty (a, b, UNIQUE (a, b))")
            try database.execute(
                sql: """
                    UPDATE sqlite_schema SET rootpage = (
                        SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_empty_1')
                    WHERE name = ?
                    """, arguments: [index])
        }
        let error = #expect(throws: LedgerError.self) { _ = try Self.apply(bench.path, wanted: wanted) }
        guard case .damaged(_, let detail)? = error else {
            Issue.record("\(String(describing: error))"); return
        }
        // The index of people is missed when the row of one of them changes.
        guard index != "sends_to_person" else { return }
        #expect(detail.contains("it is there already") && detail.contains("573•••••"), "\(detail)")
    }

    @Test func `a number that was altered behind the index is nobody's`() throws {
        let (bench, _, _) = try Self.filled()
        let id = try #require(try bench.ledger.sends(inState: .planned, campaign: nil, limit: 1).first?.id)
        try bench.ledger.queue.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: bench.path))
        let number = UInt64(573_001_000_000) + UInt64(id)
        // In a record a number of 12 digits takes six bytes, most significant first; the table comes first.
        let pattern = Data((0..<6).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) })
        let place = try #require(
            Self.ranges(of: pattern, in: bytes).first { range in
                bytes[..<range.lowerBound].suffix(80).range(of: Data("once".utf8)) != nil
                    && bytes[range.upperBound...].prefix(60).range(of: Data("uno".utf8)) != nil
            })
        bytes[place.upperBound - 1] ^= 1
        try bytes.write(to: URL(fileURLWithPath: bench.path))
        let ledger = try SQLiteLedger(adopting: bench.path)
        let error = #expect(throws: LedgerError.self) { _ = try Self.claim(ledger, at: 500) }
        guard case .damaged(_, let detail)? = error else {
            Issue.record("\(String(describing: error))"); return
        }
        #expect(detail == "send \(id) is not where its index has it")
    }

    private static func ranges(of pattern: Data, in bytes: Data) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var from = 0
        while let range = bytes.range(of: pattern, in: from..<bytes.count) {
            ranges.append(range)
            from = range.upperBound
        }
        return ranges
    }
}

/// xorshift64* (Vigna 2016).
private struct Xorshift {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state == 0 ? 1 : state
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return (state &* 0x2545_F491_4F6C_DD1D) >> 16
    }
}
