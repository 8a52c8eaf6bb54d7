import CampaignModel

/// A runner asking to repeat a send in flight, because nobody can say whether the first attempt was taken and the
/// gateway refuses what it has already taken (design.md, "The send's life").
package struct ProbeRequest: Sendable {
    /// The first attempt.
    package var claimed: ClaimedSend
    /// Read within the transaction: it may have waited for its turn.
    package var clock: @Sendable () -> ClockReading
    /// False where the pace is free: the hour's attempts are not looked up.
    package var needsPace: Bool
    /// When the first attempt ended, and what came back: HTTP status and masked, bounded reply.
    package var ended: Instant
    package var httpStatus: Int?
    package var reply: String?

    package init(
        claimed: ClaimedSend, clock: @autoclosure @escaping @Sendable () -> ClockReading, needsPace: Bool,
        ended: Instant, httpStatus: Int? = nil, reply: String? = nil
    ) {
        self.claimed = claimed
        self.clock = clock
        self.needsPace = needsPace
        self.ended = ended
        self.httpStatus = httpStatus
        self.reply = reply
    }
}

/// What the ledger knows that decides on a probe.
package struct ProbeCandidate: Sendable {
    /// The moment at which it is judged.
    package var now: ClockReading
    /// When the first attempt became durable.
    package var began: ClockReading
    /// SHA-256 of the bytes that the first attempt sent.
    package var payloadHash: [UInt8]
    /// Attempts of the sender number in the last 3,600 s, oldest first, the first attempt included; empty where
    /// the pace is free.
    package var senderAttempts: [Instant]
    /// Attempts of this campaign in the last 3,600 s, on every line, oldest first.
    package var campaignAttempts: [Instant]
    /// Why the number is never to be written to again, if it is not.
    package var suppression: String?

    package init(
        now: ClockReading, began: ClockReading, payloadHash: [UInt8], senderAttempts: [Instant],
        campaignAttempts: [Instant], suppression: String?
    ) {
        self.now = now
        self.began = began
        self.payloadHash = payloadHash
        self.senderAttempts = senderAttempts
        self.campaignAttempts = campaignAttempts
        self.suppression = suppression
    }
}

package enum ProbeDecision: Sendable {
    case send
    /// The pace asks for patience; ask again then.
    case wait(until: Instant)
    /// No probe; the send is in doubt. Completes "not asked again: …".
    case leave(reason: String)
}

package enum ProbeAnswer: Sendable {
    /// The second attempt is durable: the same bytes may leave again.
    case claimed(ClaimedSend)
    case wait(until: Instant)
    case left(reason: String)
}
