import CampaignModel
import Ledger

/// Between rows of `stops` and values.
enum StopRow {
    static let selection = "SELECT kind, name, reason, since, until, by FROM stops"

    static func stop(_ row: any SQLRow) throws -> Stop {
        let (kind, name): (String, String) = (try row.at(0), try row.at(1))
        return Stop(
            subject: kind == "line" ? .line(name) : .campaign(name), reason: try row.at(2),
            since: try row.moment(3), until: try row.momentIfAny(4), by: try row.at(5))
    }
}

extension SQLTransaction {
    func stop(_ subject: Stop.Subject) throws -> Stop? {
        try row(StopRow.selection + " WHERE kind = ? AND name = ?", [subject.kind, subject.name])
            .map(StopRow.stop)
    }

    /// Keeps the harder of two stops: one until `resume` is never replaced by a pause. False: nothing has changed.
    @discardableResult
    package func store(_ stop: Stop) throws -> Bool {
        let changed = try execute(
            """
            INSERT INTO stops (kind, name, reason, since, until, by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, name) DO UPDATE
                SET reason = excluded.reason, since = excluded.since, until = excluded.until,
                    by = excluded.by
                WHERE stops.until IS NOT NULL
                    AND (excluded.until IS NULL OR excluded.until > stops.until)
            """,
            [
                stop.subject.kind, stop.subject.name, stop.reason, stop.since.milliseconds,
                stop.until?.milliseconds, stop.by,
            ])
        return changed > 0
    }
}
