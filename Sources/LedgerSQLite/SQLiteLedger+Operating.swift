import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func stops() throws(LedgerError) -> [Stop] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT kind, name, reason, since, until, by FROM stops ORDER BY kind, name"
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
            for table in ["failures", "undelivered"] {
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
                guard let state = SendState(rawValue: row[4]) else {
                    throw LedgerError.damaged(place: self.path, detail: "a send has no known state")
                }
                return Tally(
                    scope: CampaignScope(campaign: row[0], revision: row[1], occurrence: row[2]),
                    line: row[3], state: state, reason: row[5], count: row[6])
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

    package func group(of campaign: String) throws(LedgerError) -> GroupRecord? {
        try reading { database in try Self.group(of: campaign, in: database) }
    }

    package func check() throws(LedgerError) -> [String] {
        try reading { database in
            var wrong = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            wrong += try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                "\(row[0] == "attempts" ? "an attempt" : "a webhook event") belongs to no send"
            }
            for rule in Self.soundness {
                let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM sends s WHERE \(rule.sql)")
                if let count, count > 0 { wrong.append("\(count) sends \(rule.words)") }
            }
            wrong += try Self.alteredContents(database)
            return wrong
        }
    }

    /// Contents that are not what their fingerprint was taken of.
    private static func alteredContents(_ database: Database) throws -> [String] {
        let rows = try Row.fetchCursor(database, sql: "SELECT fingerprint, content FROM sends")
        var count = 0
        while let row = try rows.next() {
            let (print, content): (Data, Data) = (row[0], row[1])
            if Digest.sha256(Array(content)) != Array(print) { count += 1 }
        }
        return count == 0 ? [] : ["\(count) sends have another content than the one that was frozen"]
    }

    /// What no sound ledger has, whatever happened to the program.
    private static let soundness: [(sql: String, words: String)] = [
        (
            "s.state IN ('accepted', 'inflight', 'in_doubt', 'refused') AND s.attempts = 0",
            "have a result without an attempt"
        ),
        (
            "s.attempts <> (SELECT count(*) FROM attempts a WHERE a.send = s.id)",
            "have another number of attempts than the ledger's list"
        ),
        (
            "s.state IN ('refused', 'in_doubt', 'cancelled', 'expired', 'suppressed') AND s.reason IS NULL",
            "ended without a reason"
        ),
        ("(s.state = 'inflight') <> (s.token IS NOT NULL)", "have a token that does not fit their state"),
        (
            "s.attempts = 0 AND s.id IN (SELECT send FROM evidence)",
            "have evidence of what became of them without an attempt"
        ),
        (
            "s.id IN (SELECT send FROM evidence EXCEPT SELECT send FROM events WHERE send IS NOT NULL)",
            "have evidence without an event"
        ),
        ("length(s.fingerprint) <> 32", "have no proper fingerprint"),
    ]

    // MARK: Inside a transaction

    static func stop(_ subject: Stop.Subject, in database: Database) throws -> Stop? {
        try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT kind, name, reason, since, until, by FROM stops WHERE kind = ? AND name = ?"),
            arguments: [subject.kind, subject.name]
        ).map(stop)
    }

    private static func stop(_ row: Row) -> Stop {
        let name: String = row[1]
        let until: Int64? = row[4]
        return Stop(
            subject: row[0] == "line" ? .line(name) : .campaign(name), reason: row[2],
            since: Instant(milliseconds: row[3]), until: until.map(Instant.init(milliseconds:)), by: row[5])
    }

    static func group(of campaign: String, in database: Database) throws -> GroupRecord? {
        try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT campaign, chat_id, invite_link FROM groups WHERE campaign = ?"),
            arguments: [campaign]
        ).map { GroupRecord(campaign: $0[0], chatID: $0[1], inviteLink: $0[2]) }
    }
}
