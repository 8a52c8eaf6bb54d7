import CampaignModel

/// Reads contacto's replies to `send/`. The manual gives values and concepts but no envelope; what is read is
/// what gateways.md, section 2, allows, and nothing else.
package enum ContactoReplyReader {
    /// - Parameters:
    ///   - body: complete, as it came.
    ///   - now: the wall clock, for a `Retry-After` that is a date.
    package static func read(
        status: Int, headers: [WireHeader], body: [UInt8], now: Instant = Instant(milliseconds: 0)
    ) -> Outcome {
        if let row = ContactoReplies.row(status: status) {
            return .failed(
                row.reply(from: .contacto, retryAfter: RetryAfter.seconds(in: headers, now: now)))
        }
        if (500...599).contains(status) { return .ambiguous(reason: "contacto answered HTTP \(status)") }
        // The manual does not say with which status a refusal comes; 400 is what a refusal would have.
        guard status == 200 || status == 400 else {
            return .unrecognised(
                reason: "contacto answered HTTP \(status), which its manual does not mention",
                messageID: ContactoEnvelope.identifier(in: body))
        }
        let envelope: ContactoEnvelope
        do {
            envelope = try ContactoEnvelope(body)
        } catch {
            return .unrecognised(
                reason: "contacto's reply is not understood: \(error.reason)",
                messageID: ContactoEnvelope.identifier(in: body))
        }
        guard let row = ContactoReplies.row(value: envelope.value) else {
            return .unrecognised(
                reason: "contacto answered with a value that its manual does not list",
                messageID: envelope.messageID)
        }
        guard row.class == .accepted else { return .failed(row.reply(from: .contacto)) }
        guard status == 200 else {
            return .unrecognised(
                reason: "contacto answered HTTP \(status) and \"Message sent\" at once",
                messageID: envelope.messageID)
        }
        return .accepted(AcceptedReply(messageID: envelope.messageID))
    }
}
