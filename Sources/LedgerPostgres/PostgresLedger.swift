// LedgerPostgres: the ledger in a schema of a PostgreSQL database, through libpq, for several machines that share the
// work.
//
// In: a URL, and the transactions of `LedgerSQL`. Out: rows that are durable when a transaction returns. What holds
// between runners are the server's locks: of rows, of what a transaction must not work on beside another
// (`LedgerLock`), and one for each runner, which goes when its connection does (`RunnerRole`).
//
// It needs a connection of its own to the server. Behind a pooler that gives each transaction another one (pgbouncer's
// `transaction` mode) neither the runners' locks nor prepared statements hold.
import CampaignModel
import Foundation
import Ledger
import LedgerSQL
import Synchronization

/// A ledger in a PostgreSQL database. It may be used from several threads at once.
package final class PostgresLedger: SQLLedgerStore {
    /// The server's address without the password.
    package let place: String
    package var isShared: Bool { true }
    package let basis = PlanBasis()
    let pool: ConnectionPool
    /// Attempts whose commit nobody knows of, and whose requests were never made.
    private let unsent = Mutex<[AttemptResult]>([])
    /// There while this process is a runner by this ledger.
    let role = Mutex<RunnerRole?>(nil)
    /// This machine's wall clock.
    let clock: @Sendable () -> Instant

    init(_ pool: ConnectionPool, clock: @escaping @Sendable () -> Instant) {
        place = pool.address.place
        self.pool = pool
        self.clock = clock
    }

    /// How messages name the ledger of a URL: without its password.
    package static func place(of url: String) -> String {
        (try? PostgresAddress(url: url))?.place ?? "a PostgreSQL server"
    }

    package static let systemClock: @Sendable () -> Instant = {
        Instant(seconds: Date().timeIntervalSince1970)
    }

    /// Makes a new ledger in the database of a URL; `exists` where one is.
    package static func create(
        at url: String, clock: @escaping @Sendable () -> Instant = systemClock
    ) throws(LedgerError) -> PostgresLedger {
        let ledger = PostgresLedger(ConnectionPool(try PostgresAddress(url: url)), clock: clock)
        try ledger.writing { try PostgresMigration(connection: $0.connection).create() }
        return ledger
    }

    /// Opens an existing ledger and brings it up to date. `expected`: the `ledger_id` that the workspace names.
    package static func open(
        at url: String, expected: String?, clock: @escaping @Sendable () -> Instant = systemClock
    ) throws(LedgerError) -> PostgresLedger {
        let ledger = PostgresLedger(ConnectionPool(try PostgresAddress(url: url)), clock: clock)
        try ledger.writing { try PostgresMigration(connection: $0.connection).bringUpToDate() }
        let identity = try ledger.identity()
        if let expected, expected != identity.id {
            throw .foreign(place: ledger.place, expected: expected, found: identity.id)
        }
        return ledger
    }

    /// Whether a ledger lies in the database of a URL.
    package static func exists(at url: String) throws(LedgerError) -> Bool {
        let pool = ConnectionPool(try PostgresAddress(url: url))
        do {
            return try pool.lend { connection, _ in
                try PostgresMigration(connection: connection).version() != nil
            }
        } catch {
            throw LedgerError(error, place: pool.address.place)
        }
    }

    // MARK: Transactions

    /// A transaction that only reads, and sees the ledger as it is at one moment.
    package func reading<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value {
        do { return try run(.reading, body) } catch { throw LedgerError(error, place: place) }
    }

    /// A transaction that has happened whole, durably, when this returns. `body` is run again where another
    /// transaction was in its way.
    ///
    /// `unreachable` where the connection broke: if that was at the commit, nobody knows whether it holds.
    @discardableResult
    package func transaction<Value>(
        _ body: (any SQLTransaction) throws -> Value
    ) throws(LedgerError) -> Value {
        try returnUnsent()
        return try writing(body)
    }

    func writing<Value>(_ body: (PostgresTransaction) throws -> Value) throws(LedgerError) -> Value {
        do {
            for round in 1..<Self.mostRounds {
                do {
                    return try writeOnce(body)
                } catch let failure as PostgresFailure where failure.isCollision {
                    Self.pause(round)
                } catch LedgerError.busy {
                    Self.pause(round)
                }
            }
            return try writeOnce(body)
        } catch {
            throw LedgerError(error, place: place)
        }
    }

    private func writeOnce<Value>(_ body: (PostgresTransaction) throws -> Value) throws -> Value {
        let role = role.withLock(\.self)
        try role?.beat()
        return try run(.writing(runner: role?.id), body)
    }

    private func run<Value>(
        _ access: PostgresConnection.Access, _ body: (PostgresTransaction) throws -> Value
    ) throws -> Value {
        do {
            return try pool.lend { connection, isNew in
                do {
                    try connection.begin(access)
                } catch let failure as PostgresFailure where failure.isLost && !isNew {
                    throw GoneWhileIdle()
                }
                return try Self.finish(connection, access, body)
            }
        } catch is GoneWhileIdle {
            // The server was started anew, perhaps long ago. Nothing of this transaction has happened.
            pool.closeIdle()
            return try pool.lend { connection, _ in
                try connection.begin(access)
                return try Self.finish(connection, access, body)
            }
        }
    }

    private struct GoneWhileIdle: Error {}

    private static func finish<Value>(
        _ connection: PostgresConnection, _ access: PostgresConnection.Access,
        _ body: (PostgresTransaction) throws -> Value
    ) throws -> Value {
        let transaction = PostgresTransaction(connection, access)
        let value: Value
        do {
            value = try body(transaction)
        } catch {
            connection.rollBack()
            throw error
        }
        do {
            try connection.commit(steps: transaction.steps)
        } catch {
            connection.rollBack()
            throw error
        }
        return value
    }

    /// How often a transaction is tried in which others were in the way.
    private static let mostRounds = 4

    /// A moment that two who were in each other's way hardly choose alike: 5 to 80 ms.
    private static func pause(_ round: Int) {
        usleep(UInt32.random(in: 5_000...10_000) << UInt32(round))
    }

    // MARK: Identity

    package func identity() throws(LedgerError) -> LedgerIdentity { try reading { try $0.identity() } }

    package func planKey() throws(LedgerError) -> [UInt8] {
        try reading { database in
            let key: [UInt8]? = try database.value("SELECT bytes_value FROM meta WHERE name = 'plan_key'")
            guard let key, key.count == 32 else {
                throw LedgerError.damaged(place: self.place, detail: "its plan key is missing")
            }
            return key
        }
    }

    /// The server keeps it; nothing lies beside it.
    package func rememberIdentity() throws(LedgerError) {}

    // MARK: What cannot be stored

    // There is no file beside the ledger to put it into: the disk of this machine is no safer than the way to the
    // server. While this process lives, it tries again; else the attempt's lease ends, and its send is in doubt.

    package func keep(_ result: AttemptResult, because error: LedgerError) -> LedgerError { error }

    package func noteUnsent(_ claimed: ClaimedSend, at: Instant, because error: LedgerError) {
        guard case .unreachable = error else { return }
        unsent.withLock { $0.append(AttemptResult(unsent: claimed, at: at)) }
    }

    /// The connection broke at the commit of a claim: if the attempt is there all the same, its send waits again.
    private func returnUnsent() throws(LedgerError) {
        while let result = unsent.withLock(\.last) {
            do {
                try writing { try $0.write(result) }
            } catch .staleToken {
                // It was never committed.
            }
            unsent.withLock { $0.removeAll { $0.token == result.token } }
        }
    }

    package func forget(_ result: AttemptResult) {}

    package func waitingResults() throws(LedgerError) -> Int { 0 }

    // MARK: Soundness

    /// The server looks after its pages and indexes itself.
    package func structuralDamage() throws(LedgerError) -> [String] { [] }

    package func refuseDamage() throws(LedgerError) {}
}
