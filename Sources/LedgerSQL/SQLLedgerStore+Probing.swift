import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func probe(_ request: ProbeRequest, decide: (ProbeCandidate) -> ProbeDecision)
        throws(LedgerError) -> ProbeAnswer
    {
        let claimed = request.claimed
        return try transaction { database in
            let token: Int64? = try database.value(
                "SELECT token FROM sends s WHERE id = ? AND state = 'inflight'" + database.dialect.forChange,
                [claimed.send.id])
            guard token == claimed.token else { throw LedgerError.staleToken }
            try database.lock([.sender(Int64(claimed.send.sender.digits))])
            let clock = request.clock()
            if let reason = try Self.hold(on: claimed.send, at: clock.wall, in: database) {
                return .left(reason: reason)
            }
            let (sender, candidate) = try Self.candidate(request, clock, in: database)
            switch decide(candidate) {
            case .leave(let reason): return .left(reason: reason)
            case .wait(let until): return .wait(until: until)
            case .send: break
            }
            try database.execute(
                """
                UPDATE attempts SET ended_wall = ?, outcome = 'in_doubt', http_status = ?, reply = ?
                WHERE id = ?
                """,
                [
                    request.ended.milliseconds, request.httpStatus, request.reply, claimed.attemptID,
                ])
            let send = try SendRow.fetch(database, id: claimed.send.id)
            var attempt = AttemptRow(
                send: send, event: .probed, sender: sender, payloadHash: candidate.payloadHash, clock: clock)
            try attempt.begin(in: database)
            return .claimed(
                ClaimedSend(
                    send: attempt.send, content: claimed.content, chatID: claimed.chatID,
                    token: attempt.token, attemptID: attempt.id))
        }
    }

    /// What forbids any more attempts of a send by an operator's or a reply's word.
    private static func hold(on send: LedgerSend, at now: Instant, in database: any SQLTransaction) throws
        -> String?
    {
        for subject in [Stop.Subject.line(send.line), .campaign(send.key.campaign)] {
            if let stop = try database.stop(subject), stop.holds(at: now) {
                return "the \(subject.kind) was stopped meanwhile (\(stop.reason))"
            }
        }
        let scope = CampaignScope(
            campaign: send.key.campaign, revision: send.key.revision, occurrence: send.key.occurrence)
        if try database.cancellation(of: send.key.campaign)?.holds(scope) == true {
            return "the campaign was cancelled meanwhile"
        }
        return nil
    }

    private static func candidate(
        _ request: ProbeRequest, _ clock: ClockReading, in database: any SQLTransaction
    )
        throws -> (sender: PhoneNumber, ProbeCandidate)
    {
        let send = request.claimed.send
        guard
            let row = try database.row(
                "SELECT boot, began_wall, began_monotonic, payload_hash, sender FROM attempts WHERE id = ?",
                [request.claimed.attemptID]),
            let sender = PhoneNumber(digits: UInt64(bitPattern: try row.at(4)))
        else { throw LedgerError.notFound("attempt \(request.claimed.attemptID)") }
        let recent = RecentAttempts(database: database, clock: clock)
        var suppression: String?
        if case .person(let number) = send.key.target {
            suppression = try database.suppression(of: number)
        }
        let candidate = ProbeCandidate(
            now: clock,
            began: ClockReading(
                wall: try row.moment(1), boot: try row.at(0),
                monotonic: UInt64(clamping: try row.at(2) as Int64)),
            payloadHash: try row.at(3),
            senderAttempts: request.needsPace ? try recent.of(sender: sender) : [],
            campaignAttempts: request.needsPace ? try recent.of(campaign: send.key.campaign) : [],
            suppression: suppression)
        return (sender, candidate)
    }
}
