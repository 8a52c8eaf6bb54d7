import CampaignModel
import GRDB
import Ledger
import LedgerContract
import Synchronization
import Testing

@testable import LedgerSQLite

/// How many commits a send costs, and what a failing one leaves behind.
struct CommitTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)

    /// Counts what becomes durable on the ledger's connection.
    private final class Counter: TransactionObserver, Sendable {
        private let count = Mutex(0)
        var commits: Int { count.withLock { $0 } }

        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: Database) { count.withLock { $0 += 1 } }
        func databaseDidRollback(_ db: Database) {}
    }

    private func request(at seconds: Double) throws -> ClaimRequest {
        let reading = ClockReading(wall: now.advanced(seconds: seconds), boot: "boot-1", monotonic: 1)
        return ClaimRequest(
            line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)),
            scopes: [CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")], clock: reading,
            needsPace: false)
    }

    private func claimed(_ answer: ClaimAnswer) throws -> ClaimedSend {
        guard case .claimed(let claimed) = answer else { throw LedgerError.notFound("\(answer)") }
        return claimed
    }

    /// The file may not grow any more, as on a full disk.
    private func fill(_ bench: SQLiteBench) throws {
        try bench.ledger.queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    @Test func `ten sends one after the other take eleven commits`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(10), at: now)
        let counter = Counter()
        bench.ledger.queue.add(transactionObserver: counter)
        var next: ClaimedSend? = try claimed(
            try bench.ledger.claim(try request(at: 0)) { _ in .send(payloadHash: [1]) })
        var sent = 0
        while let current = next {
            sent += 1
            let settlement = Settlement(claimed: current, event: .accepted(messageID: nil), at: now)
            let answer = try bench.ledger.settle(settlement, thenClaim: try request(at: Double(sent))) { _ in
                .send(payloadHash: [1])
            }
            next = try? claimed(try answer.get())
        }
        #expect(sent == 10)
        #expect(counter.commits == 11)
    }

    @Test func `a full disk keeps the result beside the ledger, and the next send waits`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(2), at: now)
        let lease = try bench.ledger.becomeRunner("the first")
        let first = try claimed(
            try bench.ledger.claim(try request(at: 0)) { _ in .send(payloadHash: [1]) })
        try fill(bench)
        var settlement = Settlement(claimed: first, event: .accepted(messageID: "wamid.1"), at: now)
        settlement.reply = String(repeating: "x", count: 12_000)
        let error = #expect(throws: LedgerError.self) {
            _ = try bench.ledger.settle(settlement, thenClaim: try request(at: 1)) { _ in
                .send(payloadHash: [1])
            }
        }
        #expect(
            error
                == .journaled(
                    place: bench.path, journal: bench.path + ".results", detail: "the disk is full"))
        lease.release()
        let ledger = try SQLiteLedger.open(at: bench.path, expected: nil)
        let next = try ledger.becomeRunner("the second")
        #expect(try ledger.recover(at: now) == 0)
        #expect(try ledger.sends(inState: .accepted, campaign: nil, limit: 9).map(\.id) == [first.send.id])
        #expect(try ledger.sends(inState: .planned, campaign: nil, limit: 9).count == 1)
        next.release()
    }

    @Test func `where the next claim meets a full disk, the result is stored all the same`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(2), at: now)
        let lease = try bench.ledger.becomeRunner("the first")
        let first = try claimed(
            try bench.ledger.claim(try request(at: 0)) { _ in .send(payloadHash: [1]) })
        try fill(bench)
        let settlement = Settlement(claimed: first, event: .accepted(messageID: "wamid.1"), at: now)
        let answer = try bench.ledger.settle(settlement, thenClaim: try request(at: 1)) { _ in
            // The attempt's row is what no longer fits.
            .send(payloadHash: [UInt8](repeating: 1, count: 100_000))
        }
        guard case .failure(.io) = answer else { Issue.record("\(answer)"); return }
        #expect(try bench.ledger.waitingResults() == 0)
        let accepted = try bench.ledger.sends(inState: .accepted, campaign: nil, limit: 9)
        #expect(accepted.map(\.id) == [first.send.id])
        #expect(try bench.ledger.sends(inState: .planned, campaign: nil, limit: 9).count == 1)
        lease.release()
    }
}
