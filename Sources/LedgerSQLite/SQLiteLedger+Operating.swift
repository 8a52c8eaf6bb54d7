import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func stops() throws(LedgerError) -> [Stop] {
        try reading { database in
            try Row.fetchAll(
                try database.cachedStatement(
                    sql: "SELECT kind, name, reason, since, until, by FROM stops ORDER BY kind, name")
            ).map(Self.stop)
        }
    }

    package func stop(_ stop: Stop) throws(LedgerError) {
        try transaction { database in
            try Self.store(stop, in: database)
            try LedgerSchema.advanceSerial(database)
        }
    }

    package func resume(_ name: String) throws(LedgerError) -> [Stop] {
        try transaction { database in
            let ended = try Row.fetchAll(
                database, sql: "SELECT kind, name, reason, since, until, by FROM stops WHERE name = ?",
                arguments: [name]
            ).map(Self.stop)
            try database.execute(sql: "DELETE FROM stops WHERE name = ?", arguments: [name])
            for table in ["failures", "undelivered", "outcomes"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE line = ?", arguments: [name])
            }
            if !ended.isEmpty { try LedgerSchema.advanceSerial(database) }
            return ended
        }
    }

    package func tallies(campaign: String?) throws(LedgerError) -> [Tally] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT campaign, revision, occurrence, line, state, reason, count(*) FROM sends
                    WHERE ?1 IS NULL OR campaign = ?1
                    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
                    """, arguments: [campaign]
            ).map { row in
                guard let state = SendState(rawValue: try row.at(4)) else {
                    throw LedgerError.damaged(place: self.path, detail: "a send has no known state")
                }
                return Tally(
                    scope: CampaignScope(
                        campaign: try row.at(0), revision: try row.at(1), occurrence: try row.at(2)),
                    line: try row.at(3), state: state, reason: try row.at(5), count: try row.count(6))
            }
        }
    }

    package func sends(inState state: SendState, campaign: String?, limit: Int)
        throws(LedgerError) -> [LedgerSend]
    {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(SendRow.columns) FROM sends s
                    WHERE state = ?1 AND (?2 IS NULL OR campaign = ?2) ORDER BY id LIMIT ?3
                    """, arguments: [state.rawValue, campaign, limit]
            ).map { try SendRow.send($0, path: self.path) }
        }
    }

    package func resolve(id: Int64, event: SendEvent, group: GroupRecord?, at: Instant)
        throws(LedgerError)
    {
        try transaction { database in
            let send = try SendRow.fetch(database, id: id, path: self.path)
            let life = try send.life.after(event, by: .person)
            if case .resolvedAsSent = event, send.key.message == SendKey.groupCreation, group == nil {
                // Without its address nothing could be written to it, and nothing would say why.
                throw ForbiddenTransition(
                    state: send.life.state, event: "\(event.name) without the group's chat id")
            }
            try SendRow.store(life, id: id, at: at, in: database)
            if let group { try Self.store(group, at: at, in: database) }
            if life.state == .refused { try Self.suppressFollowers(of: send, at: at, in: database) }
            try EvidenceWriter(database: database, path: self.path, stopAfterFailures: .max)
                .catchUp(send: id, life: life, at: at)
            try LedgerSchema.advanceSerial(database)
        }
        try rememberIdentity()
    }

    package func attempts(ofDoubtsIn campaign: String) throws(LedgerError) -> [Int64: [PastAttempt]] {
        try reading { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT send, number, began_wall, ended_wall, http_status, reply FROM attempts
                    WHERE campaign = ?1
                        AND send IN (SELECT id FROM sends WHERE campaign = ?1 AND state = 'in_doubt')
                    ORDER BY id
                    """, arguments: [campaign])
            var attempts: [Int64: [PastAttempt]] = [:]
            while let row = try rows.next() {
                attempts[try row.at(0), default: []].append(
                    PastAttempt(
                        number: try row.count(1), beganAt: try row.moment(2), endedAt: try row.momentIfAny(3),
                        httpStatus: try row.at(4), reply: try row.at(5)))
            }
            return attempts
        }
    }

    package func rememberInviteLink(_ link: String, of campaign: String) throws(LedgerError) {
        try transaction { database in
            try database.execute(
                sql: "UPDATE groups SET invite_link = ? WHERE campaign = ?", arguments: [link, campaign])
            guard database.changesCount > 0 else { throw LedgerError.notFound("group of `\(campaign)`") }
            try LedgerSchema.advanceSerial(database)
        }
        try rememberIdentity()
    }

    package func group(of campaign: String) throws(LedgerError) -> GroupRecord? {
        try reading { database in try Self.group(of: campaign, in: database) }
    }

    // MARK: Inside a transaction

    static func stop(_ subject: Stop.Subject, in database: Database) throws -> Stop? {
        try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT kind, name, reason, since, until, by FROM stops WHERE kind = ? AND name = ?"),
            arguments: [subject.kind, subject.name]
        ).map(stop)
    }

    private static func stop(_ row: Row) throws -> Stop {
        let (kind, name): (String, String) = (try row.at(0), try row.at(1))
        return Stop(
            subject: kind == "line" ? .line(name) : .campaign(name), reason: try row.at(2),
            since: try row.moment(3), until: try row.momentIfAny(4), by: try row.at(5))
    }

    static func group(of campaign: String, in database: Database) throws -> GroupRecord? {
        try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT campaign, chat_id, invite_link FROM groups WHERE campaign = ?"),
            arguments: [campaign]
        ).map { GroupRecord(campaign: try $0.at(0), chatID: try $0.at(1), inviteLink: try $0.at(2)) }
    }
}
