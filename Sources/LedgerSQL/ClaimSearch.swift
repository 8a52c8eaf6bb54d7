import CampaignModel
import Ledger

/// Finds the next send that may go out on a line, inside one transaction.
struct ClaimSearch {
    let database: any SQLTransaction
    let request: ClaimRequest
    let clock: ClockReading

    init(database: any SQLTransaction, request: ClaimRequest) throws {
        self.database = database
        self.request = request
        // Who has waited for another runner's claim on the same number reads the clock, and everything else, afterwards.
        try database.lock([.sender(Int64(request.sender.digits))])
        clock = request.clock()
    }

    /// Candidates that one transaction sets aside before it gives others a turn.
    private static let mostLookedAt = 200

    private var now: Instant { clock.wall }
    /// Nothing will leave whatever is found.
    private var rests: Bool { request.restsUntil.map { $0 > now } ?? false }

    func run(_ decide: (ClaimCandidate) -> ClaimDecision) throws -> ClaimAnswer {
        var isHeld = try isAnythingHeld()
        if isHeld,
            let stop = try database.stop(.line(request.line)), stop.holds(at: now)
        {
            return .stopped(stop)
        }
        var earliest: (until: Instant, reason: String?)?
        func remember(_ until: Instant, _ reason: String?) {
            if let known = earliest, known.until <= until { return }
            earliest = (until, reason)
        }
        var lookedAt = 0
        for scope in request.scopes {
            if isHeld, let stop = try database.stop(.campaign(scope.campaign)),
                stop.holds(at: now)
            {
                if let until = stop.until { remember(until, stop.reason) }
                continue
            }
            if isHeld,
                try database.cancellation(of: scope.campaign)?.holds(scope) == true
            {
                continue
            }
            search: while let candidate = try next(in: scope) {
                lookedAt += 1
                guard lookedAt <= Self.mostLookedAt else { return .wait(until: now, reason: nil) }
                if let reason = try undelivered(before: candidate.send) {
                    try apply(.suppressed(reason: reason), to: candidate.send)
                    // What comes after it will never be offered: it must not wait for ever.
                    try database.suppressFollowers(of: candidate.send, at: now)
                    continue
                }
                switch decide(candidate) {
                case .send(let payloadHash):
                    return .claimed(try record(candidate, payloadHash: payloadHash))
                case .postpone(let until, let reason):
                    // Never into the past, or the same candidate would come up for ever.
                    let later = max(until, now.advanced(seconds: 0.001))
                    try apply(.postponed(until: later, reason: reason), to: candidate.send)
                case .suppress(let reason):
                    try apply(.suppressed(reason: reason), to: candidate.send)
                    try database.suppressFollowers(of: candidate.send, at: now)
                case .expire(let reason):
                    try apply(.expired(reason: reason), to: candidate.send)
                    // What comes after it will never be offered: it must not wait for ever.
                    try database.suppressFollowers(of: candidate.send, at: now)
                case .waitCampaign(let until, let reason):
                    if let until { remember(until, reason) }
                    break search
                case .waitLine(let until): return .wait(until: until, reason: nil)
                case .stopCampaign(let reason):
                    let stop = Stop(
                        subject: .campaign(scope.campaign), reason: reason, since: now, until: nil)
                    try database.store(stop)
                    isHeld = true
                    try database.advanceSerial()
                    break search
                }
            }
            if let (later, reason) = try earliestPostponed(in: scope) { remember(later, reason) }
        }
        if let earliest { return .wait(until: earliest.until, reason: earliest.reason) }
        return .nothingLeft
    }

    // MARK: Finding

    /// Most of the time nothing is stopped and nothing cancelled; then nobody has to ask for each name.
    private func isAnythingHeld() throws -> Bool {
        try database.value("SELECT EXISTS (SELECT 1 FROM stops) OR EXISTS (SELECT 1 FROM cancellations)")
            ?? true
    }

    /// The oldest send of the scope that is due and whose predecessors were all accepted. The index is named,
    /// because the other one that fits would have every waiting send of the campaign sorted for each claim.
    private func next(in scope: CampaignScope) throws -> ClaimCandidate? {
        let dialect = database.dialect
        let due = """
            SELECT \(SendRow.columns), s.content FROM sends s\(dialect.indexedBy("sends_waiting"))
            WHERE s.state = 'planned' AND s.line = ? AND s.campaign = ? AND s.revision = ?
                AND s.occurrence = ? AND (s.not_before IS NULL OR s.not_before <= ?)
                AND NOT EXISTS (
                    SELECT 1 FROM sends p
                    WHERE p.campaign = s.campaign AND p.revision = s.revision
                        AND p.occurrence = s.occurrence AND p.recipient = s.recipient
                        AND p.position < s.position AND p.state <> 'accepted'\(dialect.forEachRow))
            ORDER BY \(dialect.turn) LIMIT 1
            """
        let place: [any SQLConvertible] = [
            request.line, scope.campaign, scope.revision, scope.occurrence, now.milliseconds,
        ]
        guard let row = try database.row(due + dialect.forChangeUnlessHeld, place) else {
            if !dialect.forChangeUnlessHeld.isEmpty, try database.row(due, place) != nil {
                // It waits, but somebody is changing it this very moment: "nothing left" would be wrong.
                throw LedgerError.busy(place: database.place)
            }
            return nil
        }
        let send = try SendRow.send(row, place: database.place)
        // The table and the index must agree whose message this is: a damaged number is another person's.
        let key = send.key
        let known: Int64? = try database.value(
            """
            SELECT id FROM sends WHERE campaign = ? AND revision = ? AND occurrence = ?
                AND recipient = ? AND message = ?
            """,
            [key.campaign, key.revision, key.occurrence, SendRow.recipient(key.target), key.message])
        guard known == send.id else {
            throw LedgerError.damaged(
                place: database.place, detail: "send \(send.id) is not where its index has it")
        }
        let stored: [UInt8] = try row.at(18)
        guard Fingerprint(ofBytes: stored) == send.fingerprint else {
            throw LedgerError.damaged(
                place: database.place, detail: "the content of send \(send.id) is not what was frozen")
        }
        return try facts(about: send, content: SendContent(canonicalBytes: stored))
    }

    /// A person whom an earlier message of the same campaign did not reach does not get the ones after it.
    private func undelivered(before send: LedgerSend) throws -> String? {
        guard send.position > 1, case .person = send.key.target else { return nil }
        return try database.value(
            """
            SELECT 'message ' || p.message || ' before it was not delivered' FROM sends p
            JOIN evidence e ON e.send = p.id
            WHERE p.campaign = ? AND p.revision = ? AND p.occurrence = ? AND p.recipient = ?
                AND p.position < ? AND e.failed_at IS NOT NULL AND e.delivered_at IS NULL
                AND e.read_at IS NULL LIMIT 1
            """,
            [
                send.key.campaign, send.key.revision, send.key.occurrence,
                SendRow.recipient(send.key.target), send.position,
            ]) as String?
    }

    private func earliestPostponed(in scope: CampaignScope) throws -> (Instant, String?)? {
        let row = try database.row(
            """
            SELECT not_before, reason FROM sends
            WHERE state = 'planned' AND line = ? AND campaign = ? AND revision = ? AND occurrence = ?
                AND not_before > ? ORDER BY not_before LIMIT 1
            """,
            [request.line, scope.campaign, scope.revision, scope.occurrence, now.milliseconds])
        return try row.map { (try $0.moment(0), try $0.at(1)) }
    }

    private func facts(about send: LedgerSend, content: SendContent) throws -> ClaimCandidate {
        var candidate = ClaimCandidate(
            now: now, send: send, content: content, chatID: nil, senderAttempts: [], campaignAttempts: [],
            contacts: [], lastIdentical: nil, suppression: nil)
        switch (send.key.target, content) {
        case (.person(let number), _):
            candidate.suppression = try database.suppression(of: number)
        case (.group, .groupCreation(_, _, let members)):
            // Nobody can be taken out of a group once it is made.
            for member in members where try database.suppression(of: member) != nil {
                candidate.suppression =
                    "somebody who was to be in the group has opted out; the next apply makes it without them"
                break
            }
        case (.group, _): break
        }
        guard !rests else { return candidate }
        if request.needsCampaignPace { try database.lockAhead([.campaign(send.key.campaign)]) }
        try database.lockAhead([.recipient(SendRow.recipient(send.key.target))])
        let recent = RecentAttempts(database: database, clock: clock)
        if request.needsPace {
            candidate.senderAttempts = try recent.of(
                sender: request.sender, unlessFewerThan: request.senderLimit)
        }
        if request.needsCampaignPace {
            candidate.campaignAttempts = try recent.of(
                campaign: send.key.campaign, unlessFewerThan: request.campaignLimit)
        }
        switch send.key.target {
        case .group:
            if let owner = send.groupOwner {
                candidate.chatID = try database.group(of: owner)?.chatID
            }
        case .person(let number):
            let recipient = Int64(number.digits)
            candidate.contacts = try instants(
                """
                SELECT max(last_attempt) FROM sends
                WHERE recipient = ? AND last_attempt > ? AND state IN ('accepted', 'inflight', 'in_doubt')
                    AND NOT (campaign = ? AND revision = ? AND occurrence = ?)
                GROUP BY campaign, revision, occurrence ORDER BY 1
                """,
                [
                    recipient, now.advanced(seconds: -7 * 86_400).milliseconds, send.key.campaign,
                    send.key.revision, send.key.occurrence,
                ])
            candidate.lastIdentical = try instants(
                """
                SELECT last_attempt FROM sends WHERE recipient = ? AND last_attempt > ? AND fingerprint = ?
                    AND state IN ('accepted', 'inflight', 'in_doubt') ORDER BY last_attempt DESC LIMIT 1
                """,
                [recipient, now.advanced(seconds: -3600).milliseconds, send.fingerprint.bytes]
            ).first
        }
        return candidate
    }

    private func instants(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [Instant] {
        let moments: [Int64] = try database.values(sql, arguments)
        return moments.map(Instant.init(milliseconds:))
    }

    // MARK: Recording

    private func apply(_ event: SendEvent, to send: LedgerSend) throws {
        try SendRow.store(try send.life.after(event, by: .plan), id: send.id, at: now, in: database)
        try database.advanceSerial()
    }

    private func record(_ candidate: ClaimCandidate, payloadHash: [UInt8]) throws -> ClaimedSend {
        var attempt = AttemptRow(
            send: candidate.send, event: .claimed, sender: request.sender, payloadHash: payloadHash,
            clock: clock)
        try attempt.begin(in: database)
        return ClaimedSend(
            send: attempt.send, content: candidate.content, chatID: candidate.chatID, token: attempt.token,
            attemptID: attempt.id)
    }
}
