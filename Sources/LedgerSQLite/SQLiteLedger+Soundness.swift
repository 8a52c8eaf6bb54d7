import Foundation
import GRDB
import Ledger

/// Looking for damage.
///
/// Truncated files and altered pages are found by SQLite's own check, which reads the whole file. A ledger of some
/// 100,000 sends takes less than a second, so that is done whenever somebody becomes the runner or plans. A larger
/// one is only checked by `pregon ledger check`. What would send twice is caught in any case, because a person's send
/// is found by two indexes and the table: see `add` and `ClaimSearch`.
extension SQLiteLedger {
    /// Bytes up to which a ledger is read through before anything is sent by it.
    static let sizeReadThrough = 128 << 20

    /// Refuses a damaged ledger before anything is sent by it.
    package func refuseDamage() throws(LedgerError) {
        try reading { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            guard pages.multipliedReportingOverflow(by: pageSize).partialValue <= Self.sizeReadThrough else {
                return
            }
            let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
            guard found != ["ok"] else { return }
            throw LedgerError.damaged(place: self.path, detail: Self.oneLine(found.joined(separator: "; ")))
        }
    }

    /// SQLite's findings may run over several lines.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    package func check() throws(LedgerError) -> [String] {
        try reading { database in
            var wrong = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
                .filter { $0 != "ok" }.map(Self.oneLine)
            wrong += try String.fetchAll(database, sql: "PRAGMA foreign_key_check").map { table in
                "\(Self.orphans[table] ?? "a row") belongs to no send"
            }
            for rule in Self.soundness {
                let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM sends s WHERE \(rule.sql)")
                if let count, count > 0 { wrong.append("\(count) sends \(rule.words)") }
            }
            wrong += try Self.alteredContents(database)
            return wrong
        }
    }

    /// Contents that are not what their fingerprint was taken of.
    private static func alteredContents(_ database: Database) throws -> [String] {
        let rows = try Row.fetchCursor(database, sql: "SELECT fingerprint, content FROM sends")
        var count = 0
        while let row = try rows.next() {
            let (print, content): (Data, Data) = (try row.at(0), try row.at(1))
            if Digest.sha256(Array(content)) != Array(print) { count += 1 }
        }
        return count == 0 ? [] : ["\(count) sends have another content than the one that was frozen"]
    }

    private static let orphans = [
        "attempts": "an attempt", "events": "a webhook event", "evidence": "evidence",
        "outcomes": "what became of a message",
    ]

    /// What no sound ledger has, whatever happened to the program.
    private static let soundness: [(sql: String, words: String)] = [
        (
            "s.state IN ('accepted', 'inflight', 'in_doubt', 'refused') AND s.attempts = 0",
            "have a result without an attempt"
        ),
        (
            "s.attempts <> (SELECT count(*) FROM attempts a WHERE a.send = s.id)",
            "have another number of attempts than the ledger's list"
        ),
        (
            "s.state IN ('refused', 'in_doubt', 'cancelled', 'expired', 'suppressed') AND s.reason IS NULL",
            "ended without a reason"
        ),
        ("(s.state = 'inflight') <> (s.token IS NOT NULL)", "have a token that does not fit their state"),
        (
            "s.attempts = 0 AND s.id IN (SELECT send FROM evidence)",
            "have evidence of what became of them without an attempt"
        ),
        (
            "s.id IN (SELECT send FROM evidence EXCEPT SELECT send FROM events WHERE send IS NOT NULL)",
            "have evidence without an event"
        ),
        ("length(s.fingerprint) <> 32", "have no proper fingerprint"),
        (
            """
            s.id IN (SELECT send FROM evidence WHERE opted_out_at IS NOT NULL)
                AND s.recipient NOT IN (SELECT number FROM suppressions)
            """, "were answered with an opt-out, and their number is not kept from being written to"
        ),
    ]
}
