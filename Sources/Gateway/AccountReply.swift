import CampaignModel

/// A gateway's complete reply to a question about an account, before it is understood.
package struct AccountReply: Sendable, Hashable {
    package var status: Int
    package var headers: [WireHeader]
    package var body: [UInt8]
    /// By the wall clock; for a `Retry-After` that is a date.
    package var arrived: Instant

    package init(
        status: Int, headers: [WireHeader] = [], body: [UInt8], arrived: Instant = Instant(milliseconds: 0)
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.arrived = arrived
    }
}

/// What a reply of contacto's states about itself, beside what was asked for: the error values of its manual,
/// in every envelope that a reply to `send/` may have.
struct AccountStatement {
    /// The one error value that it states; nil for none or several.
    var refusal: ReplyRow? { refusals.count == 1 ? refusals.first : nil }
    /// Whether it speaks of a failure at all, by a value of the manual or otherwise.
    var speaksOfFailure: Bool { !refusals.isEmpty || isOdd }

    private var refusals: Set<ReplyRow> = []
    private var isOdd = false
    private let rows: [ReplyRow]

    /// - Parameter rows: the error values that the manual has for this question.
    init(_ json: ReplyJSON, rows: [ReplyRow]) {
        self.rows = rows
        switch json {
        case .array(let elements):
            if elements.count == 1, case .object(let members)? = elements.first { add(members) }
        case .object(let members): add(members)
        case .number, .string: add(json)
        case .null, .bool: break
        }
    }

    /// - Parameter text: a body that is no JSON.
    init(text: String, rows: [ReplyRow]) {
        self.rows = rows
        add(.string(text))
    }

    private mutating func add(_ members: [ReplyJSON.Member]) {
        for member in members {
            if ContactoEnvelope.valueKeys.contains(member.key) {
                if case .object(let inner) = member.value {
                    for member in inner where ContactoEnvelope.valueKeys.contains(member.key) {
                        add(member.value)
                    }
                } else {
                    add(member.value)
                }
            }
            switch (member.key.lowercased(), member.value) {
            case ("success", .bool(false)), ("ok", .bool(false)), ("error", .bool(true)), ("error", .object):
                isOdd = true
            case ("error", .string(let text)) where !text.trimmed.isEmpty: isOdd = true
            case ("error", .number(let digits)) where digits != "0": isOdd = true
            default: break
            }
        }
    }

    private mutating func add(_ json: ReplyJSON) {
        if let number = json.integer {
            if let row = rows.first(where: { $0.code == String(number) }) {
                refusals.insert(row)
            } else if (4...10).contains(number) {
                // A value that the manual has for sending only.
                isOdd = true
            }
            return
        }
        switch json {
        case .bool(false): isOdd = true
        case .string(let text):
            let plain = ContactoReplies.plainWords(text)
            if let row = rows.first(where: { ContactoReplies.plainWords($0.words) == plain }) {
                refusals.insert(row)
            } else if ["error", "fail", "false"].contains(plain) || plain.hasPrefix("error") {
                isOdd = true
            }
        default: break
        }
    }
}

extension AccountReply {
    /// What the status line alone decides; nil where the body has to be read.
    func endsEarly<Value>(_ mask: SecretMask) -> AccountAnswer<Value>? {
        if let row = ContactoReplies.row(status: status) {
            return .refused(
                row.reply(from: .contacto, retryAfter: RetryAfter.seconds(in: headers, now: arrived)))
        }
        if (500...599).contains(status) { return .unreachable(reason: "contacto answered HTTP \(status)") }
        guard status == 200 || status == 400 else {
            return unreadable("contacto answered HTTP \(status), which its manual does not mention", mask)
        }
        return nil
    }

    /// - Parameter reason: a whole clause, in plain words.
    func unreadable<Value>(_ reason: String, _ mask: SecretMask) -> AccountAnswer<Value> {
        .unreadable(reason: reason, raw: mask.shown(body))
    }
}
