import CampaignModel
import Diagnostics
import Foundation
import YAMLTree

/// What `pregon.yaml` says, with what is needed to judge other files and the places of what they rest on.
struct DecodedWorkspace {
    var workspace: Workspace
    var lines: KnownLines
    /// The values of `opt_out.lists`: their files may lie in the folder that `audiences` names.
    var optOutLists: [YAMLNode] = []
}

/// `pregon.yaml` → a workspace.
struct WorkspaceDecoder {
    let reader: NodeReader

    static let keys: [StaticString] = [
        "version", "timezone", "ledger_id", "ledger", "lines", "sending", "opt_out", "maintenance",
        "audiences", "ignore",
    ]
    static let sendingKeys: [StaticString] = [
        "law", "hours", "days", "holidays", "max_per_recipient", "stop_after_failures",
    ]
    static let optOutKeys: [StaticString] = ["words", "lists"]
    static let maintenanceKeys: [StaticString] = ["lines", "from", "to"]
    static let failureCounts = 1...10_000

    func decode(_ root: YAMLNode) -> DecodedWorkspace? {
        guard let fields = reader.fields(root, keys: Self.keys, what: "pregon.yaml") else { return nil }
        reader.version(fields, what: "pregon.yaml")
        var workspace = Workspace()
        var lines = KnownLines(isComplete: false)
        var optOutLists: [YAMLNode] = []
        if let node = fields("timezone"), let name = reader.scalar(node, what: "timezone") {
            // Foundation also takes offsets such as GMT-5, which know no rules of summer time.
            if name.contains("/") || name == "UTC", TimeZone(identifier: name) != nil {
                workspace.timezone = name
            } else {
                reader.sink.report(
                    ValueRules.badTimezone, node, "the system knows no time zone `\(name)`",
                    remedy: NearestName.question(name, in: TimeZone.knownTimeZoneIdentifiers).map {
                        "\($0) Use an IANA name"
                    } ?? "use an IANA name such as America/Bogota")
            }
        }
        if let node = fields("ledger_id") {
            workspace.ledgerID = reader.value(
                node, ValueRules.badLedger, what: "ledger_id",
                expects: "the identity that the ledger was made with",
                example: "0b7c5a52-8a5f-4c0e-9d56-3f1f0a1b2c3d"
            ) { UUID(uuidString: $0)?.uuidString.lowercased() }
        }
        if let node = fields("ledger"), let setting = reader.setting(node, what: "ledger") {
            workspace.ledger = ledger(setting, node)
        }
        if let node = reader.required(
            fields, "lines", what: "pregon.yaml",
            remedy: "describe at least one sender account under `lines:`")
        {
            lines = LineDecoder(reader: reader).decodeAll(node)
            workspace.lines = lines.lines
        }
        if let node = fields("sending") { sending(node, lines: lines.lines, into: &workspace.sending) }
        if let node = fields("opt_out") { optOutLists = optOut(node, into: &workspace.optOut) }
        if let node = fields("maintenance") {
            workspace.maintenance = maintenance(node, lines: lines)
        }
        if let node = fields("audiences") {
            workspace.audiences = reader.setting(node, what: "audiences")
        }
        if let node = fields("ignore"), let items = reader.items(node, what: "ignore") {
            workspace.ignore = items.compactMap { reader.scalar($0, what: "an entry of ignore") }
        }
        return DecodedWorkspace(workspace: workspace, lines: lines, optOutLists: optOutLists)
    }

    private func ledger(_ setting: Setting, _ node: YAMLNode) -> Setting {
        guard case .literal(let text) = setting else { return setting }
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            guard Self.holdsPassword(text) else { return setting }
            for line in node.lines { reader.sink.hide(line: line) }
            reader.sink.report(
                ValueRules.secretLiteral, node, "the ledger's address holds a password",
                remedy: """
                    write `ledger: ${PREGON_LEDGER}` and set PREGON_LEDGER to the whole address in the environment; \
                    a password that was committed must be changed at the server
                    """)
        } else if !text.hasPrefix("sqlite:") || text.utf8.count < 8 {
            reader.sink.report(
                ValueRules.badLedger, node, "the ledger `\(text)` has no known form",
                remedy: """
                    write `sqlite:` and a path, e.g. `sqlite:.pregon/ledger.sqlite`, or a server's address, e.g. \
                    `postgres://pregon@db.example.com/pregon`
                    """)
        }
        return setting
    }

    /// `postgres://user:password@host/…`, or a parameter that carries one.
    private static func holdsPassword(_ address: String) -> Bool {
        let rest = address.drop { $0 != "/" }.dropFirst(2)
        // An unescaped `/` or `@` in it does not make it any less of a password.
        let authority = rest.prefix { $0 != "?" }
        if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
        let parameters = rest.drop { $0 != "?" }.dropFirst().split(separator: "&")
        return parameters.contains {
            $0.lowercased().hasPrefix("password=") || $0.lowercased().hasPrefix("sslpassword=")
        }
    }

    // MARK: Rules of sending

    private func sending(_ node: YAMLNode, lines: [Line], into rules: inout SendingRules) {
        guard let fields = reader.fields(node, keys: Self.sendingKeys, what: "sending") else { return }
        if let node = fields("law"), let law = reader.choice(node, of: Law.self, what: "law") {
            rules.law = law
            if law == .none {
                reader.sink.report(
                    ValueRules.lawSwitchedOff, node, "law is `none`: nothing holds messages to legal hours",
                    remedy: "remove the line where real people in Colombia are written to")
            }
        }
        if let node = fields("hours"), let hours = reader.hours(node) { rules.hours = hours }
        if let node = fields("days"), let days = reader.weekdays(node, what: "days") {
            rules.days = days
            reader.checkSundays(days, node, lines: lines)
        }
        if let node = fields("holidays"),
            let holidays = reader.choice(node, of: HolidayCalendar.self, what: "holidays")
        {
            rules.holidays = holidays
        }
        if let node = fields("max_per_recipient") {
            rules.maxPerRecipient = reader.value(
                node, ValueRules.badContactLimit, what: "max_per_recipient",
                expects: "a count per day or week", example: "2/week", ValueText.contactLimit)
        }
        if let node = fields("stop_after_failures"),
            let count = reader.integer(node, in: Self.failureCounts, what: "stop_after_failures")
        {
            rules.stopAfterFailures = count
        }
    }

    /// Gives the nodes of the lists.
    private func optOut(_ node: YAMLNode, into optOut: inout OptOut) -> [YAMLNode] {
        guard let fields = reader.fields(node, keys: Self.optOutKeys, what: "opt_out") else { return [] }
        if let node = fields("words"), let items = reader.items(node, what: "opt_out.words") {
            optOut.words = items.compactMap { reader.text($0, what: "an opt-out word") }
        }
        guard let node = fields("lists"), let items = reader.items(node, what: "opt_out.lists") else {
            return []
        }
        let lists = items.filter { reader.scalar($0, what: "an opt-out list") != nil }
        optOut.lists = lists.map(\.text)
        return lists
    }

    private func maintenance(_ node: YAMLNode, lines: KnownLines) -> [Maintenance] {
        guard let items = reader.items(node, what: "maintenance") else { return [] }
        return items.compactMap { item in
            let what = "a maintenance window"
            guard let fields = reader.fields(item, keys: Self.maintenanceKeys, what: what) else {
                return nil
            }
            let names = reader.required(fields, "lines", what: what, remedy: "name the lines it concerns")
                .flatMap { reader.items($0, what: "lines") }
            for node in names ?? [] { _ = reader.lineName(node, known: lines) }
            let from = reader.required(fields, "from", what: what, remedy: "write when it begins")
            let to = reader.required(fields, "to", what: what, remedy: "write when it ends")
            let start = from.flatMap { reader.dateTime($0, what: "from") }
            let end = to.flatMap { reader.dateTime($0, what: "to") }
            guard let names, let start, let end, let to else { return nil }
            guard start < end else {
                reader.sink.report(
                    ValueRules.reversedRange, to, "the maintenance ends (\(end)) before it begins (\(start))",
                    remedy: "swap the two, or correct the date")
                return nil
            }
            return Maintenance(lines: names.map(\.text), from: start, to: end)
        }
    }
}

extension NodeReader {
    /// The format's version, which must be 1.
    func version(_ fields: Fields, what: String) {
        guard
            let node = required(fields, "version", what: what, remedy: "write `version: 1` at the top"),
            let text = scalar(node, what: "version"), text != "1"
        else { return }
        sink.report(
            StructureRules.unknownVersion, node, "version `\(text)` is unknown to this pregon",
            remedy: "write `version: 1`, or use the pregon that knows it")
    }

    func setting(_ node: YAMLNode, what: String) -> Setting? {
        guard let text = scalar(node, what: what) else { return nil }
        if let name = ValueText.environmentName(text) { return .environment(name) }
        if text.contains("${") {
            sink.report(
                ValueRules.badEnvironmentReference, node,
                "\(what) holds `${` but is not one environment reference",
                remedy: "write the whole value as `${NAME}`, with capital letters, digits and `_`")
            return nil
        }
        return .literal(text)
    }

    /// The name of a line that `pregon.yaml` describes; nil without a finding where it describes the line, but
    /// with mistakes, or where its lines could not be read at all.
    func lineName(_ node: YAMLNode, known: KnownLines) -> String? {
        guard let name = scalar(node, what: "a line") else { return nil }
        if known.line(named: name) != nil { return name }
        guard known.isComplete, !known.broken.contains(name) else { return nil }
        sink.report(
            ReferenceRules.unknownLine, node, "pregon.yaml describes no line `\(name)`",
            remedy: NearestName.question(name, in: known.names).map { "\($0) Lines: \(known.list)" }
                ?? "use one of its lines: \(known.list)")
        return nil
    }
}
