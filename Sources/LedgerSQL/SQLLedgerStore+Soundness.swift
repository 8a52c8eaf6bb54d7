import Ledger

/// What no sound ledger has, whatever happened to the program.
extension SQLLedgerStore {
    package func check() throws(LedgerError) -> [String] {
        let damage = try structuralDamage()
        return try reading { database in
            var wrong = damage
            for (table, what) in Soundness.parts {
                let orphans: Int? = try database.value(
                    "SELECT count(*) FROM \(table) WHERE send IS NOT NULL AND send NOT IN (SELECT id FROM sends)"
                )
                if let orphans, orphans > 0 { wrong.append("\(orphans) \(what) of no send") }
            }
            for rule in Soundness.rules {
                let count: Int? = try database.value(
                    "SELECT count(*) FROM sends s \(Soundness.counted) WHERE \(rule.sql)")
                if let count, count > 0 { wrong.append("\(count) sends \(rule.words)") }
            }
            return wrong + (try Self.alteredContents(database))
        }
    }

    /// Contents that are not what their fingerprint was taken of.
    private static func alteredContents(_ database: any SQLTransaction) throws -> [String] {
        var count = 0
        try database.forEach("SELECT fingerprint, content FROM sends", []) { row in
            if Digest.sha256(try row.bytes(1)) != (try row.bytes(0)) { count += 1 }
            return true
        }
        return count == 0 ? [] : ["\(count) sends have another content than the one that was frozen"]
    }
}

private enum Soundness {
    /// Tables whose rows belong to sends.
    static let parts: KeyValuePairs = [
        "attempts": "attempts", "events": "webhook events", "evidence": "pieces of evidence",
        "outcomes": "outcomes",
    ]

    /// Once for all sends: attempts have no index by send, and a million of them would be read for each. It is left
    /// out where a rule does not name it.
    static let counted = """
        LEFT JOIN (SELECT send, count(*) AS attempts FROM attempts GROUP BY send) counted
            ON counted.send = s.id
        """

    static let rules: [(sql: String, words: String)] = [
        (
            "s.state IN ('accepted', 'inflight', 'in_doubt', 'refused') AND s.attempts = 0",
            "have a result without an attempt"
        ),
        (
            "s.attempts <> coalesce(counted.attempts, 0)",
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
