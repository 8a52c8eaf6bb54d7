import CampaignModel

/// A refusal with its meaning, ready for the ledger and for the operator.
package struct ReplyCode: Sendable, Hashable {
    package var gateway: GatewayKind
    /// As the gateway wrote it (`-5`, `8`, `TOKEN INVALIDO`) or the status line (`HTTP 429`).
    package var code: String
    package var `class`: ReplyClass
    /// What happened, in plain English; the gateway's own words follow where it gave some (masked, bounded).
    package var text: String
    /// What the operator should do.
    package var remedy: String
    /// Seconds to wait at least, where the gateway or its manual says so.
    package var retryAfter: Int?

    package init(
        gateway: GatewayKind, code: String, class: ReplyClass, text: String, remedy: String,
        retryAfter: Int? = nil
    ) {
        self.gateway = gateway
        self.code = code
        self.class = `class`
        self.text = text
        self.remedy = remedy
        self.retryAfter = retryAfter
    }
}

/// What follows from a reply (design.md, "Every reply code has one class").
package enum ReplyClass: String, Sendable, Hashable, CaseIterable {
    case accepted
    /// This send will never succeed.
    case permanent
    /// This recipient may be tried again later.
    case later
    /// The line waits, then goes on.
    case pauseLine = "pause_line"
    /// The campaign stops until an operator resumes it.
    case stopCampaign = "stop_campaign"
    /// The line stops until an operator resumes it.
    case stopLine = "stop_line"
    /// Nobody can say whether the message was taken.
    case ambiguous
    /// contacto's 9. As a probe's answer: the first attempt was accepted. On a first attempt: `later` where
    /// the ledger knows an identical send to that number in the last 60 s, else ambiguous. That "repeated"
    /// means "an identical message was accepted" is an assumption; the manual does not say it.
    case repeatRefused = "repeat_refused"
}
