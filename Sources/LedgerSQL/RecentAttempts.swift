import CampaignModel
import Ledger

/// What has been sent of late, which the pace counts: attempts of the last 3,600 s by either clock.
///
/// A wall clock that is set forward must not make an attempt of a minute ago look like one of an hour ago, so within
/// one boot the monotonic clock has a say, too. Each attempt counts as begun at the later of the two moments.
struct RecentAttempts {
    let database: any SQLTransaction
    let clock: ClockReading

    /// When attempts of a sender number began, oldest first; only the latest of them where they are fewer than `limit`.
    func of(sender: PhoneNumber, unlessFewerThan limit: Int? = nil) throws -> [Instant] {
        try began("sender", Int64(sender.digits), unlessFewerThan: limit)
    }

    /// When attempts of a campaign began, on every line, oldest first; only the latest where they are fewer than `limit`.
    func of(campaign: String, unlessFewerThan limit: Int? = nil) throws -> [Instant] {
        try began("campaign", campaign, unlessFewerThan: limit)
    }

    private func began(
        _ column: String, _ value: any SQLConvertible, unlessFewerThan limit: Int?
    ) throws -> [Instant] {
        if let limit {
            let known = try summary(column, value)
            guard known.count > 0, let latest = known.latest else { return [] }
            if known.count < limit { return [latest] }
        }
        return try all(column, value)
    }

    /// How many there are, and when the latest began. A line at its pace has just fewer than its limit, so for most claims
    /// this is all; it is counted within the indexes alone.
    private func summary(
        _ column: String, _ value: any SQLConvertible
    ) throws -> (count: Int64, latest: Instant?) {
        let wall = "attempts\(database.dialect.indexedBy("attempts_by_\(column)"))"
        let boot = "attempts\(database.dialect.indexedBy("attempts_by_\(column)_and_boot"))"
        let row = try database.row(
            """
            SELECT (SELECT count(*) FROM \(wall) WHERE \(column) = ?4 AND began_wall > ?1 - 3600000)
                + (SELECT count(*) FROM \(boot) WHERE \(column) = ?4 AND boot = ?3
                    AND began_monotonic > ?2 - 3600000000000 AND began_wall + 0 <= ?1 - 3600000),
                (SELECT max(began_wall) FROM \(wall) WHERE \(column) = ?4),
                (SELECT ?1 - ((?2 - max(began_monotonic)) / 1000000) FROM \(boot)
                    WHERE \(column) = ?4 AND boot = ?3)
            """, arguments(value))
        guard let row else { return (0, nil) }
        let latest = [try row.at(1) as Int64?, try row.at(2) as Int64?].compactMap(\.self).max()
        return (try row.at(0), latest.map(Instant.init(milliseconds:)))
    }

    private func arguments(_ value: any SQLConvertible) -> [any SQLConvertible] {
        [clock.wall.milliseconds, Int64(clamping: clock.monotonic), clock.boot, value]
    }

    private func all(_ column: String, _ value: any SQLConvertible) throws -> [Instant] {
        let dialect = database.dialect
        let latest = "\(dialect.greatest)(began_wall, ?1 - ((?2 - began_monotonic) / 1000000))"
        // The indexes are named, and the last comparison is none that an index serves: the other one would have the second
        // half look at everything that is older. One text instead of a row each, because this is read for every send.
        let moments: String? = try database.value(
            """
            SELECT \(dialect.joined("began")) FROM (
                SELECT CASE WHEN boot = ?3 THEN \(latest) ELSE began_wall END AS began
                FROM attempts\(dialect.indexedBy("attempts_by_\(column)"))
                WHERE \(column) = ?4 AND began_wall > ?1 - 3600000
                UNION ALL SELECT \(latest)
                FROM attempts\(dialect.indexedBy("attempts_by_\(column)_and_boot"))
                WHERE \(column) = ?4 AND boot = ?3 AND began_monotonic > ?2 - 3600000000000
                    AND began_wall + 0 <= ?1 - 3600000) AS recent
            """,
            arguments(value))
        return (moments ?? "").utf8.split(separator: UInt8(ascii: ",")).compactMap {
            Int64(Substring($0))
        }.sorted().map(Instant.init(milliseconds:))
    }
}
