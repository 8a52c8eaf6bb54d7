import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func record(_ events: [EvidenceEvent], stopAfterFailures: Int) throws(LedgerError)
        -> EvidenceReceipt
    {
        guard !events.isEmpty else { return EvidenceReceipt() }
        let key = try planKey()
        let receipt = try transaction { database in
            var receipt = EvidenceReceipt()
            let writer = EvidenceWriter(
                database: database, path: path, stopAfterFailures: stopAfterFailures)
            for event in events { try writer.record(event, key: key, into: &receipt) }
            if receipt.new > 0 { try LedgerSchema.advanceSerial(database) }
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
            let scopeColumns = "s.campaign, s.revision, s.occurrence, s.line"
            var tallies: [[DatabaseValue]: EvidenceTally] = [:]
            var order: [[DatabaseValue]] = []
            let sums = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(scopeColumns),
                        sum(coalesce(sent_at, delivered_at, read_at) IS NOT NULL),
                        sum(coalesce(delivered_at, read_at) IS NOT NULL), sum(read_at IS NOT NULL),
                        sum(failed_at IS NOT NULL), sum(replied_at IS NOT NULL),
                        sum(opted_out_at IS NOT NULL)
                    FROM evidence e JOIN sends s ON s.id = e.send
                    WHERE ?1 IS NULL OR s.campaign = ?1
                    GROUP BY \(scopeColumns) ORDER BY \(scopeColumns)
                    """, arguments: [campaign])
            while let row = try sums.next() {
                let key = Array(row.databaseValues.prefix(4))
                var tally = EvidenceTally(
                    scope: CampaignScope(
                        campaign: try row.at(0), revision: try row.at(1), occurrence: try row.at(2)),
                    line: try row.at(3))
                tally.sent = try row.count(4)
                tally.delivered = try row.count(5)
                tally.read = try row.count(6)
                tally.failed = try row.count(7)
                tally.replied = try row.count(8)
                tally.optedOut = try row.count(9)
                tallies[key] = tally
                order.append(key)
            }
            let failures = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(scopeColumns), e.code, count(DISTINCT e.send)
                    FROM events e JOIN sends s ON s.id = e.send
                    WHERE e.kind = 'failed' AND e.send IS NOT NULL AND (?1 IS NULL OR s.campaign = ?1)
                    GROUP BY \(scopeColumns), e.code
                    """, arguments: [campaign])
            while let row = try failures.next() {
                tallies[Array(row.databaseValues.prefix(4))]?.failures[try row.at(4) ?? ""] = try row.count(5)
            }
            return order.compactMap { tallies[$0] }
        }
    }

    package func intake() throws(LedgerError) -> [IntakeTally] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT kind, send IS NOT NULL, count(*), sum(arrivals) FROM events
                    GROUP BY 1, 2 ORDER BY 1, 2
                    """
            ).map { row in
                guard let kind = EvidenceEvent.Kind(rawValue: try row.at(0)) else {
                    throw LedgerError.damaged(place: self.path, detail: "a webhook event of no known kind")
                }
                return IntakeTally(
                    kind: kind, belongsToSend: try row.at(1), events: try row.count(2),
                    arrivals: try row.count(3))
            }
        }
    }
}
