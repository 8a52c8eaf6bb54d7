import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        let lock = try RunnerLock(ledger: path, description: description) { [weak self] in
            self?.journal.withLock { $0 = nil }
            // Best effort: the file beside the ledger only has to be no further than the ledger itself.
            try? self?.rememberIdentity()
        }
        try refuseSecondName()
        // A runner that was killed has not noted how far it came; from here on an older copy is refused.
        try rememberIdentity()
        try refuseDamage()
        let (journal, notes) = try takeInResults()
        self.journal.withLock { $0 = journal }
        return SQLiteLease(lock: lock, notes: notes)
    }

    /// The lock lies beside one name of the ledger; it would not be seen from another.
    private func refuseSecondName() throws(LedgerError) {
        var status = stat()
        // While a ledger is made, it has two names for a moment.
        for _ in 0..<20 {
            guard stat(path, &status) == 0, status.st_nlink > 1 else { return }
            usleep(10_000)
        }
        throw .linked(place: path, names: Int(status.st_nlink))
    }

    package func recover(at: Instant) throws(LedgerError) -> Int {
        let count = try transaction { database in
            let ids = try Int64.fetchAll(
                try database.cachedStatement(sql: "SELECT id FROM sends WHERE state = 'inflight'"))
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
        var unsure: ClaimedSend?
        do {
            return try transaction { database in
                let answer = try ClaimSearch(database: database, path: path, request: request).run(decide)
                if case .claimed(let claimed) = answer { unsure = claimed }
                return answer
            }
        } catch {
            if let unsure { noteUnsent(unsure, at: request.clock().wall, because: error) }
            throw error
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
