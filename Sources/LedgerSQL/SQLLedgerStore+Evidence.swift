import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func record(_ events: [EvidenceEvent], stopAfterFailures: Int) throws(LedgerError)
        -> EvidenceReceipt
    {
        guard !events.isEmpty else { return EvidenceReceipt() }
        let key = try planKey()
        let receipt = try transaction { database in
            // Receivers take turns, and none attributes an event while the send's own result is being written.
            try database.lock([.evidence])
            try database.lock(events.compactMap(\.subject))
            var receipt = EvidenceReceipt()
            let writer = EvidenceWriter(database: database, stopAfterFailures: stopAfterFailures)
            for event in events { try writer.record(event, key: key, into: &receipt) }
            if receipt.new > 0 { try database.advanceSerial() }
            return receipt
        }
        // A ledger put back from before an opt-out must be noticed.
        if !receipt.suppressed.isEmpty { try rememberIdentity() }
        return receipt
    }

    package func evidence(ofSend id: Int64) throws(LedgerError) -> DeliveryEvidence? {
        try reading { database in try EvidenceWriter.evidence(ofSend: id, in: database) }
    }

    package func evidenceTallies(campaign: String?) throws(LedgerError) -> [EvidenceTally] {
        try reading { database in
            let part = try CampaignPart(campaign, database)
            let scopeColumns = "s.campaign, s.revision, s.occurrence, s.line"
            var tallies: [ScopeOnLine: EvidenceTally] = [:]
            var order: [ScopeOnLine] = []
            try database.forEach(
                """
                SELECT \(scopeColumns), count(coalesce(sent_at, delivered_at, read_at)),
                    count(coalesce(delivered_at, read_at)), count(read_at), count(failed_at),
                    count(replied_at), count(opted_out_at)
                FROM evidence e JOIN \(part.sends) ON s.id = e.send
                \(part.condition)
                GROUP BY \(scopeColumns) ORDER BY \(scopeColumns)
                """, part.arguments
            ) { row in
                let key = try ScopeOnLine(row)
                var tally = EvidenceTally(scope: key.scope, line: key.line)
                tally.sent = try row.count(4)
                tally.delivered = try row.count(5)
                tally.read = try row.count(6)
                tally.failed = try row.count(7)
                tally.replied = try row.count(8)
                tally.optedOut = try row.count(9)
                tallies[key] = tally
                order.append(key)
                return true
            }
            try database.forEach(
                """
                SELECT \(scopeColumns), e.code, count(DISTINCT e.send)
                FROM events e JOIN sends s ON s.id = e.send
                WHERE e.kind = 'failed' AND e.send IS NOT NULL
                    AND (CAST(?1 AS TEXT) IS NULL OR s.campaign = ?1)
                GROUP BY \(scopeColumns), e.code
                """, [campaign]
            ) { row in
                tallies[try ScopeOnLine(row)]?.failures[try row.at(4) ?? ""] = try row.count(5)
                return true
            }
            return order.compactMap { tallies[$0] }
        }
    }

    package func intake() throws(LedgerError) -> [IntakeTally] {
        try reading { database in
            try database.rows(
                """
                SELECT kind, CASE WHEN send IS NULL THEN 0 ELSE 1 END, count(*), CAST(sum(arrivals) AS BIGINT)
                FROM events
                GROUP BY 1, 2 ORDER BY 1, 2
                """
            ).map { row in
                guard let kind = EvidenceEvent.Kind(rawValue: try row.at(0)) else {
                    throw LedgerError.damaged(place: place, detail: "a webhook event of no known kind")
                }
                return IntakeTally(
                    kind: kind, belongsToSend: try row.at(1), events: try row.count(2),
                    arrivals: try row.count(3))
            }
        }
    }
}

/// The sends of a scope on one line.
private struct ScopeOnLine: Hashable {
    var scope: CampaignScope
    var line: String

    init(_ row: any SQLRow) throws {
        scope = CampaignScope(campaign: try row.at(0), revision: try row.at(1), occurrence: try row.at(2))
        line = try row.at(3)
    }
}

extension EvidenceEvent {
    /// Whose send it may be about.
    fileprivate var subject: LedgerLock? {
        if let messageID { return .message(messageID) }
        if case .replied(let reply) = content { return .recipient(Int64(reply.number.digits)) }
        return nil
    }
}
