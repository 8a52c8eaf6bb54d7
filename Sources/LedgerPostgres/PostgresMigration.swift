import Foundation
import Ledger
import LedgerSQL

/// Making the tables, and bringing them up to date, within a transaction that nobody else does the same beside.
struct PostgresMigration {
    let connection: PostgresConnection

    private var place: String { connection.address.place }

    /// How many versions a ledger has; nil where there is no ledger.
    func version() throws -> Int? {
        let tables = ["meta", "sends", "schema_versions"]
        let found = try connection.run(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
            """, [.text(connection.schema)]
        ).rows.map { try $0.text(0) }
        let known = Set(found).intersection(tables)
        if known.isEmpty { return nil }
        guard known.count == tables.count else {
            throw LedgerError.damaged(place: place, detail: "it has none of a ledger's tables")
        }
        let version = try connection.run("SELECT max(version) FROM schema_versions", []).rows.first
        guard let version, !version.isNull(0) else {
            throw LedgerError.damaged(place: place, detail: "it does not say its version")
        }
        return Int(try version.integer(0))
    }

    /// Makes a new ledger; `exists` where one is.
    func create() throws {
        try lock()
        guard try version() == nil else { throw LedgerError.exists(place: place) }
        let schema = try connection.run(
            "SELECT 1 FROM pg_namespace WHERE nspname = ?", [.text(connection.schema)])
        // To make one that is there would need a right that its owner may not have.
        if schema.rows.isEmpty {
            try connection.command("CREATE SCHEMA \(try connection.quoted(connection.schema))")
        }
        try connection.command(
            "CREATE TABLE schema_versions (version bigint PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())"
        )
        try add(after: 0)
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try connection.run(
            """
            INSERT INTO meta (name, text_value, bytes_value)
            VALUES ('ledger_id', ?, NULL), ('plan_key', NULL, ?), ('freezes', '0', NULL)
            """,
            [.text(UUID().uuidString.lowercased()), .bytes(key)])
        try connection.command("SELECT setval('serial', 1)")
    }

    /// Refuses what is no ledger of this program's, and adds what an older one lacks.
    func bringUpToDate() throws {
        guard let before = try version() else { throw LedgerError.missing(place: place) }
        if before > PostgresSchema.currentVersion { throw LedgerError.newer(place: place) }
        guard before < PostgresSchema.currentVersion else { return }
        try lock()
        // Somebody else may have done it meanwhile.
        try add(after: try version() ?? before)
    }

    private func add(after version: Int) throws {
        for (index, statements) in PostgresSchema.versions.enumerated().dropFirst(version) {
            try connection.command(statements)
            try connection.run(
                "INSERT INTO schema_versions (version) VALUES (?)", [.integer(Int64(index + 1))])
        }
    }

    private func lock() throws {
        try connection.run(
            "SELECT pg_advisory_xact_lock(?)", [.integer(LockKey.migration(schema: connection.schema))])
    }
}
