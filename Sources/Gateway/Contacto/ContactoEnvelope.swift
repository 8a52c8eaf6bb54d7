/// The value, 1 to 10, that a reply of contacto's states, however it is wrapped.
struct ContactoEnvelope: Hashable {
    struct NotUnderstood: Error, Hashable {
        /// In plain words, without any of the reply.
        let reason: String
    }

    var value: Int
    var messageID: String?

    /// Under which a value or a concept is looked for (gateways.md).
    static let valueKeys: Set<String> = [
        "status", "code", "value", "result", "return", "response", "retorno", "valor", "respuesta", "concept",
        "concepto", "message",
    ]
    /// Under which the message's identifier is looked for, the most telling first (gateways.md).
    static let identifierKeys = ["messageId", "message_id", "&messageId", "id"]

    /// - Throws: `NotUnderstood` where no value is found, or two statements exclude each other.
    init(_ body: [UInt8]) throws(NotUnderstood) {
        guard body.count <= ReplyJSON.longest else { throw NotUnderstood(reason: "it is longer than 64 KiB") }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw NotUnderstood(reason: "it is not UTF-8")
        }
        let json: ReplyJSON
        do {
            json = try ReplyJSON(body)
        } catch {
            // Text that is no JSON: only the concept alone counts. A bare number is JSON already.
            let bare =
                text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
            guard let value = ContactoReplies.value(ofConcept: bare) else {
                throw NotUnderstood(
                    reason: "it is neither a value nor a concept, and no JSON: \(error.reason)")
            }
            self.init(value: value)
            return
        }
        try self.init(json)
    }

    private init(value: Int, messageID: String? = nil) {
        self.value = value
        self.messageID = messageID
    }

    private init(_ json: ReplyJSON) throws(NotUnderstood) {
        switch json {
        case .number, .string:
            var found = Statements()
            found.add(json)
            self.init(value: try found.value())
        case .array(let elements):
            guard elements.count == 1, case .object(let members)? = elements.first else {
                throw NotUnderstood(reason: "it is a list, but not of one object")
            }
            try self.init(members)
        case .object(let members): try self.init(members)
        case .null, .bool: throw NotUnderstood(reason: "it states no value")
        }
    }

    private init(_ members: [ReplyJSON.Member]) throws(NotUnderstood) {
        var found = Statements()
        var identifiers = members
        for member in members where ContactoEnvelope.valueKeys.contains(member.key) {
            guard case .object(let inner) = member.value else {
                found.add(member.value)
                continue
            }
            identifiers += inner
            for member in inner where ContactoEnvelope.valueKeys.contains(member.key) {
                found.add(member.value)
            }
        }
        self.init(value: try found.value(), messageID: ContactoEnvelope.identifier(identifiers))
    }

    /// The identifier in a reply that states no value, or several: by it a webhook may name the message.
    static func identifier(in body: [UInt8]) -> String? {
        guard let json = try? ReplyJSON(body) else { return nil }
        let members =
            if case .array(let elements) = json { elements.count == 1 ? elements[0].members : [] } else {
                json.members
            }
        return identifier(members + members.flatMap { valueKeys.contains($0.key) ? $0.value.members : [] })
    }

    /// Nil where the most telling key occurs with two different identifiers: neither may be trusted.
    private static func identifier(_ members: [ReplyJSON.Member]) -> String? {
        for key in identifierKeys {
            let found = Set(members.filter { $0.key == key }.compactMap(\.value.identifier))
            if found.count > 1 { return nil }
            if let identifier = found.first { return identifier }
        }
        return nil
    }
}

/// Everything that one reply states, to be compared.
private struct Statements {
    private var values: Set<Int> = []
    private var saysYes = false
    private var saysNo = false
    private var saysUnknownNumber = false

    mutating func add(_ json: ReplyJSON) {
        if let number = json.integer {
            if ContactoReplies.row(value: number) != nil {
                values.insert(number)
            } else if number != 200 {
                // 200 is the status line's own number, repeated by many services beside the real answer.
                saysUnknownNumber = true
            }
            return
        }
        switch json {
        case .number: saysUnknownNumber = true
        case .bool(true): saysYes = true
        case .bool(false): saysNo = true
        case .string(let text):
            if let value = ContactoReplies.value(ofConcept: text) {
                values.insert(value)
            } else if Statements.isRefusal(text) {
                saysNo = true
            }
        case .null, .array, .object: break
        }
    }

    /// - Throws: where nothing was stated, or two statements exclude each other. A message that was refused
    ///   must not pass for accepted because a `1` stands somewhere in its reply.
    func value() throws(ContactoEnvelope.NotUnderstood) -> Int {
        guard let value = values.first else {
            throw ContactoEnvelope.NotUnderstood(reason: "it states no value and no concept of the manual")
        }
        let isAccepted = ContactoReplies.row(value: value)?.class == .accepted
        guard values.count == 1, !saysUnknownNumber, !(isAccepted ? saysNo : saysYes) else {
            throw ContactoEnvelope.NotUnderstood(reason: "it contradicts itself")
        }
        return value
    }

    /// Words beside a value that speak of failure, in both languages the service is written in.
    private static func isRefusal(_ text: String) -> Bool {
        let plain = text.lowercased()
        return [
            "error", "fail", "fallo", "falló", "fallid", "rechaz", "reject", "refus", "denied", "denegad",
            "inval", "inváli", "not sent", "no enviad", "false",
        ].contains { plain.contains($0) }
    }
}
