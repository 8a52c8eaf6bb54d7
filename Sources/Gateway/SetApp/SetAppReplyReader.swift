import CampaignModel

/// Reads SetApp's replies (gateways.md, section 1).
package enum SetAppReplyReader {
    /// - Parameters:
    ///   - body: complete, as it came.
    ///   - now: the wall clock, for a `Retry-After` that is a date.
    ///   - mask: applied to every word of the gateway that goes into the outcome.
    package static func read(
        status: Int, headers: [WireHeader], body: [UInt8], operation: SendOperation,
        now: Instant = Instant(milliseconds: 0), mask: SecretMask = SecretMask()
    ) -> Outcome {
        if let row = SetAppReplies.row(status: status) {
            return .failed(
                row.reply(from: .setapp, retryAfter: RetryAfter.seconds(in: headers, now: now)))
        }
        // A server's error, or a proxy's: what SetApp makes of the message is not said.
        if (500...599).contains(status) || status == 408 {
            return .ambiguous(reason: "SetApp answered HTTP \(status)")
        }
        guard status == 200 || status == 400 else {
            return .unrecognised(reason: "SetApp answered HTTP \(status), which its manual does not mention")
        }
        let json: ReplyJSON
        do {
            json = try ReplyJSON(body)
        } catch {
            let reason = "SetApp answered HTTP \(status), but its reply cannot be read: \(error.reason)"
            // A reply that was cut off says nothing of the language it is in.
            return error.isCut ? .ambiguous(reason: reason) : .unrecognised(reason: reason)
        }
        guard case .object = json else {
            return .unrecognised(reason: "SetApp answered HTTP \(status) without an object")
        }
        let reply = SetAppReply(json)
        if let contradiction = reply.contradiction(httpStatus: status) {
            return .unrecognised(reason: "SetApp's reply contradicts itself: \(contradiction)")
        }
        if let text = reply.resultCode, text != "0" {
            guard let code = Int(text), let row = SetAppReplies.row(resultCode: code) else {
                return .unrecognised(
                    reason: "SetApp answered with a result_code that its manual does not list")
            }
            return .failed(row.reply(from: .setapp, said: mask.shown(reply.reason, limit: 200)))
        }
        return status == 400
            ? refusal(reply, mask: mask) : acceptance(reply, of: operation, mask: mask)
    }

    private static func refusal(_ reply: SetAppReply, mask: SecretMask) -> Outcome {
        guard reply.status == "400" else {
            return .unrecognised(reason: "SetApp answered HTTP 400 in a shape that its manual does not show")
        }
        if let data = reply.data {
            let plain = SetAppReply.folded(data)
            for row in [SetAppReplies.invalidClient, SetAppReplies.invalidToken]
            where plain == SetAppReply.folded(row.words) {
                return .failed(row.reply(from: .setapp))
            }
            return .failed(SetAppReplies.refused.reply(from: .setapp, said: mask.shown(data, limit: 200)))
        }
        guard reply.flags.contains(where: { !$0.value }) else {
            return .unrecognised(reason: "SetApp answered HTTP 400 in a shape that its manual does not show")
        }
        return .failed(
            SetAppReplies.unsuccessful.reply(from: .setapp, said: mask.shown(reply.reason, limit: 200)))
    }

    private static func acceptance(
        _ reply: SetAppReply, of operation: SendOperation, mask: SecretMask
    ) -> Outcome {
        if reply.flags.contains(where: { !$0.value }) {
            return .failed(
                SetAppReplies.unsuccessful.reply(from: .setapp, said: mask.shown(reply.reason, limit: 200)))
        }
        let isKnownStatus = [nil, "200", SetAppReplies.received].contains(reply.status)
        let saysYes =
            reply.resultCode != nil || !reply.flags.isEmpty || reply.status == SetAppReplies.received
        guard isKnownStatus, saysYes else {
            return .unrecognised(reason: "SetApp answered HTTP 200 in a shape that its manual does not show")
        }
        guard operation == .groupCreation || !reply.flags.contains(where: { $0.key == "created" }) else {
            return .unrecognised(reason: "SetApp says that it created a group, which was not asked of it")
        }
        if operation == .groupCreation, reply.chatID == nil {
            // The group may exist, but nothing can be sent to it, and a second one must not be made.
            return .ambiguous(reason: "SetApp may have created the group, but did not say its chatId")
        }
        return .accepted(
            AcceptedReply(
                messageID: reply.messageID, chatID: operation == .groupCreation ? reply.chatID : nil,
                inviteLink: operation == .groupCreation ? reply.inviteLink : nil,
                queueNumber: reply.queueNumber))
    }
}
