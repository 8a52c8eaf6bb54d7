import CampaignModel

/// What is kept of one attempt.
package struct PastAttempt: Sendable, Hashable {
    /// From 1.
    package var number: Int
    package var beganAt: Instant
    /// Nil while it is in flight.
    package var endedAt: Instant?
    package var httpStatus: Int?
    /// What the gateway answered; masked and bounded.
    package var reply: String?

    package init(number: Int, beganAt: Instant, endedAt: Instant?, httpStatus: Int?, reply: String?) {
        self.number = number
        self.beganAt = beganAt
        self.endedAt = endedAt
        self.httpStatus = httpStatus
        self.reply = reply
    }
}
