// LedgerSQLite: the ledger as one SQLite file on one machine, through GRDB.
//
// In: the transactions of `LedgerStore`. Out: rows that survive `kill -9` and a power cut. Beside the file lie
// `….identity` (which ledger was last used here, and how far it had come), `….runner` (the runner's lock) and
// `….results` (room for results that the ledger cannot take).
import CampaignModel
import Foundation
import GRDB
import Glibc
import Ledger
import LedgerSQL
import Synchronization

/// A ledger in a SQLite file, mode 0600.
package final class SQLiteLedger: SQLLedgerStore {
    package let path: String
    package var place: String { path }
    package var isShared: Bool { false }
    package let basis = PlanBasis()
    let queue: DatabaseQueue
    let identityFile: IdentityFile
    /// There while this process is the runner.
    let journal = Mutex<ResultJournal?>(nil)

    /// In memory there is nothing beside it.
    private let isInMemory: Bool

    private init(path: String, queue: DatabaseQueue, isInMemory: Bool = false) {
        self.path = path
        self.queue = queue
        self.isInMemory = isInMemory
        identityFile = IdentityFile(ledger: path)
    }

    /// Opens a file that is known to be this place's ledger, whatever its identity, and brings it up to date.
    convenience init(adopting path: String) throws(LedgerError) {
        self.init(path: path, queue: try Self.openQueue(path))
        try refuseUnreadableSchema()
    }

    /// Whether a ledger, or the trace of one, lies at a path.
    package static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// A new ledger in memory, for rehearsals: it goes with the process, and nobody else can open it.
    package static func inMemory() throws(LedgerError) -> SQLiteLedger {
        let path = "(in memory)"
        do {
            var configuration = Configuration()
            configuration.label = "ledger in memory"
            let queue = try DatabaseQueue(configuration: configuration)
            try fill(queue)
            return SQLiteLedger(path: path, queue: queue, isInMemory: true)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// The same for one that would take too much memory: in a file that has lost its name before anything is written
    /// to it, so that it goes with the process, too. Nothing of it is meant to outlast a crash.
    package static func temporary() throws(LedgerError) -> SQLiteLedger {
        let folder = FileManager.default.temporaryDirectory.path
        let path = "(a temporary file in \(folder))"
        var template = Array("\(folder)/pregon-rehearsal-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw LedgerError.io(place: path, detail: String(cString: strerror(errno)))
        }
        close(descriptor)
        let file = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(file) }
        do {
            var configuration = Configuration()
            configuration.label = "temporary ledger"
            configuration.prepareDatabase { database in
                _ = try String.fetchOne(database, sql: "PRAGMA locking_mode = EXCLUSIVE")
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = MEMORY")
                try database.execute(sql: "PRAGMA synchronous = OFF")
                try database.execute(sql: "PRAGMA cache_size = -32768")
            }
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            try fill(queue)
            return SQLiteLedger(path: path, queue: queue, isInMemory: true)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Makes a new ledger; refuses where one is, or is known to have been.
    package static func create(at path: String) throws(LedgerError) -> SQLiteLedger {
        guard !exists(at: path) else { throw .exists(place: path) }
        let identityFile = IdentityFile(ledger: path)
        if let known = try identityFile.read() {
            throw .lost(place: path, identityFile: identityFile.path, serial: known.serial)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .io(place: path, detail: "its folder cannot be made: \(error.localizedDescription)")
        }
        // Made beside its place and linked there when it is whole: whoever looks meanwhile finds none, and of two that
        // make one at the same time, one is told that there is one.
        let unfinished = "\(path).new-\(UUID().uuidString)"
        let descriptor = Glibc.open(unfinished, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .io(place: path, detail: String(cString: strerror(errno))) }
        close(descriptor)
        defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(unfinished + suffix) } }
        let file = try openQueue(unfinished)
        do {
            try fill(file)
            try file.close()
        } catch {
            throw LedgerError(error, path: path)
        }
        guard link(unfinished, path) == 0 else {
            if errno == EEXIST { throw .exists(place: path) }
            throw .io(place: path, detail: String(cString: strerror(errno)))
        }
        do {
            let ledger = SQLiteLedger(path: path, queue: try openQueue(path))
            try ledger.rememberIdentity()
            return ledger
        } catch {
            // Nothing was ever in it; without its identity beside it, nobody misses it.
            for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
            unlink(identityFile.path)
            throw error
        }
    }

    /// Makes a ledger of an empty database.
    private static func fill(_ queue: DatabaseQueue) throws {
        try queue.write { database in
            try LedgerSchema.migrate(database)
            try LedgerSchema.insertIdentity(database)
        }
    }

    /// Opens an existing ledger. `expected`: the `ledger_id` that the workspace names.
    ///
    /// - Parameter goesOnTakingOver: opens also one whose takeover was begun and not ended.
    package static func open(
        at path: String, expected: String?, goesOnTakingOver: Bool = false
    ) throws(LedgerError) -> SQLiteLedger {
        let identityFile = IdentityFile(ledger: path)
        let known = try identityFile.read()
        guard exists(at: path) else {
            if let known {
                throw .lost(place: path, identityFile: identityFile.path, serial: known.serial)
            }
            throw .missing(place: path)
        }
        let queue = try openQueue(path)
        let ledger = SQLiteLedger(path: path, queue: queue)
        try ledger.refuseUnreadableSchema()
        let identity = try ledger.identity()
        if let expected, expected != identity.id {
            throw .foreign(place: path, expected: expected, found: identity.id)
        }
        if let takeover = try ledger.takeover(), takeover.isDone || !goesOnTakingOver {
            throw .takenOver(place: path, by: takeover.by, isDone: takeover.isDone)
        }
        if let known {
            guard known.id == identity.id else {
                throw .foreign(place: path, expected: known.id, found: identity.id)
            }
            guard known.serial <= identity.serial else {
                throw .older(
                    place: path, identityFile: identityFile.path, serial: identity.serial,
                    known: known.serial)
            }
        } else {
            try ledger.rememberIdentity()
        }
        return ledger
    }

    /// WAL only from 3.51.3 on: older versions can, rarely, corrupt a file that several connections write
    /// while the log is reset (design.md, "Several runners").
    static func hasSoundWAL(version: String) -> Bool {
        let parts = version.split(separator: ".").map { Int($0) ?? 0 }
        return parts.lexicographicallyPrecedes([3, 51, 3]) == false
    }

    private static func openQueue(_ path: String) throws(LedgerError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "ledger"
        configuration.prepareDatabase { database in
            let version = try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "0"
            let journal = hasSoundWAL(version: version) ? "WAL" : "PERSIST"
            // EXTRA also makes the journal's end durable, so that a commit cannot be undone by a power cut.
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = \(journal)")
            try database.execute(sql: "PRAGMA synchronous = EXTRA")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            // A damaged page is said to be one, rather than read as far as it goes.
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    private func refuseUnreadableSchema() throws(LedgerError) {
        let version = try inspecting { database in
            guard try database.tableExists("meta"), try database.tableExists("sends") else {
                throw LedgerError.damaged(place: self.path, detail: "it has none of a ledger's tables")
            }
            return try LedgerSchema.version(database)
        }
        if version > LedgerSchema.currentVersion { throw .newer(place: path) }
        guard version > 0 else { throw .damaged(place: path, detail: "it does not say its version") }
        if version < LedgerSchema.currentVersion {
            try changing { try LedgerSchema.migrate($0) }
        }
    }

    // MARK: Transactions

    /// A transaction that only reads.
    ///
    /// `queue.read` would forbid writing by `PRAGMA query_only`, and every change of that has SQLite compile all
    /// statements of the connection anew.
    func inspecting<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            return try queue.inDatabase { database in
                var value: Value?
                try database.inTransaction(.deferred) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { throw LedgerError.io(place: self.path, detail: "nothing was read") }
                return value
            }
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// A transaction that has happened whole, durably, when this returns.
    func changing<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try queue.write(body) } catch { throw LedgerError(error, path: path) }
    }

    package func reading<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value {
        try inspecting { try body(SQLiteTransaction(database: $0, place: path)) }
    }

    package func transaction<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value
    {
        try changing { try body(SQLiteTransaction(database: $0, place: path)) }
    }

    /// Notes beside the file how far it has come.
    package func rememberIdentity() throws(LedgerError) {
        guard !isInMemory else { return }
        try identityFile.write(try identity())
    }

    package func identity() throws(LedgerError) -> LedgerIdentity {
        try reading { try $0.identity() }
    }

    package func planKey() throws(LedgerError) -> [UInt8] {
        try inspecting { database in
            let key = try Data.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'plan_key'")
            guard let key, key.count == 32 else {
                throw LedgerError.damaged(place: self.path, detail: "its plan key is missing")
            }
            return Array(key)
        }
    }
}

extension LedgerError {
    /// Turns whatever a transaction threw into words for people.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as LedgerError: self = error
        case let transition as ForbiddenTransition: self = .forbidden(transition)
        case let unreadable as UnreadableContent:
            self = .damaged(place: path, detail: "a send's content cannot be read: \(unreadable.reason)")
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(place: path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                self = .damaged(place: path, detail: error.message ?? "not a database")
            case .SQLITE_FULL: self = .io(place: path, detail: "the disk is full")
            default: self = .io(place: path, detail: error.message ?? "SQLite error \(error.resultCode)")
            }
        case let violation as SQLConstraintViolation: self = .io(place: path, detail: violation.detail)
        case let row as UnreadableRow: self = .damaged(place: path, detail: row.reason)
        case is RowDecodingError:
            self = .damaged(place: path, detail: "a row holds what pregon never writes there")
        case is DecodingError: self = .damaged(place: path, detail: "an event cannot be read")
        default: self = .io(place: path, detail: String(describing: error))
        }
    }
}
