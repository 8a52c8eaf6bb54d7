import CampaignModel
import Foundation
import Ledger
import LedgerSQL
import Synchronization

/// This process as one of the ledger's runners: a row that says who it is, and a lock that goes when its connection
/// does. Others hold it for dead when the lock has gone and it was not seen for `SQLDialect.silenceSeconds`.
final class RunnerRole: Sendable {
    let id: Int64
    let description: String
    private let address: PostgresAddress
    private let host: String
    /// How long the row may go without saying that this runner lives.
    private let interval: Duration
    private let session: Mutex<Session>

    private struct Session {
        /// Nil after the release.
        var connection: PostgresConnection?
        var seen: ContinuousClock.Instant
    }

    /// Enters the runner and takes its lock, on a connection of its own.
    init(_ address: PostgresAddress, description: String, interval: Duration = .seconds(5))
        throws(LedgerError)
    {
        self.address = address
        self.description = description
        self.interval = interval
        host = ProcessInfo.processInfo.hostName
        let connection = try PostgresConnection(address)
        do {
            let lockClass = UInt32(bitPattern: LockKey.runners(schema: connection.schema))
            // Rows of the dead are kept for a day, for whoever wonders.
            try connection.command(
                "DELETE FROM runners r WHERE r.last_seen < \(SQLDialect.serverNow) - 86400000 AND NOT \(SQLDialect.runnerLives)"
            )
            let row = try connection.run(
                """
                INSERT INTO runners (description, host, lock_class, since, last_seen)
                VALUES (?, ?, ?, \(SQLDialect.serverNow), \(SQLDialect.serverNow)) RETURNING id
                """, [.text(description), .text(host), .integer(Int64(lockClass))]
            ).rows.first
            guard let row else { throw PostgresFailure(message: "the server did not enter the runner") }
            id = try row.integer(0)
            try Self.lock(id, on: connection)
        } catch {
            throw LedgerError(error, place: address.place)
        }
        session = Mutex(Session(connection: connection, seen: .now))
    }

    /// Says that this runner lives, where it has not said so for a while. A session that has broken is made anew
    /// first; `unreachable` where that cannot be.
    func beat() throws(LedgerError) {
        try session.withLock { session throws(LedgerError) in
            guard let connection = session.connection else { return }
            let now = ContinuousClock.now
            if !connection.isClosed {
                guard now - session.seen >= interval else { return }
                if (try? enter(on: connection)) != nil {
                    session.seen = now
                    return
                }
            }
            let fresh = try PostgresConnection(address)
            do {
                try Self.lock(id, on: fresh)
                try enter(on: fresh)
            } catch {
                throw LedgerError(error, place: address.place)
            }
            session = Session(connection: fresh, seen: now)
        }
    }

    func release() {
        session.withLock { session in
            guard let connection = session.connection else { return }
            // Best effort: the lock goes with the connection, and a row without one dies by itself.
            _ = try? connection.run("DELETE FROM runners WHERE id = ?", [.integer(id)])
            session.connection = nil
        }
    }

    deinit { release() }

    /// The process of the server that holds the lock; nil after the release.
    var backend: Int32? { session.withLock { $0.connection?.backend } }

    /// Shared, because it is this runner's alone, and an earlier session of it may not have been missed yet: then the
    /// new one does not have to wait for its end.
    private static func lock(_ id: Int64, on connection: PostgresConnection) throws {
        let lockClass = LockKey.runners(schema: connection.schema)
        try connection.run(
            "SELECT pg_advisory_lock_shared(?::int, ?::int)", [.integer(Int64(lockClass)), .integer(id)])
    }

    /// Writes the row again where somebody has held this runner for dead and removed it.
    private func enter(on connection: PostgresConnection) throws {
        let lockClass = UInt32(bitPattern: LockKey.runners(schema: connection.schema))
        try connection.run(
            """
            INSERT INTO runners (id, description, host, lock_class, since, last_seen) OVERRIDING SYSTEM VALUE
            VALUES (?, ?, ?, ?, \(SQLDialect.serverNow), \(SQLDialect.serverNow))
            ON CONFLICT (id) DO UPDATE SET last_seen = excluded.last_seen
            """,
            [.integer(id), .text(description), .text(host), .integer(Int64(lockClass))])
    }
}

/// Gives the role back when it is released, or when nobody holds it any more.
final class PostgresLease: RunnerLease {
    let notes: [String] = []
    private let onRelease: @Sendable () -> Void

    init(onRelease: @escaping @Sendable () -> Void) { self.onRelease = onRelease }

    func release() { onRelease() }

    deinit { onRelease() }
}
