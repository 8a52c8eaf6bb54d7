import CampaignModel
import Diagnostics
import YAMLTree

/// `group:` → a group to create, or one to write to.
struct GroupDecoder {
    let reader: NodeReader
    let category: Campaign.Category?
    let gateway: GatewayKind?

    static let keys: [StaticString] = ["name", "welcome", "messages", "invite", "of"]
    static let messageKeys: [StaticString] = ["id", "text", "file"]
    static let fileKeys: [StaticString] = ["url", "name", "title"]

    func decode(_ node: YAMLNode, campaign: String?, places: inout CampaignPlaces) -> Group? {
        guard let fields = reader.fields(node, keys: Self.keys, what: "group") else { return nil }
        if category == .collection {
            reader.sink.report(
                CampaignRules.groupInCollection, node, "a collection campaign may not use a group",
                remedy: "send each person a template of a contacto line; a group shows debtors to one another"
            )
            return nil
        }
        if gateway == .contacto {
            reader.sink.report(
                CampaignRules.messageForOtherGateway, node, "a contacto line has no groups",
                remedy: "use a setapp line for the group")
            return nil
        }
        var messages: [GroupMessage] = []
        var isWhole = true
        if let list = fields("messages") {
            if let items = reader.items(list, what: "group.messages") {
                if items.isEmpty {
                    isWhole = false
                    reader.sink.report(
                        StructureRules.emptyValue, list, "group.messages is empty",
                        remedy: "write at least one message, or remove the key")
                }
                var ids: [String: YAMLNode] = [:]
                for item in items {
                    if let message = message(item, ids: &ids) {
                        messages.append(message)
                    } else {
                        isWhole = false
                    }
                }
            } else {
                isWhole = false
            }
        }
        guard let origin = origin(fields, campaign: campaign, places: &places) else { return nil }
        if case .of = origin, messages.isEmpty, isWhole {
            _ = reader.required(
                fields, "messages", what: "group",
                remedy: "say what is written to the group under `messages:`")
            return nil
        }
        return isWhole ? Group(origin: origin, messages: messages) : nil
    }

    private func origin(_ fields: Fields, campaign: String?, places: inout CampaignPlaces) -> Group.Origin? {
        if let ofNode = fields("of") {
            let extras = (["name", "welcome", "invite"] as [StaticString]).compactMap { key in
                fields.keyNode(key).map { (key, $0) }
            }
            for (key, extra) in extras {
                reader.sink.report(
                    CampaignRules.groupNotOne, extra,
                    "`\(key)` belongs to the campaign that creates the group",
                    remedy: "remove it, or remove `of`")
            }
            guard extras.isEmpty else { return nil }
            places.groupOf = FieldPlace(ofNode)
            guard let owner = reader.scalar(ofNode, what: "of") else { return nil }
            if owner == campaign {
                reader.sink.report(
                    CampaignRules.groupNotOne, ofNode,
                    "a campaign cannot write to a group of its own by `of`",
                    remedy: "name another campaign, or give the group a `name` and `welcome`")
                return nil
            }
            return .of(campaign: owner)
        }
        let name = reader.required(
            fields, "name", what: "group", remedy: "name the group, or name its campaign with `of:`"
        ).flatMap { plainText($0, what: "group.name") }
        let welcome = reader.required(
            fields, "welcome", what: "group", remedy: "write the group's first message"
        ).flatMap { plainText($0, what: "group.welcome") }
        var invite: TextTemplate?
        if let node = fields("invite") {
            guard let text = reader.text(node, what: "invite"), let template = reader.template(node, text)
            else {
                return nil
            }
            reader.checkLength(node, template, what: "invite")
            if !template.placeholders.contains(where: { $0.column == "group_invite_link" }) {
                reader.sink.report(
                    CampaignRules.inviteWithoutLink, node, "invite does not hold {{group_invite_link}}",
                    remedy: "put the link where people shall tap: \"Únete: {{group_invite_link}}\"")
            }
            reader.checkMarks(node)
            reader.checkDebtWords(node, category: category)
            invite = template
            places.invite = FieldPlace(node)
        }
        guard let name, let welcome else { return nil }
        return .created(name: name, welcome: welcome, invite: invite)
    }

    private func message(_ node: YAMLNode, ids: inout [String: YAMLNode]) -> GroupMessage? {
        guard let fields = reader.fields(node, keys: Self.messageKeys, what: "a group message") else {
            return nil
        }
        let id = fields("id").flatMap { reader.messageID($0, known: &ids) }
        let text = fields("text")
        let file = fields("file")
        guard (text == nil) != (file == nil) else {
            if text == nil, fields.isMistyped("text", "file") { return nil }
            reader.sink.report(
                CampaignRules.messageNotOne, node,
                "a group message has exactly one of text, file; this one has \(text == nil ? "none" : "both")",
                remedy: text == nil ? "add one of them" : "make one message of each")
            return nil
        }
        if let text {
            guard let words = plainText(text, what: "text") else { return nil }
            if SetAppText.isTakenForFile(words) {
                reader.sink.report(
                    CampaignRules.textTakenForFile, text, "the gateway may send this text as a file",
                    remedy: "use `file:`, or put words around the address")
                return nil
            }
            return GroupMessage(id: id, content: .text(words))
        }
        guard let file, let fields = reader.fields(file, keys: Self.fileKeys, what: "file") else {
            return nil
        }
        let url = reader.required(fields, "url", what: "file", remedy: "give the file's web address").flatMap
        {
            node -> String? in
            guard let text = reader.scalar(node, what: "url") else { return nil }
            guard !reader.holdsCredentials(node, text) else { return nil }
            guard WebAddress(text) != nil, !text.contains("{{") else {
                reader.sink.report(
                    CampaignRules.badMediaAddress, node, "url is not a web address",
                    remedy: "write it whole, beginning with https://")
                return nil
            }
            return text
        }
        let name = reader.required(
            fields, "name", what: "file", remedy: "give the file a name, e.g. `name: iris.jpg`"
        ).flatMap { plainText($0, what: "name") }
        let title = reader.required(
            fields, "title", what: "file", remedy: "give the picture a title"
        ).flatMap { plainText($0, what: "title") }
        guard let url, let name, let title else { return nil }
        return GroupMessage(id: id, content: .file(url: url, name: name, title: title))
    }

    /// A text that everybody in the group reads: no placeholders, at most 1,000 characters.
    private func plainText(_ node: YAMLNode, what: String) -> String? {
        guard let text = reader.text(node, what: what), let template = reader.template(node, text) else {
            return nil
        }
        guard let literal = template.literal else {
            reader.sink.add(CampaignRules.placeholderInGroup, node) {
                Finding(
                    CampaignRules.placeholderInGroup, at: node.place(ofPlaceholder: 0),
                    "\(what) is read by the whole group and cannot hold a placeholder",
                    remedy: "write the same words for everybody, or use `messages:`")
            }
            return nil
        }
        reader.checkLength(node, template, what: what)
        // Names and titles are shown as they stand.
        if what == "text" || what == "group.welcome" {
            reader.checkMarks(node)
            reader.checkDebtWords(node, category: category)
        }
        return literal
    }
}
