import CampaignModel
import Ledger

extension EvidenceWriter {
    /// Stops what a failure's class says, once for each send and code: a repetition after `resume` does not
    /// stop again.
    func halt(_ failure: DeliveryFailure, send id: Int64, at: Instant, into receipt: inout EvidenceReceipt)
        throws
    {
        let send = try SendRow.fetch(database, id: id)
        let reason = "\(failure.code), after acceptance: \(failure.reason)"
        switch failure.halt {
        case .none: break
        case .pauseLine:
            try stop(
                .line(send.line), reason, at: at, until: at.advanced(seconds: Stop.usualPause), into: &receipt
            )
        case .stopLine: try stop(.line(send.line), reason, at: at, until: nil, into: &receipt)
        case .stopCampaign:
            try stop(.campaign(send.key.campaign), reason, at: at, until: nil, into: &receipt)
        case .stopCampaignIfMediaShared:
            let subject = Stop.Subject.campaign(send.key.campaign)
            // Where it is stopped already, the contents need not be read again.
            let isStopped = try database.stop(subject)?.holds(at: at) ?? false
            if try !isStopped && sharesMedia(send) {
                try stop(subject, reason, at: at, until: nil, into: &receipt)
            }
        }
        if failure.suppressesNumber, case .person(let number) = send.key.target {
            try suppress(number, because: failure.reason, at: at, into: &receipt)
        }
        try countUndelivered(send, at: at, into: &receipt)
        try stopByRate(send, at: at, into: &receipt)
    }

    func suppress(
        _ number: PhoneNumber, because reason: String, at: Instant, into receipt: inout EvidenceReceipt
    ) throws {
        let added = try database.execute(
            "INSERT INTO suppressions (number, reason, since) VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING",
            [Int64(number.digits), reason, at.milliseconds])
        if added > 0 { receipt.suppressed[number] = reason }
    }

    private func stop(
        _ subject: Stop.Subject, _ reason: String, at: Instant, until: Instant?,
        into receipt: inout EvidenceReceipt
    ) throws {
        let stop = Stop(subject: subject, reason: reason, since: at, until: until)
        if try database.store(stop) { receipt.stops.append(stop) }
    }

    /// Messages of a line that fail one after the other, with none delivered between them, stop it.
    private func countUndelivered(_ send: LedgerSend, at: Instant, into receipt: inout EvidenceReceipt) throws
    {
        let consecutive: Int? = try database.value(
            """
            INSERT INTO undelivered (line, consecutive) VALUES (?, 1)
            ON CONFLICT (line) DO UPDATE SET consecutive = undelivered.consecutive + 1 RETURNING consecutive
            """, [send.line])
        guard let consecutive, consecutive >= stopAfterFailures else { return }
        try stop(
            .line(send.line), "\(consecutive) accepted messages were not delivered, one after the other",
            at: at, until: nil, into: &receipt)
    }

    /// Keeps what became of the line's latest accepted messages: failed, or delivered. What was delivered after
    /// all has not failed, and what fails after its delivery has been delivered.
    func noteOutcome(_ evidence: DeliveryEvidence, after known: DeliveryEvidence?, send id: Int64) throws {
        guard evidence.wasDelivered || evidence.failed != nil, known?.wasDelivered != true else { return }
        if known?.failed != nil {
            guard evidence.wasDelivered else { return }
            try database.execute("UPDATE outcomes SET failed = 0 WHERE send = ?", [id])
            return
        }
        try database.execute(
            "INSERT INTO outcomes (line, send, failed) SELECT line, id, ? FROM sends WHERE id = ?",
            [evidence.wasDelivered ? 0 : 1, id])
        try database.execute(
            """
            DELETE FROM outcomes WHERE line = (SELECT line FROM sends WHERE id = ?1) AND id <= (
                SELECT id FROM outcomes WHERE line = (SELECT line FROM sends WHERE id = ?1)
                ORDER BY id DESC LIMIT 1 OFFSET ?2)
            """, [id, FailureRate.window])
    }

    /// Stops a line where too many of its latest messages failed, even if some between them arrived.
    private func stopByRate(_ send: LedgerSend, at: Instant, into receipt: inout EvidenceReceipt) throws {
        let row = try database.row(
            "SELECT count(*), CAST(coalesce(sum(failed), 0) AS BIGINT) FROM outcomes WHERE line = ?",
            [send.line])
        guard let row else { return }
        let rate = FailureRate(outcomes: try row.count(0), failed: try row.count(1))
        guard rate.stopsLine else { return }
        try stop(.line(send.line), rate.reason, at: at, until: nil, into: &receipt)
    }

    /// Whether every send of the occurrence has the same media address as this one.
    private func sharesMedia(_ send: LedgerSend) throws -> Bool {
        var address: String?
        var isShared = true
        try database.forEach(
            """
            SELECT content FROM sends WHERE campaign = ? AND revision = ? AND occurrence = ?
                AND message = ?
            """,
            [send.key.campaign, send.key.revision, send.key.occurrence, send.key.message]
        ) { row in
            let stored: [UInt8] = try row.at(0)
            guard case .template(let filled)? = try? SendContent(canonicalBytes: stored),
                case .url(let own)? = filled.media, own == address ?? own
            else {
                isShared = false
                return false
            }
            address = own
            return true
        }
        return isShared && address != nil
    }
}
