import Foundation
import Ledger
import LedgerSQLite
import Reporting

#if Postgres
import LedgerPostgres
#endif

/// Where a ledger is: a file on this machine, or a PostgreSQL server that several machines share.
enum LedgerPlace {
    /// An absolute path, without links.
    case file(String)
    /// A `postgres://` address, with its password where it has one: never to be shown.
    case server(String)

    /// - Parameter folder: what a relative path is relative to.
    init(_ text: String, folder: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .server(text)
            return
        }
        guard text.hasPrefix("sqlite:"), text.utf8.count > "sqlite:".utf8.count else {
            throw Failure(
                .unreadable,
                "the ledger has no known form: write `sqlite:` and a path, or a `postgres://` address")
        }
        let path = String(text.dropFirst("sqlite:".count))
        let place = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        // By any link to it, it is one ledger with one runner and one identity.
        guard let real = realpath(place, nil) else {
            self = .file(place)
            return
        }
        defer { free(real) }
        self = .file(String(cString: real))
    }

    /// For messages: a server's address is shown without its password.
    var name: String {
        switch self {
        case .file(let path): return path
        case .server(let address):
            #if Postgres
            return PostgresLedger.place(of: address)
            #else
            return "a PostgreSQL server"
            #endif
        }
    }

    /// Its file, for what only a file can do.
    func file(for what: String) throws -> String {
        guard case .file(let path) = self else {
            throw Failure(
                .usage,
                """
                \(what) is for a ledger in a file, and this one is in PostgreSQL, which has its own tools: \
                `pg_dump` and `pg_restore` (docs/operations.md says how)
                """)
        }
        return path
    }

    /// - Parameter expected: the `ledger_id` that the workspace names.
    func open(expected: String?) throws -> any LedgerStore {
        switch self {
        case .file(let path): return try SQLiteLedger.open(at: path, expected: expected)
        case .server(let address):
            #if Postgres
            return try PostgresLedger.open(at: address, expected: expected)
            #else
            throw Self.builtWithoutPostgres
            #endif
        }
    }

    func create() throws -> any LedgerStore {
        switch self {
        case .file(let path): return try SQLiteLedger.create(at: path)
        case .server(let address):
            #if Postgres
            return try PostgresLedger.create(at: address)
            #else
            throw Self.builtWithoutPostgres
            #endif
        }
    }

    /// Whether a ledger is there; throws where nobody can tell.
    func isThere() throws -> Bool {
        do {
            _ = try open(expected: nil)
            return true
        } catch LedgerError.missing {
            return false
        }
    }

    /// Whether the ledger there is the same one as a file's.
    func holds(_ source: SQLiteLedger) throws -> Bool {
        try open(expected: nil).identity().id == source.identity().id
    }

    /// Makes the ledger of everything that a file holds; returns in words what that was.
    /// - Parameter onRow: told after each row how many were copied, of how many.
    func take(over source: SQLiteLedger, onRow: (_ done: Int, _ total: Int) -> Void) throws -> String {
        guard case .server(let address) = self else { throw LedgerError.exists(place: name) }
        #if Postgres
        let counts = try PostgresLedger.create(at: address, from: source, onRow: onRow).counts
        return [
            Words.count(counts.sends, "send"), Words.count(counts.attempts, "attempt"),
            Words.count(counts.suppressed, "opt-out"),
        ].joined(separator: ", ")
        #else
        throw Self.builtWithoutPostgres
        #endif
    }

    #if !Postgres
    private static var builtWithoutPostgres: Failure {
        Failure(
            .unreadable,
            "the ledger is in PostgreSQL, and this pregon was built without it (the package trait `Postgres`)"
        )
    }
    #endif
}
