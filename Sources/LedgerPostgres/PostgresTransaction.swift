import CLibpq
import Ledger
import LedgerSQL

/// An open transaction on a connection.
final class PostgresTransaction: SQLTransaction {
    let connection: PostgresConnection
    let dialect: SQLDialect
    /// Steps of the serial, which are made with the commit: what a sequence has counted is never taken back, and a
    /// transaction that is rolled back must not have counted.
    private(set) var steps = 0
    /// Held to the end, which is where it ends if one of them cannot be had.
    private var locked: Set<Int64> = []

    init(_ connection: PostgresConnection, _ access: PostgresConnection.Access) {
        self.connection = connection
        dialect = access.dialect
    }

    var place: String { connection.address.place }

    func forEach(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (any SQLRow) throws -> Bool
    ) throws {
        try translating { try connection.stream(sql, arguments.map(\.sqlValue)) { try body($0) } }
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws -> Int {
        try translating { try connection.run(sql, arguments.map(\.sqlValue)).affected }
    }

    func rowWriter(into table: String, columns: [String]) -> (any SQLRowWriter)? {
        PostgresRowWriter(self, table: table, columns: columns)
    }

    func executeAhead(_ sql: String, _ arguments: [any SQLConvertible]) throws {
        try connection.runAhead(sql, arguments.map(\.sqlValue))
    }

    func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgresFailure
            where failure.state.hasPrefix("23") && !failure.isOfEarlier
        {
            throw SQLConstraintViolation(detail: failure.message)
        }
    }

    // MARK: Locks

    func lock(_ things: [LedgerLock]) throws {
        try lockAhead(things)
        try connection.settleAhead()
    }

    /// In one order for everybody, so that two that want the same things never wait for each other. What this transaction
    /// has is not asked for again.
    func lockAhead(_ things: [LedgerLock]) throws {
        let keys = Set(things.map { LockKey.key($0, schema: connection.schema) }).subtracting(locked).sorted()
        guard !keys.isEmpty else { return }
        locked.formUnion(keys)
        try executeAhead(
            """
            SELECT pg_advisory_xact_lock(key) FROM unnest(string_to_array(?, ',')::bigint[]) AS keys (key)
            """, [keys.map(String.init).joined(separator: ",")])
    }

    // MARK: Identity

    /// The serial is a sequence, because every claim and every result counts: a row would have them all wait for one
    /// another until each is committed. A sequence may leave numbers out, and never goes back.
    func identity() throws -> LedgerIdentity {
        let row = try connection.run(
            "SELECT text_value, (SELECT last_value FROM serial) FROM meta WHERE name = 'ledger_id'", []
        ).rows.first
        guard let row, !row.isNull(0) else {
            throw LedgerError.damaged(place: place, detail: "it does not say which ledger it is")
        }
        return LedgerIdentity(id: try row.text(0), serial: try row.integer(1) + Int64(steps))
    }

    func advanceSerial() throws { steps += 1 }

    /// A row and no sequence: who looks at the ledger for a plan must see as many as there are in what they see.
    func freezeCount() throws -> Int64 {
        try value("SELECT text_value::bigint FROM meta WHERE name = 'freezes'") ?? 0
    }

    func countFreeze() throws {
        try execute("UPDATE meta SET text_value = (text_value::bigint + 1)::text WHERE name = 'freezes'")
    }
}

extension PostgresConnection {
    enum Access {
        case writing(runner: Int64?)
        /// All of it sees the ledger as it is at its first statement. It may take as long as it needs.
        case reading

        var dialect: SQLDialect {
            switch self {
            case .writing: .postgres
            // A transaction that only reads may lock no row.
            case .reading: .postgresReading
            }
        }

        var patience: Double {
            switch self {
            case .writing: PostgresConnection.patience
            case .reading: PostgresConnection.readingPatience
            }
        }

        var words: String {
            switch self {
            case .writing(let runner):
                // Known to the statements of this transaction alone (`SQLDialect.postgres`).
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                    + (runner.map { "; SET LOCAL pregon.runner = '\($0)'" } ?? "")
            case .reading:
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0"
            }
        }
    }

    /// Which server process serves it.
    var backend: Int32 { PQbackendPID(handle) }

    func begin(_ access: Access) throws {
        patience = access.patience
        try command(access.words)
    }

    func commit(steps: Int) throws {
        let tag: String
        do {
            if steps > 0 {
                try runAhead(
                    "SELECT nextval('serial') FROM generate_series(1, ?::bigint)", [.integer(Int64(steps))])
            }
            tag = try run("COMMIT", []).tag
        } catch var failure as PostgresFailure where failure.isLost {
            failure.message = "the connection broke while a change was committed: \(failure.message)"
            throw failure
        }
        // A transaction in which something failed is rolled back, which the server does not call an error.
        guard tag == "COMMIT" else {
            throw PostgresFailure(state: "25P02", message: "a change was rolled back after an earlier error")
        }
    }

    /// Where that fails, the connection is not sound any more, and closing it rolls back as well.
    func rollBack() {
        // What was sent ahead may have failed, too.
        _ = try? settleAhead()
        _ = try? command("ROLLBACK")
    }
}
