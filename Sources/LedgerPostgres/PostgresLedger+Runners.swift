import CampaignModel
import Ledger
import LedgerSQL

/// Somebody who sends by the ledger, or did until they ended without a word.
package struct PostgresRunner: Sendable, Hashable {
    package var id: Int64
    /// How the runner describes itself.
    package var description: String
    package var host: String
    /// By the server's clock.
    package var since: Instant
    package var lastSeen: Instant
    /// Its lock is held, or it was seen just now.
    package var isAlive: Bool
}

extension PostgresLedger {
    /// By how much the server's clock and this machine's may differ, in milliseconds.
    static let mostClockDifference: Int64 = 2000

    /// Becomes one of the ledger's runners; there may be many, each in a process of its own.
    package func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        try refuseWrongClock()
        let new = try RunnerRole(pool.address, description: description)
        let held = role.withLock { role in
            if role == nil { role = new }
            return role
        }
        guard held === new else {
            throw .held(place: place, by: held?.description ?? "this process")
        }
        return PostgresLease { [weak self] in
            self?.role.withLock { if $0 === new { $0 = nil } }
            new.release()
        }
    }

    /// Those who are at work, and those of the last day who have ended without a word, oldest first.
    package func runners() throws(LedgerError) -> [PostgresRunner] {
        try reading { database in
            try database.rows(
                """
                SELECT r.id, r.description, r.host, r.since, r.last_seen, \(SQLDialect.runnerLives) FROM runners r
                ORDER BY r.id
                """
            ).map { row in
                PostgresRunner(
                    id: try row.integer(0), description: try row.text(1), host: try row.text(2),
                    since: Instant(milliseconds: try row.integer(3)),
                    lastSeen: Instant(milliseconds: try row.integer(4)), isAlive: try row.integer(5) != 0)
            }
        }
    }

    /// The server's moment lies between the two at which it was asked for and came. What is more than 2 s outside is
    /// refused.
    private func refuseWrongClock() throws(LedgerError) {
        let (asked, moment, answered) = try reading { database in
            let asked = self.clock()
            let moment: Int64? = try database.value("SELECT \(SQLDialect.serverNow)")
            return (asked, moment ?? 0, self.clock())
        }
        let difference = Self.clockDifference(
            server: moment, asked: asked.milliseconds, answered: answered.milliseconds)
        guard difference.magnitude <= UInt64(Self.mostClockDifference) else {
            throw .clockOff(place: place, milliseconds: difference)
        }
    }

    /// How far a moment lies outside of the time between two others; 0 where it lies within.
    static func clockDifference(server: Int64, asked: Int64, answered: Int64) -> Int64 {
        let (first, last) = (min(asked, answered), max(asked, answered))
        return server < first ? server - first : server > last ? server - last : 0
    }
}
