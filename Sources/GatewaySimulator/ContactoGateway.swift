import Foundation

/// The rules of `/contacto/…` (gateways.md, section 2), checked in the order of its table of values.
struct ContactoGateway {
    private let account: ContactoAccount
    private let identifiers: IdentifierSource
    private var recent = RecentMessages()
    private(set) var balance: Int

    init(account: ContactoAccount, seed: UInt64) {
        self.account = account
        identifiers = IdentifierSource(seed: seed)
        balance = account.balance
    }

    /// Decides on a message; an accepted one is in the log when this returns.
    /// - Throws: what the file system says of the log; the message is then not accepted.
    mutating func send(
        _ parameters: RequestParameters, at: Date, elapsed: Duration, fault: FaultKind?,
        log: inout MessageLog
    ) throws -> SimulatorAnswer {
        if let refusal = refusal(parameters) { return answer(refusal) }
        if let reason = unreadable(parameters) { return Self.badRequest(reason) }

        let mobile = parameters.text("mobile") ?? ""
        let identity = RecentMessages.Identity(parameters.loggable)
        if recent.contains(identity, at: elapsed) { return answer(.repeated) }
        if account.cappedNumbers.contains(mobile) { return answer(.cappedNumber) }

        let number = log.nextNumber
        let media: ContactoMedia
        do throws(ContactoMedia.Unreadable) {
            media = try ContactoMedia(
                media: parameters.values["media", default: []], name: parameters.text("media_name") ?? "",
                prefix: identifiers.filePrefix(number: number))
        } catch {
            return Self.badRequest("media is neither a web address nor base64")
        }
        let id = identifiers.contactoID(number: number)
        try log.accept(
            MessageLog.Draft(
                gateway: "contacto", operation: "send", kind: "template", to: mobile, id: id,
                parameters: parameters, media: media.logged),
            at: at, fault: fault)
        recent.insert(identity, at: elapsed)
        // An account without a price sends for nothing; a negative price would earn money.
        balance -= max(0, account.price)
        return account.envelope.answer(.sent, messageID: id)
    }

    /// Remembers a message that was accepted before this simulator started: a gateway that is started again still
    /// knows what it has taken in the last minute.
    mutating func remember(_ message: AcceptedMessage, at elapsed: Duration) {
        recent.insert(RecentMessages.Identity(message.fields), at: elapsed)
    }

    func balanceAnswer(_ parameters: RequestParameters) -> SimulatorAnswer {
        if let value = accountRefusal(parameters) { return answer(value) }
        return account.balanceEnvelope.answer(balance)
    }

    /// Money is paid in or spent elsewhere.
    mutating func set(balance: Int) { self.balance = balance }

    /// What a message costs is given back when it fails after all ("sending error, return balance").
    mutating func refund() { balance += max(0, account.price) }

    func templatesAnswer(_ parameters: RequestParameters) throws -> SimulatorAnswer {
        if let value = accountRefusal(parameters) { return answer(value) }
        guard account.templates.contains(where: \.isApproved) else {
            // On this endpoint 4 means that no template is approved.
            return account.envelope.answer(.badMobile, concept: "without templates")
        }
        return try account.templateEnvelope.answer(account.templates)
    }

    private func answer(_ value: ContactoValue) -> SimulatorAnswer {
        account.envelope.answer(value)
    }

    private func accountRefusal(_ parameters: RequestParameters) -> ContactoValue? {
        guard parameters.text("login") == account.login, parameters.text("token") == account.token else {
            return .authentication
        }
        return account.hasMultiagent ? nil : .noMultiagent
    }

    /// Values 2 to 8. The manual does not say which of two errors is named; the smaller value is, here.
    private func refusal(_ parameters: RequestParameters) -> ContactoValue? {
        if let value = accountRefusal(parameters) { return value }
        guard Self.isColombianMobile(parameters.text("mobile") ?? "") else { return .badMobile }
        guard balance > 0, balance >= account.price else { return .noBalance }

        let template = account.templates.first { $0.id == parameters.text("id_template") && $0.isApproved }
        let written = parameters.values["template_variables"].map { String(decoding: $0, as: UTF8.self) }
        let variables = TemplateVariables(written ?? "")
        if case .values(let values) = variables, values.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            return .emptyMessage
        }
        // A template without variables may have the parameter empty.
        if let written, written.allSatisfy(\.isWhitespace), template?.variables != 0 { return .emptyMessage }
        guard let template else { return .unknownTemplate }
        guard case .values(let values) = variables, values.count == template.variables else {
            return .variableCount
        }
        return nil
    }

    /// Constraints the manual states without giving a value for them.
    private func unreadable(_ parameters: RequestParameters) -> String? {
        for name in ["template_variables", "media_name", "custom_field"]
        where parameters.values[name] != nil && parameters.text(name) == nil {
            return "\(name) is not UTF-8"
        }
        let custom = parameters.text("custom_field") ?? ""
        return custom.utf16.count > 1000 ? "custom_field has more than 1000 characters" : nil
    }

    private static func badRequest(_ reason: String) -> SimulatorAnswer {
        .json(400, "{\"error\":\(jsonLiteral(reason))}")
    }
}

extension ContactoGateway {
    /// 57 and ten more digits.
    static func isColombianMobile(_ text: String) -> Bool {
        text.utf8.count == 12 && text.hasPrefix("57") && SetAppGateway.isDigits(text)
    }

    /// `1.000.000`, as amounts are written in Colombia.
    static func withThousands(_ amount: Int) -> String {
        var digits = String(amount.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (amount < 0 ? "-" : "") + groups.joined(separator: ".")
    }
}

extension ContactoMedia {
    var logged: MessageLog.Media? {
        guard case .file(let bytes, let storedName, let rewritten) = self else { return nil }
        return MessageLog.Media(
            bytes: bytes.count, hash: fnv1a64(bytes), storedName: storedName, rewritten: rewritten)
    }
}

extension SimulatedTemplate {
    var isApproved: Bool { status == "approved" }
}
