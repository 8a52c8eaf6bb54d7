import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Testing

@testable import LedgerPostgres
@testable import LedgerSQL

/// The ledger of a file, taken over.
@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct ImportTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)

    private func person(_ index: UInt64) throws -> PhoneNumber {
        try #require(PhoneNumber(digits: 573_001_000_000 + index))
    }

    private var scope: CampaignScope {
        CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")
    }

    /// A ledger in memory with one of everything.
    private func source() throws -> SQLiteLedger {
        let ledger = try SQLiteLedger.inMemory()
        var batch = FreezeBatch()
        batch.added = try (1...4).map { index in
            FrozenSend(
                key: SendKey(
                    campaign: "alfa", revision: 1, occurrence: "once", message: "1",
                    target: .person(try person(index))),
                position: 1, line: "uno", sender: try person(900_001), content: .text("Hola \(index)"),
                price: Money(hundredths: 8500, currency: "COP"))
        }
        try ledger.freeze(batch, at: now)
        let events: [SendEvent] = [
            .accepted(messageID: "wamid.1"), .doubted(reason: "no reply", messageID: nil),
            .refused(reason: "1002: no such number", permanent: true),
        ]
        for (index, event) in events.enumerated() {
            let moment = now.advanced(seconds: Double(index))
            let request = ClaimRequest(
                line: "uno", sender: try person(900_001), scopes: [scope],
                clock: ClockReading(wall: moment, boot: "boot", monotonic: 77), needsPace: false)
            let answer = try ledger.claim(request) { _ in .send(payloadHash: [1, 2, 3]) }
            guard case .claimed(let claimed) = answer else { Issue.record("\(answer)"); break }
            try ledger.settle(
                Settlement(
                    claimed: claimed, event: event, at: moment, httpStatus: 200, reply: "«sí»\u{0}",
                    countsAsFailure: index == 2))
        }
        let reply = PersonReply(number: try person(9), customField: nil, optOut: "replied `BAJA`")
        _ = try ledger.record(
            [
                EvidenceEvent(
                    .delivered, messageID: "wamid.1", identity: "one", masked: "{}", receivedAt: now),
                EvidenceEvent(.replied(reply), identity: "two", masked: "{}", receivedAt: now),
                EvidenceEvent(.unreadable(reason: "no JSON"), identity: "3", masked: "?", receivedAt: now),
            ], stopAfterFailures: 20)
        try ledger.stop(Stop(subject: .campaign("alfa"), reason: "wrong", since: now, until: nil, by: "ana"))
        try ledger.stop(Stop(subject: .line("uno"), reason: "moved", since: now, until: nil))
        _ = try ledger.cancel(
            Cancellation(campaign: "beta", revision: 1, reason: "", by: "ana", since: now))
        return ledger
    }

    @Test func `everything comes along, and the numbers go on after it`() throws {
        let source = try source()
        let place = try TestServer.get().newPlace()
        let (ledger, counts) = try PostgresLedger.create(
            at: place.url, from: source)
        #expect(counts == LedgerCopy.Counts(sends: 4, attempts: 3, suppressed: 1))
        #expect(try ledger.identity().id == source.identity().id)
        #expect(try ledger.identity().serial > source.identity().serial)
        #expect(try ledger.planKey() == source.planKey())
        for table in LedgerTable.allCases {
            let (had, has) = (
                try source.records(of: table, from: 0, limit: 100),
                try ledger.records(of: table, from: 0, limit: 100)
            )
            // A byte of zero is what PostgreSQL's texts cannot hold.
            let expected = had.records.map { record in
                LedgerRecord(
                    table: table,
                    values: record.values.map {
                        if case .text(let text) = $0 {
                            .text(text.replacingOccurrences(of: "\u{0}", with: "\u{FFFD}"))
                        } else {
                            $0
                        }
                    })
            }
            #expect(has.records == expected, "\(table)")
            #expect(!has.records.isEmpty || table == .groups, "nothing was copied of \(table)")
        }
        #expect(try ledger.check() == [])
        // What is added now gets a number of its own.
        var batch = FreezeBatch()
        batch.added = [
            FrozenSend(
                key: SendKey(
                    campaign: "gama", revision: 1, occurrence: "once", message: "1",
                    target: .person(try person(5))),
                position: 1, line: "uno", sender: try person(900_001), content: .text("Hola"))
        ]
        try ledger.freeze(batch, at: now)
        let request = ClaimRequest(
            line: "dos", sender: try person(900_002), scopes: [],
            clock: ClockReading(wall: now, boot: "b", monotonic: 1),
            needsPace: false)
        _ = try ledger.claim(request) { _ in .send(payloadHash: []) }
        #expect(try ledger.records(of: .sends, from: 0, limit: 100).records.count == 5)
    }

    @Test func `a ledger that is there already is not written over`() throws {
        let bench = try PostgresBench()
        let before = try bench.ledger.identity()
        let source = try source()
        #expect(throws: LedgerError.exists(place: bench.ledger.place)) {
            try PostgresLedger.create(at: bench.url, from: source)
        }
        #expect(try bench.ledger.identity() == before)
    }

    @Test func `no column of a file's tables is left behind`() throws {
        let source = try SQLiteLedger.inMemory()
        try source.reading { database in
            let names: [String] = try database.values(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' ORDER BY name")
            #expect(names == LedgerCopy.tables.map(\.name).sorted())
            for table in LedgerCopy.tables {
                let columns: [String] = try database.values(
                    "SELECT name FROM pragma_table_info('\(table.name)')")
                #expect(Set(columns) == Set(table.columns.map(\.key)), "\(table.name)")
            }
        }
    }
}
