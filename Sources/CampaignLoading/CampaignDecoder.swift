import CampaignModel
import Diagnostics
import Foundation
import YAMLTree

/// A campaign file → a campaign with its places.
struct CampaignDecoder {
    let reader: NodeReader
    let root: WorkspaceRoot
    let found: FoundFiles
    let source: SourceText
    let lines: KnownLines

    static let keys: [StaticString] = [
        "campaign", "version", "description", "category", "lines", "revision", "audience", "messages",
        "group", "schedule", "allow_repeat",
    ]
    static let revisions = 1...1_000_000

    /// Where the campaign's name stands, even if the rest of the file is wrong.
    static func nameNode(_ root: YAMLNode) -> YAMLNode? {
        guard root.kind == .mapping else { return nil }
        let node = root.entries.first { $0.key.kind == .scalar && $0.key.textEquals("campaign") }?.value
        return node?.kind == .scalar ? node : nil
    }

    func decode(_ node: YAMLNode) -> LoadedCampaign? {
        let what = "the campaign file"
        guard looksLikeCampaign(node), let fields = reader.fields(node, keys: Self.keys, what: what) else {
            return nil
        }
        let nameNode = reader.required(
            fields, "campaign", what: what, remedy: "give it a name: `campaign: my-campaign`")
        reader.version(fields, what: what)
        let name = nameNode.flatMap(name)
        let description = fields("description").flatMap { reader.text($0, what: "description") }
        let categoryNode = reader.required(
            fields, "category", what: what,
            remedy: "write one of marketing, utility, authentication, collection")
        let category = categoryNode.flatMap {
            reader.choice($0, of: Campaign.Category.self, what: "category")
        }
        let linesNode = reader.required(
            fields, "lines", what: what, remedy: "name the lines that send it: `lines: [cartera]`")
        let lines = linesNode.flatMap(self.namedLines)
        reader.checkCollection(category, categoryNode, on: lines, hasGroup: fields("group") != nil)
        let revision =
            fields("revision").map { reader.integer($0, in: Self.revisions, what: "revision") } ?? 1
        let allowRepeat = fields("allow_repeat").flatMap { reader.boolean($0, what: "allow_repeat") } ?? false
        let audienceNode = reader.required(
            fields, "audience", what: what, remedy: "say who gets it under `audience:`")
        var places = CampaignPlaces(
            name: FieldPlace(nameNode ?? node), category: FieldPlace(categoryNode ?? node),
            lines: FieldPlace(linesNode ?? node), audience: FieldPlace(audienceNode ?? node))
        let audience = audienceNode.flatMap {
            AudienceDecoder(reader: reader, root: root, found: found).decode($0, places: &places)
        }
        let gateway = lines?.gateway
        var media = MediaDecoder(reader: reader, root: root)
        var messages: [Message]?
        if let messagesNode = fields("messages") {
            var decoder = MessageDecoder(
                reader: reader, gateway: gateway, category: category, media: media)
            messages = decoder.decodeAll(messagesNode, places: &places)
            media = decoder.media
        }
        var group: Group?
        if let groupNode = fields("group") {
            places.group = FieldPlace(groupNode)
            group = GroupDecoder(reader: reader, category: category, gateway: gateway)
                .decode(groupNode, campaign: name, places: &places)
            if let group, let linesNode { checkEndpoints(group, lines: lines?.names ?? [], linesNode) }
        } else if fields("messages") == nil, !fields.isMistyped("group") {
            _ = reader.required(
                fields, "messages", what: what, remedy: "say what is sent under `messages:` or `group:`")
        }
        var schedule = Schedule()
        if let scheduleNode = fields("schedule") {
            places.schedule = FieldPlace(scheduleNode)
            schedule =
                ScheduleDecoder(reader: reader).decode(scheduleNode, places: &places) ?? Schedule()
        }
        guard let name, let category, let lines, let gateway, let revision, let audience,
            fields("group") == nil || group != nil, fields("messages") != nil || group != nil
        else { return nil }
        let campaign = Campaign(
            name: name, description: description, category: category, lines: lines.names, gateway: gateway,
            revision: revision, audience: audience, messages: messages ?? [], group: group,
            schedule: schedule, allowRepeat: allowRepeat)
        return LoadedCampaign(
            campaign: campaign, source: source, places: places, media: media.looked)
    }

    private func name(_ node: YAMLNode) -> String? {
        guard let text = reader.scalar(node, what: "campaign") else { return nil }
        guard ValueText.isCampaignName(text) else {
            reader.sink.report(
                CampaignRules.badCampaignName, node, "`\(text)` cannot be a campaign's name",
                remedy: "use 3 to 60 of a-z, 0-9 and `-`, e.g. \(suggestedName(text))")
            return nil
        }
        return text
    }

    private func suggestedName(_ text: String) -> String {
        let folded = text.lowercased().folding(options: .diacriticInsensitive, locale: nil)
        let mapped = folded.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        let words = mapped.split(separator: "-").joined(separator: "-").prefix(60)
        return words.count >= 3 ? String(words) : "cobro-noviembre"
    }

    /// A file without any key of a campaign is one mistake, not seven.
    private func looksLikeCampaign(_ node: YAMLNode) -> Bool {
        guard node.kind == .mapping, node.count > 0 else { return true }
        if node.entries.contains(where: { entry in Self.keys.contains { entry.key.textEquals($0) } }) {
            return true
        }
        let known = Self.keys.map { "\($0)" }
        var first: YAMLNode?
        for (key, _) in node.entries where key.kind == .scalar {
            if !NearestName.all(of: key.textWithoutSpecialSpaces, in: known).isEmpty { return true }
            first = first ?? key
        }
        guard let first else { return true }
        reader.sink.report(
            StructureRules.notACampaign, first, "this is no campaign file: it has none of a campaign's keys",
            remedy: "every *.yaml below pregon.yaml is read as a campaign; move this one away, or list it "
                + "under `ignore:` in pregon.yaml")
        return false
    }

    private func namedLines(_ node: YAMLNode) -> (names: [String], gateway: GatewayKind?)? {
        guard let items = reader.items(node, what: "lines") else { return nil }
        guard !items.isEmpty else {
            reader.sink.report(
                StructureRules.emptyValue, node, "lines names no line", remedy: "name at least one line")
            return nil
        }
        var names: [String] = []
        var gateway: GatewayKind?
        for item in items {
            guard let name = reader.lineName(item, known: lines), let line = lines.line(named: name) else {
                continue
            }
            if names.contains(name) {
                reader.sink.report(
                    CampaignRules.repeatedLine, item, "line `\(name)` is named twice", remedy: "name it once")
                continue
            }
            if let gateway, gateway != line.gateway {
                reader.sink.report(
                    CampaignRules.mixedGateways, item,
                    "line `\(name)` is of gateway \(line.gateway.rawValue), the others of \(gateway.rawValue)",
                    remedy: "use lines of one gateway in a campaign; make a second campaign for the other")
                continue
            }
            gateway = line.gateway
            names.append(name)
        }
        return names.isEmpty ? nil : (names, gateway)
    }

    /// Each group operation has an address of its own (gateways.md, section 1), which a line may leave out.
    private func checkEndpoints(_ group: Group, lines names: [String], _ node: YAMLNode) {
        for name in names {
            guard case .setapp(let account) = lines.line(named: name)?.account else { continue }
            var missing: [String] = []
            if case .created = group.origin, account.group == nil { missing.append("group") }
            let hasText = group.messages.contains { if case .text = $0.content { true } else { false } }
            let hasFile = group.messages.contains { if case .file = $0.content { true } else { false } }
            if hasText, account.groupMessage == nil { missing.append("group_message") }
            if hasFile, account.groupFile == nil { missing.append("group_file") }
            guard !missing.isEmpty else { continue }
            reader.sink.report(
                ReferenceRules.missingEndpoint, node,
                "line `\(name)` has no address for what this group needs: \(missing.joined(separator: ", "))",
                remedy: "add it under `endpoints:` of the line in pregon.yaml, e.g. "
                    + "`\(missing[0]): ${SETAPP_\(missing[0].uppercased())_URL}`")
        }
    }
}
