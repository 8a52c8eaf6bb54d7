import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func probe(_ request: ProbeRequest, decide: (ProbeCandidate) -> ProbeDecision)
        throws(LedgerError) -> ProbeAnswer
    {
        let claimed = request.claimed
        return try transaction { database in
            let token = try Int64.fetchOne(
                database, sql: "SELECT token FROM sends WHERE id = ? AND state = 'inflight'",
                arguments: [claimed.send.id])
            guard token == claimed.token else { throw LedgerError.staleToken }
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
                sql: """
                    UPDATE attempts SET ended_wall = ?, outcome = 'in_doubt', http_status = ?, reply = ?
                    WHERE id = ?
                    """,
                arguments: [
                    request.ended.milliseconds, request.httpStatus, request.reply, claimed.attemptID,
                ])
            let send = try SendRow.fetch(database, id: claimed.send.id, path: self.path)
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
    private static func hold(on send: LedgerSend, at now: Instant, in database: Database) throws -> String? {
        for subject in [Stop.Subject.line(send.line), .campaign(send.key.campaign)] {
            if let stop = try stop(subject, in: database), stop.holds(at: now) {
                return "the \(subject.kind) was stopped meanwhile (\(stop.reason))"
            }
        }
        let scope = CampaignScope(
            campaign: send.key.campaign, revision: send.key.revision, occurrence: send.key.occurrence)
        if try cancellation(of: send.key.campaign, in: database)?.holds(scope) == true {
            return "the campaign was cancelled meanwhile"
        }
        return nil
    }

    private static func candidate(_ request: ProbeRequest, _ clock: ClockReading, in database: Database)
        throws -> (sender: PhoneNumber, ProbeCandidate)
    {
        let send = request.claimed.send
        guard
            let row = try Row.fetchOne(
                database,
                sql:
                    "SELECT boot, began_wall, began_monotonic, payload_hash, sender FROM attempts WHERE id = ?",
                arguments: [request.claimed.attemptID]),
            let sender = PhoneNumber(digits: UInt64(bitPattern: row[4]))
        else { throw LedgerError.notFound("attempt \(request.claimed.attemptID)") }
        let recent = RecentAttempts(database: database, clock: clock)
        let hash: Data = row[3]
        var suppression: String?
        if case .person(let number) = send.key.target {
            suppression = try Self.suppression(of: number, in: database)
        }
        let candidate = ProbeCandidate(
            now: clock,
            began: ClockReading(
                wall: Instant(milliseconds: row[1]), boot: row[0],
                monotonic: UInt64(clamping: row[2] as Int64)),
            payloadHash: Array(hash),
            senderAttempts: request.needsPace ? try recent.of(sender: sender) : [],
            campaignAttempts: request.needsPace ? try recent.of(campaign: send.key.campaign) : [],
            suppression: suppression)
        return (sender, candidate)
    }
}
