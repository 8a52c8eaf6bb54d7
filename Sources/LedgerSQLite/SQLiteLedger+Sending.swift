import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        let lock = try RunnerLock(ledger: path, description: description) { [weak self] in
            // Best effort: the file beside the ledger only has to be no further than the ledger itself.
            try? self?.rememberIdentity()
        }
        // A runner that was killed has not noted how far it came; from here on an older copy is refused.
        try rememberIdentity()
        return lock
    }

    package func recover(at: Instant) throws(LedgerError) -> Int {
        let count = try transaction { database in
            let ids = try Int64.fetchAll(database, sql: "SELECT id FROM sends WHERE state = 'inflight'")
            var doubts = 0
            for id in ids {
                let event = SendEvent.doubted(reason: "the program ended before the gateway's reply")
                let life = try SendRow.fetch(database, id: id, path: path).life.after(event)
                try SendRow.store(life, id: id, at: at, in: database)
                try database.execute(
                    sql: """
                        UPDATE attempts SET ended_wall = ?, outcome = 'in_doubt'
                        WHERE send = ? AND ended_wall IS NULL
                        """, arguments: [at.milliseconds, id])
                // A reply that came while it was in flight says what the gateway's never did.
                let writer = EvidenceWriter(database: database, path: path, stopAfterFailures: .max)
                if try !writer.settleDoubt(ofSend: id, at: at) { doubts += 1 }
            }
            if !ids.isEmpty { try LedgerSchema.advanceSerial(database) }
            return doubts
        }
        if count > 0 { try rememberIdentity() }
        return count
    }

    package func claim(_ request: ClaimRequest, decide: (ClaimCandidate) -> ClaimDecision)
        throws(LedgerError) -> ClaimAnswer
    {
        try transaction { database in
            try ClaimSearch(database: database, path: path, request: request).run(decide)
        }
    }

    package func settle(_ settlement: Settlement) throws(LedgerError) {
        let claimed = settlement.claimed
        try transaction { database in
            let token = try Int64.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT token FROM sends WHERE id = ? AND state = 'inflight'"),
                arguments: [claimed.send.id])
            guard token == claimed.token else { throw LedgerError.staleToken }
            let life = try SendRow.fetch(database, id: claimed.send.id, path: path).life
                .after(settlement.event)
            try SendRow.store(life, id: claimed.send.id, at: settlement.at, in: database)
            try database.cachedStatement(
                sql: """
                    UPDATE attempts SET ended_wall = ?, outcome = ?, http_status = ?, reply = ? WHERE id = ?
                    """
            ).execute(arguments: [
                settlement.at.milliseconds, life.state.rawValue, settlement.httpStatus, settlement.reply,
                claimed.attemptID,
            ])
            if let group = settlement.group {
                try Self.store(group, at: settlement.at, in: database)
            }
            for stop in settlement.stops { try Self.store(stop, in: database) }
            try countFailure(settlement, in: database)
            if life.state == .refused {
                try Self.suppressFollowers(of: claimed.send, at: settlement.at, in: database)
            }
            if life.state == .planned { try Self.keepCancelled(at: settlement.at, in: database) }
            // Webhooks are sometimes faster than the reply.
            try EvidenceWriter(
                database: database, path: path, stopAfterFailures: settlement.stopAfterFailures
            ).catchUp(send: claimed.send.id, life: life, at: settlement.at)
            try LedgerSchema.advanceSerial(database)
        }
    }

    /// Counts consecutive failures of the line and stops it where they are too many.
    private func countFailure(_ settlement: Settlement, in database: Database) throws {
        guard let failed = settlement.countsAsFailure else { return }
        let line = settlement.claimed.send.line
        try database.cachedStatement(
            sql: """
                INSERT INTO failures (line, consecutive) VALUES (?1, ?2)
                ON CONFLICT (line) DO UPDATE SET consecutive = CASE WHEN ?2 THEN consecutive + 1 ELSE 0 END
                """
        ).execute(arguments: [line, failed ? 1 : 0])
        guard failed else { return }
        let consecutive = try Int.fetchOne(
            database, sql: "SELECT consecutive FROM failures WHERE line = ?", arguments: [line])
        if let consecutive, consecutive >= settlement.stopAfterFailures {
            try Self.store(
                Stop(
                    subject: .line(line), reason: "\(consecutive) sends failed one after the other",
                    since: settlement.at, until: nil), in: database)
        }
    }

    /// A person who did not get a message does not get the ones after it.
    static func suppressFollowers(of send: LedgerSend, at: Instant, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE sends SET state = 'suppressed', reason = ?, not_before = NULL, changed_at = ?
                WHERE campaign = ? AND revision = ? AND occurrence = ? AND recipient = ? AND position > ?
                    AND state = 'planned'
                """,
            arguments: [
                "message \(send.key.message) before it was not accepted", at.milliseconds, send.key.campaign,
                send.key.revision, send.key.occurrence, SendRow.recipient(send.key.target), send.position,
            ])
    }

    static func store(_ group: GroupRecord, at: Instant, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO groups (campaign, chat_id, invite_link, created_at) VALUES (?, ?, ?, ?)
                """, arguments: [group.campaign, group.chatID, group.inviteLink, at.milliseconds])
    }

    /// Keeps the harder of two stops: one until `resume` is never replaced by a pause.
    static func store(_ stop: Stop, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO stops (kind, name, reason, since, until, by) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, name) DO UPDATE
                    SET reason = excluded.reason, since = excluded.since, until = excluded.until,
                        by = excluded.by
                    WHERE stops.until IS NOT NULL
                        AND (excluded.until IS NULL OR excluded.until > stops.until)
                """,
            arguments: [
                stop.subject.kind, stop.subject.name, stop.reason, stop.since.milliseconds,
                stop.until?.milliseconds, stop.by,
            ])
    }
}
