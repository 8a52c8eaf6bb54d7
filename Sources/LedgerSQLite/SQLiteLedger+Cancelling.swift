import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func cancel(_ cancellation: Cancellation) throws(LedgerError) -> Int {
        let count = try transaction { database in
            try database.execute(
                sql: """
                    INSERT INTO cancellations (campaign, revision, reason, by, since) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (campaign) DO UPDATE SET revision = max(revision, excluded.revision),
                        reason = excluded.reason, by = excluded.by, since = excluded.since
                    """,
                arguments: [
                    cancellation.campaign, cancellation.revision, cancellation.reason, cancellation.by,
                    cancellation.since.milliseconds,
                ])
            try LedgerSchema.advanceSerial(database)
            return try Self.cancelWaiting(under: cancellation, at: cancellation.since, in: database)
        }
        try rememberIdentity()
        return count
    }

    package func cancellations() throws(LedgerError) -> [Cancellation] {
        try reading { database in try Self.cancellations(in: database) }
    }

    package func reinstate(_ campaign: String) throws(LedgerError) -> Cancellation? {
        let ended = try transaction { database -> Cancellation? in
            guard let known = try Self.cancellation(of: campaign, in: database) else { return nil }
            try database.execute(sql: "DELETE FROM cancellations WHERE campaign = ?", arguments: [campaign])
            try LedgerSchema.advanceSerial(database)
            return known
        }
        if ended != nil { try rememberIdentity() }
        return ended
    }

    // MARK: Inside a transaction

    /// Ends what waits under a cancellation; returns how many sends that was.
    @discardableResult
    static func cancelWaiting(under cancellation: Cancellation, at: Instant, in database: Database) throws
        -> Int
    {
        try database.execute(
            sql: """
                UPDATE sends SET state = 'cancelled', reason = ?, not_before = NULL, changed_at = ?
                WHERE state = 'planned' AND campaign = ? AND revision <= ?
                """,
            arguments: [
                cancellation.sentence, at.milliseconds, cancellation.campaign, cancellation.revision,
            ])
        return database.changesCount
    }

    /// What has become waiting beside a cancellation, in a pass that had begun before it, ends as well.
    static func keepCancelled(at: Instant, in database: Database) throws {
        for cancellation in try cancellations(in: database) {
            try cancelWaiting(under: cancellation, at: at, in: database)
        }
    }

    static func cancellation(of campaign: String, in database: Database) throws -> Cancellation? {
        try Row.fetchOne(
            try database.cachedStatement(sql: selection + " WHERE campaign = ?"), arguments: [campaign]
        ).map(cancellation)
    }

    static func cancellations(in database: Database) throws -> [Cancellation] {
        try Row.fetchAll(try database.cachedStatement(sql: selection + " ORDER BY campaign"))
            .map(cancellation)
    }

    private static let selection = "SELECT campaign, revision, reason, by, since FROM cancellations"

    private static func cancellation(_ row: Row) throws -> Cancellation {
        Cancellation(
            campaign: try row.at(0), revision: try row.at(1), reason: try row.at(2), by: try row.at(3),
            since: try row.moment(4))
    }
}
