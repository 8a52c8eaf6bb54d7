import CampaignModel
import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

/// What the server's planner makes of the statements of a claim, told by the rows that it reads.
@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct PlanTests {
    private static let start = Instant(milliseconds: 1_795_446_000_000)
    private static let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")

    /// 4,000 sends that were accepted, one a second, and as many attempts; 1,000 that wait, and 1,000 put off.
    private func fill(_ ledger: PostgresLedger) throws {
        let content = SendContent.text("hello").canonicalBytes
        try ledger.transaction { database in
            try database.execute(
                """
                INSERT INTO sends (campaign, revision, occurrence, message, recipient, position, line, sender,
                    fingerprint, content, state, attempts, last_attempt, not_before, frozen_at, changed_at)
                SELECT 'alfa', 1, 'once', '1', 573001000000 + n, 1, 'uno', 573001900001, ?1, ?2,
                    CASE WHEN n <= 4000 THEN 'accepted' ELSE 'planned' END, CASE WHEN n <= 4000 THEN 1 ELSE 0 END,
                    CASE WHEN n <= 4000 THEN ?3 + n * 1000 END, CASE WHEN n > 5000 THEN ?3 + n * 1000000 END, 0, 0
                FROM generate_series(1, 6000::bigint) AS n
                """, [Fingerprint(ofBytes: content).bytes, content, Self.start.milliseconds])
            try database.execute(
                """
                INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot, began_wall,
                    began_monotonic, ended_wall, outcome)
                SELECT id, 1, 'alfa', 'uno', 573001900001, '\\x00', 'boot-1', ?1 + id * 1000, id * 1000000000,
                    ?1 + id * 1000, 'accepted' FROM sends WHERE state = 'accepted'
                """, [Self.start.milliseconds])
        }
    }

    /// How many rows of the two big tables this ledger's connection has read so far.
    private func rowsRead(_ ledger: PostgresLedger) throws -> Int64 {
        _ = try ledger.reading { try $0.value("SELECT pg_stat_force_next_flush()::text") as String? }
        let count: Int64? = try ledger.reading { database in
            try database.value(
                """
                SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables
                WHERE schemaname = current_schema() AND relname IN ('sends', 'attempts')
                """)
        }
        return try #require(count)
    }

    @Test(arguments: [false, true])
    func `a claim reads a few rows, whatever else the ledger holds`(hasStatistics: Bool) throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        try fill(ledger)
        if hasStatistics {
            try ledger.transaction { database in
                try database.execute("ANALYZE sends")
                try database.execute("ANALYZE attempts")
            }
        }
        let sender = try #require(PhoneNumber(digits: 573_001_900_001))
        // Three hours after the last attempt: nothing counts in the pace any more.
        let clock = ClockReading(
            wall: Self.start.advanced(seconds: 15_000), boot: "boot-1", monotonic: 15_000_000_000_000)
        let request = ClaimRequest(
            line: "uno", sender: sender, scopes: [Self.scope], clock: clock, needsPace: true)
        let before = try rowsRead(ledger)
        // More than five, after which the server plans for any values.
        for _ in 0..<8 {
            let answer = try ledger.claim(request) { _ in .send(payloadHash: [0]) }
            guard case .claimed(let claimed) = answer else {
                Issue.record("\(answer)")
                return
            }
            try ledger.settle(
                Settlement(claimed: claimed, event: .accepted(messageID: nil), at: clock.wall))
        }
        let read = try rowsRead(ledger) - before
        #expect(read < 8 * 40, "\(read) rows for 8 sends")
    }

    @Test func `what was put off is found without looking at the rest`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        try fill(ledger)
        try ledger.transaction {
            try $0.execute(
                "UPDATE sends SET state = 'cancelled' WHERE state = 'planned' AND not_before IS NULL")
            try $0.execute("ANALYZE sends")
        }
        let before = try rowsRead(ledger)
        let earliest: Int64? = try ledger.reading { database in
            try database.value(
                """
                SELECT not_before FROM sends
                WHERE state = 'planned' AND line = ? AND campaign = ? AND revision = ? AND occurrence = ?
                    AND not_before > ? ORDER BY not_before LIMIT 1
                """, ["uno", "alfa", 1, "once", Self.start.milliseconds])
        }
        #expect(earliest == Self.start.milliseconds + 5_001_000_000)
        #expect(try rowsRead(ledger) - before < 20)
    }
}
