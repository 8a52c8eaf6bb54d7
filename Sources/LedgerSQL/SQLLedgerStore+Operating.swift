import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func stops() throws(LedgerError) -> [Stop] {
        try reading { database in
            try database.rows(StopRow.selection + " ORDER BY kind, name").map(StopRow.stop)
        }
    }

    package func stop(_ stop: Stop) throws(LedgerError) {
        try transaction { database in
            try database.store(stop)
            try database.advanceSerial()
        }
    }

    package func resume(_ name: String) throws(LedgerError) -> [Stop] {
        try transaction { database in
            let ended = try database.rows(StopRow.selection + " WHERE name = ?", [name]).map(StopRow.stop)
            try database.execute("DELETE FROM stops WHERE name = ?", [name])
            for table in ["failures", "undelivered", "outcomes"] {
                try database.execute("DELETE FROM \(table) WHERE line = ?", [name])
            }
            if !ended.isEmpty { try database.advanceSerial() }
            return ended
        }
    }

    package func tallies(campaign: String?) throws(LedgerError) -> [Tally] {
        try reading { database in
            let part = try CampaignPart(campaign, database)
            return try database.rows(
                """
                SELECT s.campaign, revision, occurrence, line, state, reason, count(*) FROM \(part.sends)
                \(part.condition)
                GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6 NULLS FIRST
                """, part.arguments
            ).map { row in
                guard let state = SendState(rawValue: try row.at(4)) else {
                    throw LedgerError.damaged(place: place, detail: "a send has no known state")
                }
                return Tally(
                    scope: CampaignScope(
                        campaign: try row.at(0), revision: try row.at(1), occurrence: try row.at(2)),
                    line: try row.at(3), state: state, reason: try row.at(5), count: try row.count(6))
            }
        }
    }

    package func sends(inState state: SendState, campaign: String?, after id: Int64, limit: Int)
        throws(LedgerError) -> [LedgerSend]
    {
        try reading { database in
            try database.rows(
                """
                SELECT \(SendRow.columns) FROM sends s
                WHERE state = ?1 AND (CAST(?2 AS TEXT) IS NULL OR campaign = ?2) AND id > ?4
                ORDER BY id LIMIT ?3
                """, [state.rawValue, campaign, limit, id]
            ).map { try SendRow.send($0, place: place) }
        }
    }

    package func resolve(id: Int64, event: SendEvent, group: GroupRecord?, at: Instant)
        throws(LedgerError)
    {
        try transaction { database in
            let send = try SendRow.fetch(database, id: id)
            let life = try send.life.after(event, by: .person)
            if case .resolvedAsSent = event, send.key.message == SendKey.groupCreation, group == nil {
                // Without its address nothing could be written to it, and nothing would say why.
                throw ForbiddenTransition(
                    state: send.life.state, event: "\(event.name) without the group's chat id")
            }
            try SendRow.store(life, id: id, at: at, in: database)
            if let group { try database.store(group, at: at) }
            if life.state == .refused { try database.suppressFollowers(of: send, at: at) }
            try EvidenceWriter(database: database, stopAfterFailures: .max)
                .catchUp(send: id, life: life, at: at)
            try database.advanceSerial()
        }
        try rememberIdentity()
    }

    package func attempts(ofDoubtsIn campaign: String) throws(LedgerError) -> [Int64: [PastAttempt]] {
        try reading { database in
            var attempts: [Int64: [PastAttempt]] = [:]
            try database.forEach(
                """
                SELECT send, number, began_wall, ended_wall, http_status, reply FROM attempts
                WHERE campaign = ?1
                    AND send IN (SELECT id FROM sends WHERE campaign = ?1 AND state = 'in_doubt')
                ORDER BY id
                """, [campaign]
            ) { row in
                attempts[try row.at(0), default: []].append(
                    PastAttempt(
                        number: try row.count(1), beganAt: try row.moment(2), endedAt: try row.momentIfAny(3),
                        httpStatus: try row.at(4), reply: try row.at(5)))
                return true
            }
            return attempts
        }
    }

    package func rememberInviteLink(_ link: String, of campaign: String) throws(LedgerError) {
        try transaction { database in
            let changed = try database.execute(
                "UPDATE groups SET invite_link = ? WHERE campaign = ?", [link, campaign])
            guard changed > 0 else { throw LedgerError.notFound("group of `\(campaign)`") }
            try database.advanceSerial()
        }
        try rememberIdentity()
    }

    package func group(of campaign: String) throws(LedgerError) -> GroupRecord? {
        try reading { database in try database.group(of: campaign) }
    }
}

/// The sends of one campaign or of all, in the order in which they are read soonest.
///
/// By an index each row costs a jump to its place in the table; a good part of the table is read sooner from end to end.
struct CampaignPart {
    /// The table, named `s`.
    let sends: String
    /// Empty, or a WHERE clause.
    let condition: String
    let arguments: [any SQLConvertible]

    init(_ campaign: String?, _ database: any SQLTransaction) throws {
        guard let campaign else {
            (sends, condition, arguments) = ("sends s\(database.dialect.endToEnd)", "", [])
            return
        }
        let all: Int64 = try database.value("SELECT max(id) FROM sends") ?? 0
        let share = all / 8
        let counted: Int64 =
            try database.value(
                "SELECT count(*) FROM (SELECT 1 FROM sends WHERE campaign = ? LIMIT ?) AS part",
                [campaign, share + 1]) ?? 0
        sends = "sends s\(counted > share ? database.dialect.endToEnd : "")"
        (condition, arguments) = ("WHERE s.campaign = ?", [campaign])
    }
}
