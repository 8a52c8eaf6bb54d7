/// How an event is written down. The manual's samples are no valid JSON; its intended shapes and what a
/// receiver has to tolerate stand in gateways.md, section 2, "Webhook".
enum WebhookForm: String, Sendable, CaseIterable {
    case plain
    /// `&messageId`, as the manual prints it.
    case ampersand
    /// A space before and behind each value.
    case spaces
    /// Numbers where text is meant, and text where a number is.
    case numbers
    /// Keys that no manual names.
    case furtherKeys = "further-keys"
    /// Curly quotes and a missing colon: no JSON. A receiver keeps it and counts nothing.
    case unreadable

    /// The forms that a receiver must read, for a kind of event: not each changes each.
    static func tolerated(for kind: WebhookEvent.Kind) -> [WebhookForm] {
        switch kind {
        case .sent, .delivered, .read: [.ampersand, .spaces, .furtherKeys]
        case .failed: [.ampersand, .spaces, .numbers, .furtherKeys]
        case .reply: [.spaces, .numbers, .furtherKeys]
        }
    }

    /// Writes an object; `isNumber` of a field says what it plainly is.
    func body(_ fields: [WebhookField]) -> String {
        var members = fields.map(member)
        if self == .furtherKeys { members.append("\"canal\":{\"id\":7,\"activo\":true}") }
        let object = "{" + members.joined(separator: ",") + "}"
        guard self == .unreadable else { return object }
        let curly = object.replacing("\"", with: "\u{201D}")
        return curly.replacing("\u{201D}:", with: "\u{201D} ", maxReplacements: 1)
    }

    private func member(_ field: WebhookField) -> String {
        let name = self == .ampersand && field.name == "messageId" ? "&messageId" : field.name
        return jsonLiteral(name) + ":" + value(field)
    }

    private func value(_ field: WebhookField) -> String {
        switch self {
        case .spaces: return jsonLiteral(" \(field.value) ")
        case .numbers where field.isDigits: return field.isNumber ? jsonLiteral(field.value) : field.value
        default: return field.isNumber ? field.value : jsonLiteral(field.value)
        }
    }
}

/// A member of an event's object.
struct WebhookField: Sendable {
    var name: String
    var value: String
    var isNumber = false

    init(_ name: String, _ value: String, isNumber: Bool = false) {
        self.name = name
        self.value = value
        self.isNumber = isNumber
    }

    /// Digits that JSON takes as a number: none of them begins with a zero.
    var isDigits: Bool { SetAppGateway.isDigits(value) && (value == "0" || !value.hasPrefix("0")) }
}

/// What the manual says of a failure that comes after the acceptance (gateways.md, "After acceptance").
enum FailureWords {
    static func reason(_ code: Int) -> String {
        switch code {
        case 402: "WhatsApp error"
        case 471, 131_048: "spam"
        case 470, 131_047: "more than 24 hours passed"
        case 1002: "number not active for WhatsApp messages"
        case 1003: "cannot be sent, check the wallet's balance"
        case 1004: "user inactive for session messages, template messaging disabled"
        case 1005: "template did not match"
        case 1006: "user inactive and has not opted in to template messages"
        case 1007: "inactive, not opted in, and template mismatch"
        case 1008: "a required template parameter is missing"
        case 1010: "media URL invalid"
        case 1011: "message size invalid"
        case 131_021: "origin and recipient are the same number"
        case 132_005: "message too long"
        case 132_007: "template breaks Meta's policy"
        case 132_015: "template paused by Meta"
        case 132_016: "template disabled by Meta"
        case 131_031: "origin number blocked by Meta"
        default: "sending error, return balance"
        }
    }
}
