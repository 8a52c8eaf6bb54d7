import CampaignModel
import Diagnostics
import YAMLTree

/// `lines:` → sender accounts.
struct LineDecoder {
    let reader: NodeReader

    private static let shared: [StaticString] = [
        "gateway", "number", "rate", "delay", "price", "encoding", "token",
    ]
    static let contacto: [StaticString] = shared + ["login", "url"]
    static let setapp: [StaticString] = shared + ["client", "endpoints"]
    static let endpointKeys: [StaticString] = ["message", "group", "group_message", "group_file"]

    func decodeAll(_ node: YAMLNode) -> KnownLines {
        guard node.kind == .mapping else {
            reader.expected(
                "keys and values", at: node, what: "lines",
                remedy: "write the name of a line and below it, indented, `gateway:` and its other keys")
            return KnownLines(isComplete: false)
        }
        var known = KnownLines()
        for (key, value) in node.entries where key.kind == .scalar {
            if let line = decode(name: key.text, value) {
                known.add(line)
            } else {
                known.broken.insert(key.text)
            }
        }
        if node.count == 0 {
            reader.sink.report(
                StructureRules.emptyValue, node, "lines is empty",
                remedy: "describe at least one sender account")
            known.isComplete = false
        }
        known.finish()
        return known
    }

    private func decode(name: String, _ node: YAMLNode) -> Line? {
        let what = "line `\(name)`"
        guard node.kind == .mapping else {
            reader.expected("keys and values", at: node, what: what)
            return nil
        }
        // The gateway decides which keys there are, so it is read before the others are judged.
        let gateway = node.entries.first { $0.key.kind == .scalar && $0.key.textEquals("gateway") }?.value
        guard let gateway else {
            _ = reader.required(
                Fields(node, keys: Self.contacto + Self.setapp, what: what, sink: reader.sink), "gateway",
                what: what, remedy: "write `gateway: contacto` or `gateway: setapp`")
            return nil
        }
        guard let kind = reader.choice(gateway, of: GatewayKind.self, what: "gateway") else { return nil }
        let keys = kind == .contacto ? Self.contacto : Self.setapp
        guard let fields = reader.fields(node, keys: keys, what: "\(kind.rawValue) \(what)") else {
            return nil
        }
        let account = kind == .contacto ? contactoAccount(fields, what) : setappAccount(fields, what)
        let numberNode = reader.required(
            fields, "number", what: what,
            remedy: "write the line's own number, 12 digits, e.g. \"573005202020\"")
        let number = numberNode.flatMap { reader.phone($0, what: "number of \(what)") }
        var rate = kind.defaultRate
        if let node = fields("rate"),
            let read = reader.value(
                node, ValueRules.badRate, what: "rate", expects: "messages per hour",
                example: "\(kind.defaultRate)",
                ValueText.rate)
        {
            rate = read
            if read == .free, let account, !isLoopback(account) {
                reader.sink.report(
                    ValueRules.freeRate, node, "`free` is for loopback addresses only; \(what) has others",
                    remedy: "write a rate such as \(kind.defaultRate)")
            }
            if kind == .setapp, !isSimulated(account) { reader.checkSetAppRate(rate, node, line: what) }
        }
        var delay = kind.defaultDelay
        if let node = fields("delay"),
            let read = reader.value(
                node, ValueRules.badDelay, what: "delay", expects: "a pause such as 5s..60s",
                example: "5s..60s",
                ValueText.delay)
        {
            delay = read
            if kind == .setapp, !isSimulated(account) { reader.checkSetAppDelay(delay, node, line: what) }
        } else if rate == .free {
            delay = DelayRange(minimum: 0, maximum: 0)
        }
        let price = fields("price").flatMap {
            reader.value(
                $0, ValueRules.badPrice, what: "price", expects: "an amount and a currency, as in 85 COP",
                example: "85 COP", ValueText.money)
        }
        guard let account, let number else { return nil }
        return Line(name: name, account: account, number: number, rate: rate, delay: delay, price: price)
    }

    // MARK: Accounts

    private func contactoAccount(_ fields: Fields, _ what: String) -> Line.Account? {
        let login = secret(fields, "login", what)
        let token = secret(fields, "token", what)
        let url = fields("url").flatMap { address($0, what: "url") }
        let encoding = fields("encoding").flatMap {
            reader.choice($0, of: ContactoAccount.Encoding.self, what: "encoding")
        }
        // Without the address that was meant, nothing can be said of its rate.
        guard let login, let token, url != nil || fields("url") == nil else { return nil }
        return .contacto(
            ContactoAccount(
                login: login, token: token, url: url ?? .literal(ContactoAccount.defaultURL),
                encoding: encoding ?? .form))
    }

    private func setappAccount(_ fields: Fields, _ what: String) -> Line.Account? {
        let client = secret(fields, "client", what)
        let token = secret(fields, "token", what)
        let encoding = fields("encoding").flatMap {
            reader.choice($0, of: SetAppAccount.Encoding.self, what: "encoding")
        }
        guard
            let node = reader.required(
                fields, "endpoints", what: what,
                remedy: "give the hook addresses: `endpoints: {message: ${SETAPP_MESSAGE_URL}, …}`"),
            let endpoints = reader.fields(node, keys: Self.endpointKeys, what: "endpoints"),
            let messageNode = reader.required(
                endpoints, "message", what: "endpoints",
                remedy: "give the address of the operation that sends to a phone"),
            let message = hook(messageNode, what: "endpoints.message"), let client, let token
        else { return nil }
        var isWhole = true
        func optional(_ key: StaticString) -> Setting? {
            guard let node = endpoints(key) else { return nil }
            let setting = hook(node, what: "endpoints.\(key)")
            if setting == nil { isWhole = false }
            return setting
        }
        let account = SetAppAccount(
            client: client, token: token, message: message, group: optional("group"),
            groupMessage: optional("group_message"), groupFile: optional("group_file"),
            encoding: encoding ?? .form)
        // A wrong address is not a missing one, nor a reason to speak of the line's rate.
        return isWhole ? .setapp(account) : nil
    }

    /// Secrets are environment references, never literals. The value is not repeated in the finding.
    private func secret(_ fields: Fields, _ key: StaticString, _ what: String) -> Setting? {
        guard
            let node = reader.required(
                fields, key, what: what, remedy: "write `\(key): ${NAME}` and set NAME in the environment")
        else { return nil }
        guard node.kind == .scalar, !node.isEmptyPlain, !node.text.isEmpty else {
            reader.sink.hide(line: node.line)
            reader.sink.add(StructureRules.emptyValue, node) {
                Finding(
                    StructureRules.emptyValue, at: node.place(),
                    "\(key) of \(what) names no environment variable",
                    remedy: "write `\(key): ${NAME}` and set NAME in the environment")
            }
            return nil
        }
        if let name = ValueText.environmentName(node.text) { return .environment(name) }
        reader.sink.hide(line: node.line)
        reader.sink.add(ValueRules.secretLiteral, node) {
            Finding(
                ValueRules.secretLiteral, at: node.place(), "\(key) of \(what) is written into the file",
                remedy: """
                    write `\(key): ${NAME}` and set NAME in the environment; a secret that was committed must \
                    be changed at the gateway
                    """)
        }
        return nil
    }

    private func address(_ node: YAMLNode, what: String) -> Setting? {
        guard let setting = reader.setting(node, what: what) else { return nil }
        if case .literal(let text) = setting, WebAddress(text)?.hasCredentials == true {
            for line in node.lines { reader.sink.hide(line: line) }
            reader.sink.report(
                ValueRules.secretLiteral, node, "\(what) holds a user name or a password before its server",
                remedy: """
                    write the whole address as `${NAME}` and set NAME in the environment; a password that was \
                    committed must be changed
                    """)
            return nil
        }
        if case .literal(let text) = setting, WebAddress(text) == nil {
            reader.sink.report(
                ValueRules.badAddress, node, "\(what) is not a web address",
                remedy: "write it whole, beginning with https://")
            return nil
        }
        return setting
    }

    /// A hook's address is a secret as much as a token: whoever has it can send (gateways.md). Only the
    /// simulator's may stand in the file.
    private func hook(_ node: YAMLNode, what: String) -> Setting? {
        guard let setting = address(node, what: what) else { return nil }
        guard case .literal(let text) = setting, WebAddress(text)?.isLoopback == false else { return setting }
        reader.sink.hide(line: node.line)
        reader.sink.add(ValueRules.secretLiteral, node) {
            Finding(
                ValueRules.secretLiteral, at: node.place(), "\(what) is written into the file",
                remedy:
                    "write `${NAME}` and set NAME in the environment; whoever has the address can send in your name"
            )
        }
        return nil
    }

    /// Whether the line sends to the simulator, by an address in the file.
    private func isSimulated(_ account: Line.Account?) -> Bool {
        guard case .setapp(let account) = account, case .literal(let text) = account.message else {
            return false
        }
        return WebAddress(text)?.isLoopback ?? false
    }

    private func isLoopback(_ account: Line.Account) -> Bool {
        let settings: [Setting?] =
            switch account {
            case .contacto(let account): [account.url]
            case .setapp(let account):
                [account.message, account.group, account.groupMessage, account.groupFile]
            }
        // What stands in the environment is judged when it is resolved.
        return settings.allSatisfy { setting in
            guard case .literal(let text) = setting else { return true }
            return WebAddress(text)?.isLoopback ?? false
        }
    }
}

extension NodeReader {
    func phone(_ node: YAMLNode, what: String) -> PhoneNumber? {
        if let number = node.withBytes({ PhoneNumber(bytes: $0) }) { return number }
        guard let text = scalar(node, what: what) else { return nil }
        sink.add(ValueRules.badPhone, node) {
            var place = node.place()
            place.excerpt = nil
            let digits = text.filter(\.isNumber)
            let remedy =
                PhoneNumber(digits) != nil && digits.count == 12
                ? "write the 12 digits without signs or spaces"
                : digits.count == 10 && digits.hasPrefix("3")
                    ? "write the country code first: 57 and the ten digits, if it is a Colombian number"
                    : "write 57 and the ten digits of a Colombian number, e.g. 573001112233"
            let fix = NumberSpelling.twelveDigits(text, addsCountry: false).flatMap {
                node.replacingFix("wrote the number as 12 digits", with: $0)
            }
            return Finding(
                ValueRules.badPhone, at: place, "\(what) is not 12 digits beginning with 57", remedy: remedy,
                fix: fix)
        }
        return nil
    }
}
