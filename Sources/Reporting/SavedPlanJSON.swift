import Ledger
import Planning

/// The file of a saved plan: a JSON object on one line, written send by send and read entry by entry.
///
/// Its keys are in sorted order: `campaigns` (each with `campaign`, `entries`, `excluded`, `occurrence`, `revision`,
/// `settings`, `to_send`), `created`, `format_version`, `ledger_id`, `retry_failed`. An entry is a send: `content`,
/// `kind`, `line`, `send`. What names a person, a content or settings is 64 hexadecimal digits (`PlanNames`).
package enum SavedPlanJSON {
    /// It is no saved plan, or one of another version.
    package struct Unreadable: Error {}

    // MARK: Writing

    /// - Parameters:
    ///   - names: by the ledger's own secret.
    ///   - onSend: called after each send.
    /// - Throws: where an audience's file has changed since the plan was made, and what the sink throws.
    package static func write(
        _ plan: Plan, ledger: LedgerIdentity, names: PlanNames, retryFailed: Bool,
        onSend: () -> Void = {}, to sink: @escaping LineBuffer.Sink
    ) throws {
        var writer = JSONWriter(.line, to: sink)
        try writer.object { file in
            try file.field("campaigns", plan.campaigns) { array, campaign in
                try array.object { try part(campaign, names, onSend, to: &$0) }
            }
            try file.field("created", plan.now.description)
            try file.field("format_version", SavedPlan.format)
            try file.field("ledger_id", ledger.id)
            try file.field("retry_failed", retryFailed)
        }
        try writer.finish()
    }

    private static func part(
        _ plan: CampaignPlan, _ names: PlanNames, _ onSend: () -> Void, to part: inout JSONWriter
    ) throws {
        try part.field("campaign", plan.scope.campaign)
        try part.field("entries", plan.sends) { array, send in
            let entry = try names.entry(of: send)
            try array.object { object in
                try object.field("content", entry.content.text)
                try object.field("kind", entry.kind)
                try object.field("line", entry.line)
                try object.field("send", entry.send.text)
            }
            onSend()
        }
        try part.field("excluded", plan.totals.excluded)
        try part.field("occurrence", plan.scope.occurrence)
        try part.field("revision", plan.scope.revision)
        try part.field("settings", names.name(ofSettings: plan.settings))
        try part.field("to_send", plan.totals.toSend)
    }

    // MARK: Reading

    /// - Parameter source: hands over the file in pieces; nothing at the end.
    /// - Throws: `Unreadable`, and what the source throws.
    package static func read(_ source: @escaping () throws -> [UInt8]) throws -> SavedPlan {
        do {
            var reader = JSONReader(source)
            let plan = try plan(&reader)
            try reader.end()
            return plan
        } catch is JSONReader.Malformed {
            throw Unreadable()
        }
    }

    private static func plan(_ reader: inout JSONReader) throws -> SavedPlan {
        var (created, ledger): (String?, String?)
        var version: Int?
        var retryFailed: Bool?
        var campaigns: [SavedPlan.Part]?
        try reader.object { value, key in
            switch key {
            case "created": created = try value.string()
            case "format_version": version = try value.integer()
            case "ledger_id": ledger = try value.string()
            case "retry_failed": retryFailed = try value.flag()
            case "campaigns":
                var parts: [SavedPlan.Part] = []
                try value.array { parts.append(try part(&$0)) }
                campaigns = parts
            default: try value.skip()
            }
        }
        guard let created, let ledger, let retryFailed, let campaigns, version == SavedPlan.format else {
            throw Unreadable()
        }
        return SavedPlan(created: created, ledgerID: ledger, retryFailed: retryFailed, campaigns: campaigns)
    }

    private static func part(_ reader: inout JSONReader) throws -> SavedPlan.Part {
        var (campaign, occurrence, settings): (String?, String?, String?)
        var (revision, excluded, toSend): (Int?, Int?, Int?)
        var entries: SavedEntries?
        try reader.object { value, key in
            switch key {
            case "campaign": campaign = try value.string()
            case "occurrence": occurrence = try value.string()
            case "settings": settings = try value.string()
            case "revision": revision = try value.integer()
            case "excluded": excluded = try value.integer()
            case "to_send": toSend = try value.integer()
            case "entries":
                var found = SavedEntries()
                try value.array { found.append(try entry(&$0)) }
                entries = found
            default: try value.skip()
            }
        }
        guard let campaign, let occurrence, let settings, let revision, let excluded, let toSend, let entries
        else { throw Unreadable() }
        return SavedPlan.Part(
            campaign: campaign, revision: revision, occurrence: occurrence, toSend: toSend,
            excluded: excluded, entries: entries, settings: settings)
    }

    private static func entry(_ reader: inout JSONReader) throws -> SavedEntry {
        var (send, content): (KeyedName?, KeyedName?)
        var (kind, line): (String?, String?)
        try reader.object { value, key in
            switch key {
            case "send": send = KeyedName(hexadecimal: try value.bytes())
            case "content": content = KeyedName(hexadecimal: try value.bytes())
            case "kind": kind = try value.string()
            case "line": line = try value.string()
            default: try value.skip()
            }
        }
        guard let send, let content, let kind, let line else { throw Unreadable() }
        return SavedEntry(send: send, kind: kind, content: content, line: line)
    }
}
