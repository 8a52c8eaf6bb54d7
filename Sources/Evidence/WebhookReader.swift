import CampaignModel
import Gateway

/// Reads a webhook's body (gateways.md, "Webhook").
///
/// The manual's samples are no valid JSON. What is read is valid JSON with the manual's keys; tolerated are the
/// stray `&` before `messageId`, spaces around keys and values, numbers for texts, and further keys.
package enum WebhookReader {
    /// Characters of an identifier that are taken.
    static let longestIdentifier = 200

    package static func read(_ body: [UInt8]) throws(UnreadableWebhook) -> WebhookEvent {
        let json: ReplyJSON
        do { json = try ReplyJSON(body) } catch { throw UnreadableWebhook(reason: error.reason) }
        guard case .object(let members) = json else {
            throw UnreadableWebhook(reason: "it is not a JSON object")
        }
        let fields = try Fields(members)
        guard let kind = fields["type2"]?.lowercased() else { return .reply(try reply(fields)) }
        switch kind {
        case "sent": return .sent(messageID: try messageID(fields))
        case "delivered": return .delivered(messageID: try messageID(fields))
        case "read": return .read(messageID: try messageID(fields))
        case "failed":
            return .failed(
                messageID: try messageID(fields),
                // Without a code it is still a failure: one that is not listed.
                code: fields["code"].map { String($0.prefix(20)) } ?? "none", reason: fields["reason"])
        default: throw UnreadableWebhook(reason: "its type2 is none of the manual's")
        }
    }

    private static func messageID(_ fields: Fields) throws(UnreadableWebhook) -> String {
        guard let id = fields["messageId"] ?? fields["messageId_whatsapp"] else {
            throw UnreadableWebhook(reason: "it names no message")
        }
        guard id.count <= longestIdentifier else {
            throw UnreadableWebhook(reason: "its identifier is too long")
        }
        return id
    }

    private static func reply(_ fields: Fields) throws(UnreadableWebhook) -> WebhookEvent.Reply {
        guard let mobile = fields["mobile"] else {
            throw UnreadableWebhook(
                reason: "it is neither a status, which has type2, nor a reply, which has mobile")
        }
        // Somebody who wants out must be understood however the number is written.
        guard
            let number = PhoneNumber(mobile)
                ?? NumberSpelling.twelveDigits(mobile).flatMap({ PhoneNumber($0) })
        else { throw UnreadableWebhook(reason: "its mobile is not a Colombian number") }
        guard let message = fields["message"] else {
            throw UnreadableWebhook(reason: "it is a reply without a message")
        }
        return WebhookEvent.Reply(
            number: number, message: message, customField: fields["custom_field"],
            officialNumber: fields["official_number"])
    }

    /// The manual's keys with their values as texts; empty ones are as good as missing.
    private struct Fields {
        private var values: [String: String] = [:]

        private static let known: Set<String> = [
            "type", "type2", "code", "reason", "messageId", "messageId_whatsapp", "mobile", "message",
            "custom_field", "official_number",
        ]

        init(_ members: [ReplyJSON.Member]) throws(UnreadableWebhook) {
            for member in members {
                var key = member.key.withoutSpacesAround
                if key.hasPrefix("&") { key.removeFirst() }
                guard Self.known.contains(key) else { continue }
                let text: String
                switch member.value {
                case .string(let value): text = value.withoutSpacesAround
                case .number(let digits): text = digits
                case .null: continue
                case .bool, .array, .object:
                    throw UnreadableWebhook(reason: "the value of \(key) is no text")
                }
                // A message that is empty is a reply all the same: a picture, a sticker.
                if text.isEmpty, key != "message" { continue }
                if let other = values[key], other != text {
                    throw UnreadableWebhook(reason: "\(key) stands there twice and differs")
                }
                values[key] = text
            }
        }

        subscript(_ key: String) -> String? { values[key] }
    }
}

extension String {
    /// Without white space and invisible marks at both ends.
    fileprivate var withoutSpacesAround: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
        var scalars = unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
