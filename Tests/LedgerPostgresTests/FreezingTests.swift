import CampaignModel
import Ledger
import Testing

@testable import LedgerPostgres

/// Freezing by COPY: what the contract cannot ask for, because it is about many rows, or about a damaged server.
@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct FreezingTests {
    private static let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")

    private func send(_ number: UInt64, text: String) throws -> FrozenSend {
        let person = try #require(PhoneNumber(digits: 573_001_000_000 + number))
        let key = SendKey(
            campaign: "alfa", revision: 1, occurrence: "once", message: "1", target: .person(person))
        return FrozenSend(
            key: key, position: 1, line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)),
            content: .text(text))
    }

    @Test func `more than one statement takes is frozen whole, in its order`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        // Twice as much as a statement takes, and a little more.
        let text = String(repeating: "ñandú 🙂 ", count: 400)
        let count = 2 * PostgresRowWriter.bytesOfStatement / text.utf8.count + 10
        var batch = FreezeBatch()
        batch.added = try (0..<count).map { try send(UInt64(count - $0), text: "\($0) \(text)") }
        try ledger.freeze(batch, at: Instant(milliseconds: 7))
        let known = try ledger.snapshot(of: Self.scope).sends.values.sorted { $0.id < $1.id }
        #expect(known.map(\.key) == batch.added.map(\.key))
        #expect(known.map(\.fingerprint) == batch.added.map { Fingerprint(of: $0.content) })
        let last = try #require(known.last)
        #expect(try ledger.content(ofSend: last.id) == batch.added.last?.content)
        #expect(try ledger.check() == [])
    }

    @Test func `what fails while rows are on their way freezes nothing, and the ledger goes on`() throws {
        struct Oops: Error {}
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        var batch = FreezeBatch()
        let sends = try (1...20).map { try send(UInt64($0), text: String(repeating: "x", count: 60_000)) }
        batch.streams.append { body in
            for send in sends { try body(.add(send)) }
            throw Oops()
        }
        #expect(throws: (any Error).self) { try ledger.freeze(batch, at: Instant(milliseconds: 7)) }
        #expect(try ledger.snapshot(of: Self.scope).sends.isEmpty)
        batch.streams = []
        batch.added = sends
        try ledger.freeze(batch, at: Instant(milliseconds: 8))
        #expect(try ledger.snapshot(of: Self.scope).sends.count == 20)
    }

    @Test func `a send that the index of keys does not know of is not frozen again`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        var batch = FreezeBatch()
        batch.added = [try send(1, text: "a"), try send(2, text: "b")]
        try ledger.freeze(batch, at: Instant(milliseconds: 7))
        // As an index does that has lost its entries.
        try ledger.transaction { database in
            try database.execute(
                "ALTER TABLE sends DROP CONSTRAINT sends_campaign_revision_occurrence_recipient_message_key")
        }
        batch.added = [try send(3, text: "c"), try send(2, text: "b")]
        let error = #expect(throws: LedgerError.self) {
            try ledger.freeze(batch, at: Instant(milliseconds: 8))
        }
        guard case .damaged(_, let detail)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("alfa") && !detail.contains("573001000002"))
        #expect(try ledger.snapshot(of: Self.scope).sends.count == 2)
    }
}
