// Evidence: what contacto's webhooks and people's replies say, into the ledger.
//
// In: the bodies of HTTP requests. Out: events in the ledger, opt-outs, stops, before the request is answered.
// Reading, opt-out words and what follows from a code are values without I/O; `WebhookReceiver` is the thin part
// that speaks HTTP, and `EvidenceIntake` commits many requests at once.
//
//     body → WebhookEvent | Unreadable → EvidenceEvent → EvidenceIntake → LedgerStore.record → 200
import CampaignModel

/// One of the five events of the manual (gateways.md, section 2, "Webhook"), read.
package enum WebhookEvent: Sendable, Hashable {
    case sent(messageID: String)
    case delivered(messageID: String)
    case read(messageID: String)
    case failed(messageID: String, code: String, reason: String?)
    case reply(Reply)

    package struct Reply: Sendable, Hashable {
        package var number: PhoneNumber
        package var message: String
        package var customField: String?
        /// The line's own number, as it was written.
        package var officialNumber: String?

        package init(
            number: PhoneNumber, message: String, customField: String?, officialNumber: String? = nil
        ) {
            self.number = number
            self.message = message
            self.customField = customField
            self.officialNumber = officialNumber
        }
    }

    /// Equal for two arrivals of one event, different for any two that say something else.
    package var identity: String {
        let parts: [String] =
            switch self {
            case .sent(let id): ["sent", id]
            case .delivered(let id): ["delivered", id]
            case .read(let id): ["read", id]
            case .failed(let id, let code, _): ["failed", id, code]
            case .reply(let reply):
                ["replied", reply.number.full, reply.customField ?? "", reply.message]
            }
        // Lengths, so that no two lists of parts are written alike.
        return parts.map { "\($0.utf8.count):\($0)" }.joined()
    }
}

/// Why a body is none of the five events, in plain words without any of its text.
package struct UnreadableWebhook: Error, Sendable, Hashable {
    package let reason: String
}
