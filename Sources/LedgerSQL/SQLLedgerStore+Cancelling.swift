import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func cancel(_ cancellation: Cancellation) throws(LedgerError) -> Int {
        let count = try transaction { database in
            try database.execute(
                """
                INSERT INTO cancellations (campaign, revision, reason, by, since) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (campaign) DO UPDATE
                    SET revision = \(database.dialect.greatest)(cancellations.revision, excluded.revision),
                    reason = excluded.reason, by = excluded.by, since = excluded.since
                """,
                [
                    cancellation.campaign, cancellation.revision, cancellation.reason, cancellation.by,
                    cancellation.since.milliseconds,
                ])
            try database.advanceSerial()
            return try database.cancelWaiting(under: cancellation, at: cancellation.since)
        }
        try rememberIdentity()
        return count
    }

    package func cancellations() throws(LedgerError) -> [Cancellation] {
        try reading { database in try database.cancellations() }
    }

    package func reinstate(_ campaign: String) throws(LedgerError) -> Cancellation? {
        let ended = try transaction { database -> Cancellation? in
            guard let known = try database.cancellation(of: campaign) else { return nil }
            try database.execute("DELETE FROM cancellations WHERE campaign = ?", [campaign])
            try database.advanceSerial()
            return known
        }
        if ended != nil { try rememberIdentity() }
        return ended
    }
}

extension SQLTransaction {
    /// Ends what waits under a cancellation; returns how many sends that was.
    @discardableResult
    func cancelWaiting(under cancellation: Cancellation, at: Instant) throws -> Int {
        try execute(
            """
            UPDATE sends SET state = 'cancelled', reason = ?, not_before = NULL, changed_at = ?
            WHERE state = 'planned' AND campaign = ? AND revision <= ?
            """,
            [cancellation.sentence, at.milliseconds, cancellation.campaign, cancellation.revision])
    }

    /// What has become waiting beside a cancellation, in a pass that had begun before it, ends as well.
    func keepCancelled(at: Instant) throws {
        for cancellation in try cancellations() { try cancelWaiting(under: cancellation, at: at) }
    }

    func cancellation(of campaign: String) throws -> Cancellation? {
        try row(CancellationRow.selection + " WHERE campaign = ?", [campaign])
            .map(CancellationRow.cancellation)
    }

    func cancellations() throws -> [Cancellation] {
        try rows(CancellationRow.selection + " ORDER BY campaign").map(CancellationRow.cancellation)
    }
}

/// Between rows of `cancellations` and values.
private enum CancellationRow {
    static let selection = "SELECT campaign, revision, reason, by, since FROM cancellations"

    static func cancellation(_ row: any SQLRow) throws -> Cancellation {
        Cancellation(
            campaign: try row.at(0), revision: try row.at(1), reason: try row.at(2), by: try row.at(3),
            since: try row.moment(4))
    }
}
