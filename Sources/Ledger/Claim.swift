import CampaignModel

/// The clocks at one moment, as an attempt records them.
package struct ClockReading: Sendable, Hashable {
    package var wall: Instant
    /// Identifies the machine's current boot; monotonic times of two boots cannot be compared.
    package var boot: String
    /// Nanoseconds of the boot clock.
    package var monotonic: UInt64

    package init(wall: Instant, boot: String, monotonic: UInt64) {
        self.wall = wall
        self.boot = boot
        self.monotonic = monotonic
    }
}

/// A runner asking for the next send of one line.
package struct ClaimRequest: Sendable {
    package var line: String
    package var sender: PhoneNumber
    /// What this pass covers, most urgent first. Sends of other campaigns are held.
    package var scopes: [CampaignScope]
    /// Read within the transaction: it may have waited for its turn.
    package var clock: @Sendable () -> ClockReading
    /// False where the line's pace is free: the hour's attempts are not looked up.
    package var needsPace: Bool
    /// False where no campaign of the pass has a pace of its own.
    package var needsCampaignPace: Bool
    /// Where the number has made fewer attempts in the last hour, its pace needs only the latest of them; nil asks for
    /// all.
    package var senderLimit: Int?
    /// As `senderLimit`, of a campaign.
    package var campaignLimit: Int?
    /// The line sends nothing before that moment whatever the ledger says: until then it looks up of a candidate only
    /// what may take it out of the way.
    package var restsUntil: Instant?

    /// - Parameter needsCampaignPace: as `needsPace` where nothing is said.
    package init(
        line: String, sender: PhoneNumber, scopes: [CampaignScope],
        clock: @autoclosure @escaping @Sendable () -> ClockReading,
        needsPace: Bool, needsCampaignPace: Bool? = nil, senderLimit: Int? = nil,
        campaignLimit: Int? = nil, restsUntil: Instant? = nil
    ) {
        self.line = line
        self.sender = sender
        self.scopes = scopes
        self.clock = clock
        self.needsPace = needsPace
        self.needsCampaignPace = needsCampaignPace ?? needsPace
        self.senderLimit = senderLimit
        self.campaignLimit = campaignLimit
        self.restsUntil = restsUntil
    }
}

/// A send that could go out, with what the ledger knows that may forbid it now. While the line rests anyway
/// (`ClaimRequest.restsUntil`), attempts, contacts, the group's address and identical texts are left out.
package struct ClaimCandidate: Sendable {
    /// The moment at which it is judged.
    package var now: Instant
    package var send: LedgerSend
    package var content: SendContent
    /// The group's address, for texts and files to a group.
    package var chatID: String?
    /// Attempts of the sender number in the last 3,600 s by the wall clock or, in this boot, by the monotonic one,
    /// each at the later of the two moments, oldest first; of fewer than `ClaimRequest.senderLimit` only the latest;
    /// empty where the pace is free.
    package var senderAttempts: [Instant]
    /// Attempts of this campaign, on every line, counted alike; empty where no campaign has a pace.
    package var campaignAttempts: [Instant]
    /// Latest attempt of each other campaign, revision and occurrence at this person in the last seven days
    /// that may have reached them.
    package var contacts: [Instant]
    /// Latest attempt at this person with the same fingerprint.
    package var lastIdentical: Instant?
    /// Why the number is never to be written to again, if it is not.
    package var suppression: String?

    package init(
        now: Instant, send: LedgerSend, content: SendContent, chatID: String?, senderAttempts: [Instant],
        campaignAttempts: [Instant], contacts: [Instant], lastIdentical: Instant?, suppression: String?
    ) {
        self.now = now
        self.send = send
        self.content = content
        self.chatID = chatID
        self.senderAttempts = senderAttempts
        self.campaignAttempts = campaignAttempts
        self.contacts = contacts
        self.lastIdentical = lastIdentical
        self.suppression = suppression
    }
}

/// What the runner makes of a candidate, inside the transaction that would make its attempt durable.
package enum ClaimDecision: Sendable {
    /// Go: the attempt is recorded with the hash of the bytes that will leave.
    case send(payloadHash: [UInt8])
    /// Not this one before that moment; look at the next.
    case postpone(until: Instant, reason: String)
    case suppress(reason: String)
    case expire(reason: String)
    /// Nothing of this campaign before that moment (its window is closed); look at other campaigns.
    case waitCampaign(until: Instant?, reason: String?)
    /// Nothing of this line before that moment (its pace).
    case waitLine(until: Instant)
    /// The content can never be sent as it is; the campaign stops.
    case stopCampaign(reason: String)
}

/// An attempt that is durable: its request may leave now.
package struct ClaimedSend: Sendable {
    package var send: LedgerSend
    package var content: SendContent
    package var chatID: String?
    /// Fences the result: only the holder of this token may write it.
    package var token: Int64
    package var attemptID: Int64

    package init(
        send: LedgerSend, content: SendContent, chatID: String?, token: Int64, attemptID: Int64
    ) {
        self.send = send
        self.content = content
        self.chatID = chatID
        self.token = token
        self.attemptID = attemptID
    }
}

package enum ClaimAnswer: Sendable {
    case claimed(ClaimedSend)
    /// Nothing may go out before that moment.
    case wait(until: Instant, reason: String?)
    /// The line is stopped, or paused until a moment.
    case stopped(Stop)
    /// Nothing is waiting on this line that could go out in this pass.
    case nothingLeft
}

/// The end of an attempt, and what follows from it, in one transaction.
package struct Settlement: Sendable {
    package var claimed: ClaimedSend
    package var event: SendEvent
    package var at: Instant
    /// HTTP status and masked, bounded reply, for the record.
    package var httpStatus: Int?
    package var reply: String?
    /// Stops that the reply calls for.
    package var stops: [Stop] = []
    /// A created group.
    package var group: GroupRecord?
    /// Whether this counts as a failure for `stop_after_failures`; nil leaves the counter as it is.
    package var countsAsFailure: Bool?
    /// Consecutive failures that stop the line.
    package var stopAfterFailures: Int

    package init(
        claimed: ClaimedSend, event: SendEvent, at: Instant, httpStatus: Int? = nil, reply: String? = nil,
        stops: [Stop] = [], group: GroupRecord? = nil, countsAsFailure: Bool? = nil,
        stopAfterFailures: Int = 20
    ) {
        self.claimed = claimed
        self.event = event
        self.at = at
        self.httpStatus = httpStatus
        self.reply = reply
        self.stops = stops
        self.group = group
        self.countsAsFailure = countsAsFailure
        self.stopAfterFailures = stopAfterFailures
    }
}
