import CampaignModel
import GRDB

/// What has been sent of late, which the pace counts.
struct RecentAttempts {
    let database: Database
    let now: Instant

    /// When attempts of a sender number began in the last 3,600 s, oldest first.
    func of(sender: PhoneNumber) throws -> [Instant] {
        try instants(
            "SELECT began_wall FROM attempts WHERE sender = ? AND began_wall > ? ORDER BY began_wall",
            [Int64(sender.digits), hourAgo])
    }

    /// When attempts of a campaign began in the last 3,600 s, on every line, oldest first.
    func of(campaign: String) throws -> [Instant] {
        try instants(
            "SELECT began_wall FROM attempts WHERE campaign = ? AND began_wall > ? ORDER BY began_wall",
            [campaign, hourAgo])
    }

    private var hourAgo: Int64 { now.advanced(seconds: -3600).milliseconds }

    func instants(_ sql: String, _ arguments: StatementArguments) throws -> [Instant] {
        try Int64.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
            .map(Instant.init(milliseconds:))
    }
}
