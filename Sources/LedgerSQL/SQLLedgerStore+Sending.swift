import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func recover(at: Instant) throws(LedgerError) -> Int {
        let count = try transaction { database in
            let ids: [Int64] = try database.values(
                "SELECT id FROM sends s WHERE state = 'inflight'" + database.dialect.abandoned
                    + " ORDER BY id" + database.dialect.forChange)
            var doubts = 0
            for id in ids {
                let event = SendEvent.doubted(reason: "the program ended before the gateway's reply")
                let life = try SendRow.fetch(database, id: id).life.after(event)
                try SendRow.store(life, id: id, at: at, in: database)
                try database.execute(
                    """
                    UPDATE attempts SET ended_wall = ?, outcome = 'in_doubt'
                    WHERE send = ? AND ended_wall IS NULL
                    """, [at.milliseconds, id])
                // A reply that came while it was in flight says what the gateway's never did.
                let writer = EvidenceWriter(database: database, stopAfterFailures: .max)
                if try !writer.settleDoubt(ofSend: id, at: at) { doubts += 1 }
            }
            if !ids.isEmpty { try database.advanceSerial() }
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
                let answer = try ClaimSearch(database: database, request: request).run(decide)
                if case .claimed(let claimed) = answer { unsure = claimed }
                return answer
            }
        } catch {
            if let unsure { noteUnsent(unsure, at: request.clock().wall, because: error) }
            throw error
        }
    }
}
