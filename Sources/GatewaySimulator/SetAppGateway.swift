import Foundation

/// The rules of `/setapp/…` (gateways.md, section 1): which request is accepted, and what is answered.
struct SetAppGateway {
    private let account: SetAppAccount
    private let identifiers: IdentifierSource
    private var queueNumber = 0
    private var groups: Set<String>
    private var lastGroupSecond = 0

    init(account: SetAppAccount, seed: UInt64) {
        self.account = account
        identifiers = IdentifierSource(seed: seed)
        groups = account.knownGroups
    }

    /// A group that was made before this simulator started is still there.
    mutating func remember(group chatID: String) {
        groups.insert(chatID)
        let second = chatID.split(separator: "@").first?.split(separator: "-").last.flatMap { Int($0) }
        lastGroupSecond = max(lastGroupSecond, second ?? 0)
    }

    /// Decides on a request; an accepted one is in the log when this returns.
    /// - Throws: what the file system says of the log; the message is then not accepted.
    mutating func answer(
        _ operation: SetAppOperation, _ parameters: RequestParameters, at: Date, fault: FaultKind?,
        log: inout MessageLog
    ) throws -> SimulatorAnswer {
        if let refusal = refusal(operation, parameters) { return refusal }
        let text = { (name: String) in parameters.text(name) ?? "" }
        var draft = MessageLog.Draft(
            gateway: "setapp", operation: operation.rawValue, kind: "text", to: "", id: "",
            parameters: parameters)

        switch operation {
        case .message:
            draft.to = text("phone")
            draft.kind = Self.kind(ofMessage: text("text"))
            draft.id = identifiers.messageID(to: "\(draft.to)@c.us", number: log.nextNumber)
            try log.accept(draft, at: at, fault: fault)
            return account.answersGenerically ? SetAppReply.received : SetAppReply.queued
        case .group:
            // Two groups of one second would share an identifier; the second one's is dated ahead.
            let second = max(lastGroupSecond + 1, Int(exactly: at.timeIntervalSince1970.rounded(.down)) ?? 0)
            draft.to = "\(account.lineNumber)-\(second)@g.us"
            draft.kind = "group"
            draft.id = identifiers.messageID(to: draft.to, number: log.nextNumber)
            let link = identifiers.inviteLink(number: log.nextNumber)
            try log.accept(draft, at: at, fault: fault)
            lastGroupSecond = second
            groups.insert(draft.to)
            return SetAppReply.groupCreated(chatID: draft.to, inviteLink: link)
        case .groupMessage, .groupFile:
            draft.to = text("chatId")
            if operation == .groupFile { draft.kind = Self.kind(ofFile: text("adjunto")) }
            draft.id = identifiers.messageID(to: draft.to, number: log.nextNumber)
            try log.accept(draft, at: at, fault: fault)
            queueNumber += 1
            return SetAppReply.sentToGroup(
                chatID: draft.to, messageID: draft.id, queueNumber: queueNumber)
        }
    }

    private func refusal(_ operation: SetAppOperation, _ parameters: RequestParameters) -> SimulatorAnswer? {
        let cliente = parameters.text("cliente") ?? ""
        guard cliente.utf8.count == 5, Self.isDigits(cliente), cliente == account.cliente else {
            return SetAppReply.badClient
        }
        guard parameters.text("token") == account.token else { return SetAppReply.badToken }
        if let code = account.condition.result { return SetAppReply.failed(operation, code) }
        for name in operation.parameters where parameters.values[name, default: []].isEmpty {
            return SetAppReply.failed(operation, .missingParameters)
        }
        for name in operation.parameters where parameters.text(name) == nil {
            return SetAppReply.failed(operation, .notUTF8)
        }
        let text = parameters.text("text") ?? ""
        // The manual says characters; counted in UTF-16 units, the strictest reading a hook of its kind has.
        guard text.utf16.count <= 1000 else { return SetAppReply.refused("text: más de 1000 caracteres") }

        switch operation {
        case .message: return refusal(ofPhone: parameters.text("phone") ?? "")
        case .group: return refusal(ofPhones: parameters.text("phones") ?? "")
        case .groupMessage: return refusal(ofChat: parameters.text("chatId") ?? "")
        case .groupFile:
            guard Self.isWebAddress(parameters.text("adjunto") ?? "") else {
                return SetAppReply.refused("adjunto: no es una URL")
            }
            return refusal(ofChat: parameters.text("chatId") ?? "")
        }
    }

    private func refusal(ofPhone phone: String) -> SimulatorAnswer? {
        guard Self.isDigits(phone) else { return SetAppReply.refused("phone: solo dígitos") }
        if phone == account.lineNumber { return SetAppReply.failed(.message, .ownNumber) }
        if account.blockedNumbers.contains(phone) { return SetAppReply.failed(.message, .blockedNumber) }
        return nil
    }

    private func refusal(ofPhones list: String) -> SimulatorAnswer? {
        guard let phones = Self.quotedPhones(list) else {
            return SetAppReply.refused("phones: números entre comillas separados por coma")
        }
        if phones.contains(account.lineNumber) {
            return SetAppReply.refused("phones: el número de la línea es el creador y no se incluye")
        }
        if !account.blockedNumbers.isDisjoint(with: phones) {
            return SetAppReply.failed(.group, .blockedNumber)
        }
        return nil
    }

    private func refusal(ofChat chatID: String) -> SimulatorAnswer? {
        groups.contains(chatID) ? nil : SetAppReply.refused("chatId: grupo desconocido")
    }
}

extension SetAppGateway {
    /// `"573137515204", "573204981029"`: double quotes, a comma, and a space if one likes.
    static func quotedPhones(_ list: String) -> [String]? {
        var phones: [String] = []
        for (position, item) in list.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
            let quoted = position > 0 && item.first == " " ? item.dropFirst() : item
            guard quoted.utf8.count > 2, quoted.first == "\"", quoted.last == "\"" else { return nil }
            let phone = String(quoted.dropFirst().dropLast())
            guard isDigits(phone) else { return nil }
            phones.append(phone)
        }
        return phones
    }

    /// What the text of a message to a phone is sent as: a URL's ending decides, in lower case only, as the
    /// manual has it.
    static func kind(ofMessage text: String) -> String {
        guard text.hasPrefix("http"), !text.contains(where: \.isWhitespace) else { return "text" }
        let kind = kind(ofFile: text)
        return kind == "file" ? "text" : kind
    }

    static func kind(ofFile address: String) -> String {
        if address.hasSuffix(".png") || address.hasSuffix(".jpg") { return "image" }
        return address.hasSuffix(".pdf") ? "document" : "file"
    }

    static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    static func isWebAddress(_ text: String) -> Bool {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return false }
        return !text.contains(where: \.isWhitespace)
    }
}

extension SetAppCondition {
    var result: SetAppResult? {
        switch self {
        case .ready: nil
        case .invalidAPIKey: .invalidAPIKey
        case .notReady: .notReady
        case .noCredit: .noCredit
        case .queueFull: .queueFull
        }
    }
}
