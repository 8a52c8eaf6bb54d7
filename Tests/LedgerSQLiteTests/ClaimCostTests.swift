import CampaignModel
import GRDB
import GRDBSQLite
import Ledger
import LedgerSQL
import Testing

@testable import LedgerSQLite

/// How much a claim reads of a ledger in which much else waits, told by the steps of SQLite's own machine.
@Suite struct ClaimCostTests {
    private static let start = Instant(milliseconds: 1_795_446_000_000)

    private func send(_ number: Int, of campaign: String) throws -> FrozenSend {
        let person = try #require(PhoneNumber(digits: UInt64(573_001_000_000 + number)))
        return FrozenSend(
            key: SendKey(
                campaign: campaign, revision: 1, occurrence: "once", message: "1", target: .person(person)),
            position: 1, line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)),
            content: .text("hello"))
    }

    /// Steps of the virtual machine in hundreds, as the progress handler counts them, of a claim that finds nothing it
    /// may send now and so looks for what was put off, and of one that finds its send behind what others have waiting.
    private func steps(waiting count: Int) throws -> (putOff: Int, behind: Int) {
        let ledger = try SQLiteLedger.inMemory()
        var batch = FreezeBatch()
        batch.added = try (0..<count).map { try send($0, of: "alfa") } + [try send(count, of: "beta")]
        try ledger.freeze(batch, at: Self.start)
        func claim(_ campaign: String, _ decision: ClaimDecision) throws -> Int {
            let request = ClaimRequest(
                line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)),
                scopes: [CampaignScope(campaign: campaign, revision: 1, occurrence: "once")],
                clock: ClockReading(wall: Self.start, boot: "boot", monotonic: 1), needsPace: true)
            let counter = Counter()
            ledger.queue.inDatabase { database in
                sqlite3_progress_handler(
                    database.sqliteConnection, 100,
                    { context in
                        if let context {
                            Unmanaged<Counter>.fromOpaque(context).takeUnretainedValue().count += 1
                        }
                        return 0
                    }, Unmanaged.passUnretained(counter).toOpaque())
            }
            _ = try ledger.claim(request) { _ in decision }
            ledger.queue.inDatabase { sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil) }
            return counter.count
        }
        return (
            try claim("alfa", .waitCampaign(until: nil, reason: nil)),
            try claim("beta", .waitLine(until: Self.start))
        )
    }

    private final class Counter { var count = 0 }

    @Test func `what else waits costs a claim nothing`() throws {
        let few = try steps(waiting: 20)
        let many = try steps(waiting: 3_000)
        #expect(many.putOff <= few.putOff + 3 && many.behind <= few.behind + 3, "\(few) \(many)")
    }
}
