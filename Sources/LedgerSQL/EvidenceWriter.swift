import CampaignModel
import Foundation
import Ledger

/// Takes webhook events in, inside one transaction of the ledger.
struct EvidenceWriter {
    let database: any SQLTransaction
    /// Messages that fail one after the other and stop their line.
    let stopAfterFailures: Int

    /// A send that an event is about.
    private struct Target {
        var id: Int64
        /// No other send can be meant, so that one in doubt is known to be accepted.
        var isCertain: Bool
    }

    func record(_ event: EvidenceEvent, key: [UInt8], into receipt: inout EvidenceReceipt) throws {
        let (id, isNew, known) = try keep(event, key: key)
        if isNew { receipt.new += 1 } else { receipt.repeated += 1 }
        if isNew, event.kind == .unreadable { receipt.unreadable += 1 }
        if case .replied(let reply) = event.content, let reason = reply.optOut {
            try suppress(reply.number, because: reason, at: event.receivedAt, into: &receipt)
        }
        guard known == nil else { return }
        if let target = try target(of: event) {
            try attribute(event: id, to: target)
            try add(event.content, evidence: DeliveryEvidence(event), to: target, into: &receipt, at: event)
        } else if isNew, event.kind != .unreadable {
            receipt.unattributed += 1
        }
    }

    /// Inserts the event, or counts another arrival. `known`: the send that it was attributed to before.
    private func keep(_ event: EvidenceEvent, key: [UInt8]) throws -> (id: Int64, isNew: Bool, known: Int64?)
    {
        let digest = Digest.authenticated(Array(event.identity.utf8), key: key)
        let again = try database.row(
            """
            UPDATE events SET arrivals = arrivals + 1, last_at = \(database.dialect.greatest)(last_at, ?)
            WHERE digest = ? RETURNING id, send
            """, [event.receivedAt.milliseconds, digest])
        if let again { return (try again.at(0), false, try again.at(1)) }
        var failure: DeliveryFailure?
        var reason: String?
        switch event.content {
        case .failed(let failed): (failure, reason) = (failed, failed.reason)
        case .unreadable(let words): reason = words
        case .replied(let reply): reason = reply.optOut
        case .sent, .delivered, .read: break
        }
        let stored = try failure.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        let id: Int64? = try database.value(
            """
            INSERT INTO events (digest, kind, message_id, code, failure, reason, masked, first_at, last_at,
                arrivals) VALUES (?, ?, ?, ?, ?, ?, ?, ?8, ?8, 1) RETURNING id
            """,
            [
                digest, event.kind.rawValue, event.messageID, failure?.code, stored, reason, event.masked,
                event.receivedAt.milliseconds,
            ])
        guard let id else {
            throw LedgerError.io(place: database.place, detail: "an event was stored without a number")
        }
        return (id, true, nil)
    }

    // MARK: Attribution

    private func target(of event: EvidenceEvent) throws -> Target? {
        if let messageID = event.messageID { return try target(named: messageID) }
        if case .replied(let reply) = event.content { return try target(of: reply) }
        return nil
    }

    /// The one send that the gateway gave this identifier.
    private func target(named messageID: String) throws -> Target? {
        let rows = try database.rows("SELECT id FROM sends WHERE message_id = ? LIMIT 2", [messageID])
        guard rows.count == 1 else { return nil }
        return Target(id: try rows[0].at(0), isCertain: true)
    }

    /// The latest send to that number that carried this `custom_field`; none where several campaigns did.
    private func target(of reply: PersonReply) throws -> Target? {
        guard reply.customField != nil else { return nil }
        var found: [LedgerSend] = []
        try database.forEach(
            """
            SELECT \(SendRow.columns), s.content FROM sends s
            WHERE recipient = ? AND (doubted <> 0 OR state IN ('accepted', 'inflight', 'in_doubt', 'refused'))
            ORDER BY last_attempt DESC NULLS LAST, id DESC
            """, [Int64(reply.number.digits)]
        ) { row in
            // A damaged row is the check's to find; it must not keep anybody's opt-out from being taken in.
            guard let send = try? SendRow.send(row, place: database.place),
                let stored: [UInt8] = try? row.at(18),
                let content = try? SendContent(canonicalBytes: stored)
            else { return true }
            if reply.answers(send, content: content) { found.append(send) }
            return true
        }
        guard let latest = found.first, Set(found.map(\.key.campaign)).count == 1 else { return nil }
        return Target(id: latest.id, isCertain: found.count == 1)
    }

    private func attribute(event id: Int64, to target: Target) throws {
        try database.execute(
            "UPDATE events SET send = ?, proves = ?, masked = NULL WHERE id = ?",
            [target.id, target.isCertain, id])
    }

    // MARK: What follows

    private func add(
        _ content: EvidenceEvent.Content, evidence: DeliveryEvidence, to target: Target,
        into receipt: inout EvidenceReceipt, at event: EvidenceEvent
    ) throws {
        let known = try join(evidence, send: target.id)
        if target.isCertain, try settleDoubt(ofSend: target.id, at: event.receivedAt) { receipt.proven += 1 }
        try noteOutcome(evidence, after: known, send: target.id)
        switch content {
        case .failed(let failure):
            try halt(failure, send: target.id, at: event.receivedAt, into: &receipt)
        case .delivered, .read:
            try database.execute(
                """
                UPDATE undelivered SET consecutive = 0
                WHERE consecutive > 0 AND line = (SELECT line FROM sends WHERE id = ?)
                """, [target.id])
        case .sent, .replied, .unreadable: break
        }
    }

    /// Adds to what is known of a send; returns what was known before.
    private func join(_ evidence: DeliveryEvidence, send: Int64) throws -> DeliveryEvidence? {
        let known = try Self.evidence(ofSend: send, in: database)
        let joined = known?.joined(with: evidence) ?? evidence
        guard joined != known else { return known }
        try database.execute(
            """
            INSERT INTO evidence (send, sent_at, delivered_at, read_at, failed_at, replied_at, opted_out_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (send) DO UPDATE
                SET sent_at = excluded.sent_at, delivered_at = excluded.delivered_at,
                    read_at = excluded.read_at, failed_at = excluded.failed_at,
                    replied_at = excluded.replied_at, opted_out_at = excluded.opted_out_at
            """,
            [
                send, joined.sent?.milliseconds, joined.delivered?.milliseconds, joined.read?.milliseconds,
                joined.failed?.milliseconds, joined.replied?.milliseconds, joined.optedOut?.milliseconds,
            ])
        return known
    }

    static func evidence(ofSend id: Int64, in database: any SQLTransaction) throws -> DeliveryEvidence? {
        let row = try database.row(
            """
            SELECT sent_at, delivered_at, read_at, failed_at, replied_at, opted_out_at FROM evidence
            WHERE send = ?
            """, [id])
        guard let row else { return nil }
        return DeliveryEvidence(
            sent: try row.momentIfAny(0), delivered: try row.momentIfAny(1), read: try row.momentIfAny(2),
            failed: try row.momentIfAny(3), replied: try row.momentIfAny(4),
            optedOut: try row.momentIfAny(5))
    }

    /// A send that nobody was sure of, and of which certain evidence is there, was accepted, whatever a person
    /// decided in between; says whether it was so.
    func settleDoubt(ofSend id: Int64, at: Instant) throws -> Bool {
        let send = try SendRow.fetch(database, id: id)
        // One in flight is judged when its result is there. A group's creation needs its address, which no
        // event brings.
        guard send.life.wasDoubted, send.life.state != .inflight,
            send.key.message != SendKey.groupCreation
        else { return false }
        let kind: String? = try database.value(
            "SELECT kind FROM events WHERE send = ? AND proves <> 0 ORDER BY id LIMIT 1", [id])
        guard let kind else { return false }
        let reason =
            kind == EvidenceEvent.Kind.replied.rawValue
            ? "proved by the person's reply to it" : "proved by a webhook that names it"
        let decided = send.life.state == .inDoubt ? "" : ", after it had been held for failed"
        let life = try send.life.after(.proven(reason: reason + decided), by: .evidence)
        try SendRow.store(life, id: id, at: at, in: database)
        return true
    }

    /// After a send's result: events that came before it find their send now.
    func catchUp(send id: Int64, life: SendLife, at: Instant) throws {
        if life.wasDoubted { _ = try settleDoubt(ofSend: id, at: at) }
        guard life.state == .accepted || life.state == .inDoubt, let messageID = life.messageID
        else { return }
        let rows = try database.rows(
            """
            SELECT id, kind, failure, first_at FROM events
            WHERE send IS NULL AND message_id IS NOT NULL AND message_id = ? ORDER BY id
            """, [messageID])
        guard !rows.isEmpty, let target = try target(named: messageID), target.id == id else { return }
        var receipt = EvidenceReceipt()
        for row in rows {
            guard let content = try Self.content(kind: try row.at(1), failure: try row.at(2)) else {
                continue
            }
            let event = EvidenceEvent(
                content, messageID: messageID, identity: "", masked: "",
                receivedAt: try row.moment(3))
            try attribute(event: try row.at(0), to: target)
            try add(content, evidence: DeliveryEvidence(event), to: target, into: &receipt, at: event)
        }
    }

    /// What an event that names a message said, from its row.
    private static func content(kind: String, failure: String?) throws -> EvidenceEvent.Content? {
        switch EvidenceEvent.Kind(rawValue: kind) {
        case .sent: .sent
        case .delivered: .delivered
        case .read: .read
        case .failed:
            try failure.map { .failed(try JSONDecoder().decode(DeliveryFailure.self, from: Data($0.utf8))) }
        case .replied, .unreadable, nil: nil
        }
    }
}
