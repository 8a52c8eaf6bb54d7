import CampaignModel
import Diagnostics
import YAMLTree

/// `messages:` → what each recipient gets.
struct MessageDecoder {
    let reader: NodeReader
    let gateway: GatewayKind?
    let category: Campaign.Category?
    var media: MediaDecoder

    static let keys: [StaticString] = [
        "id", "template", "variables", "media", "custom_field", "text", "image", "document",
    ]
    /// A message is one of these.
    static let kinds: [StaticString] = ["template", "text", "image", "document"]
    /// What goes with a template only.
    static let templateKeys: [StaticString] = ["variables", "media", "custom_field"]
    /// gateways.md: a text, and a custom_field, of up to 1,000 characters; counted in UTF-16 units.
    static let longestText = 1000

    mutating func decodeAll(_ node: YAMLNode, places: inout CampaignPlaces) -> [Message]? {
        guard let items = reader.items(node, what: "messages") else { return nil }
        guard !items.isEmpty else {
            reader.sink.report(
                StructureRules.emptyValue, node, "messages is empty", remedy: "write at least one message")
            return nil
        }
        var messages: [Message] = []
        var ids: [String: YAMLNode] = [:]
        for item in items {
            guard let fields = reader.fields(item, keys: Self.keys, what: "a message") else { continue }
            var messagePlaces = CampaignPlaces.MessagePlaces(
                message: FieldPlace(item), content: FieldPlace(item))
            let id = fields("id").flatMap { reader.messageID($0, known: &ids) }
            guard let content = content(fields, places: &messagePlaces) else { continue }
            messages.append(Message(id: id, content: content))
            places.messages.append(messagePlaces)
        }
        return messages
    }

    private mutating func content(_ fields: Fields, places: inout CampaignPlaces.MessagePlaces)
        -> Message.Content?
    {
        let present = Self.kinds.filter { fields($0) != nil }
        guard let kind = present.first, present.count == 1, let node = fields(kind) else {
            if present.isEmpty, fields.isMistyped("template", "text", "image", "document") { return nil }
            let names = present.isEmpty ? "none" : present.map { "`\($0)`" }.joined(separator: " and ")
            reader.sink.report(
                CampaignRules.messageNotOne, fields.node,
                "a message has exactly one of template, text, image, document; this one has \(names)",
                remedy: present.isEmpty ? "add one of them" : "make one message of each")
            return nil
        }
        places.content = FieldPlace(node)
        let isTemplate = fields("template") != nil
        if let gateway, (gateway == .contacto) != isTemplate {
            reader.sink.report(
                CampaignRules.messageForOtherGateway, fields.keyNode(kind) ?? node,
                gateway == .contacto
                    ? "a contacto line sends templates only, not `\(kind)`"
                    : "a setapp line has no templates",
                remedy: gateway == .contacto
                    ? "use `template:` with the template's number, or a setapp line"
                    : "use text, image or document, or a contacto line")
            return nil
        }
        if !isTemplate {
            for key in Self.templateKeys {
                guard let extra = fields.keyNode(key) else { continue }
                reader.sink.report(
                    CampaignRules.messageForOtherGateway, extra, "`\(key)` goes with `template` only",
                    remedy: "remove it")
            }
        }
        if isTemplate { return template(node, fields, places: &places) }
        if fields("text") != nil { return text(node) }
        return address(node, isImage: fields("image") != nil)
    }

    // MARK: setapp

    private func text(_ node: YAMLNode) -> Message.Content? {
        guard let text = reader.text(node, what: "text"), let template = reader.template(node, text) else {
            return nil
        }
        reader.checkLength(node, template, what: "text")
        if let literal = template.literal, SetAppText.isTakenForFile(literal) {
            reader.sink.report(
                CampaignRules.textTakenForFile, node,
                "the gateway would send this text as a file, not as text",
                remedy: "use `image:` or `document:` for a file, or put words around the address")
            return nil
        }
        reader.checkMarks(node)
        reader.checkDebtWords(node, category: category)
        return .text(template)
    }

    private func address(_ node: YAMLNode, isImage: Bool) -> Message.Content? {
        let what = isImage ? "image" : "document"
        guard let text = reader.scalar(node, what: what), let template = reader.template(node, text) else {
            return nil
        }
        guard !reader.holdsCredentials(node, template.withLetters) else { return nil }
        if let mistake = addressMistake(template, isImage: isImage) {
            reader.sink.report(
                isImage ? CampaignRules.badImageAddress : CampaignRules.badDocumentAddress, node,
                "\(what) \(mistake)",
                remedy: isImage
                    ? "for example `image: https://cdn.example.com/promo.png`"
                    : "for example `document: https://cdn.example.com/guia.pdf`")
            return nil
        }
        return isImage ? .image(template) : .document(template)
    }

    /// What is wrong with the address as far as it does not depend on the recipient; nil if nothing is.
    private func addressMistake(_ template: TextTemplate, isImage: Bool) -> String? {
        let endings = isImage ? SetAppText.imageEndings : SetAppText.documentEndings
        let literals = template.segments.map { if case .literal(let text) = $0 { text } else { "" } }
        if let head = literals.first, !head.isEmpty, !head.hasPrefix("http://"), !head.hasPrefix("https://") {
            return "must be a web address that begins with https://"
        }
        if literals.contains(where: holdsWhitespace) {
            return "holds a space, which a web address cannot; write %20 instead"
        }
        // A placeholder at the end is judged for each recipient.
        if let tail = literals.last, !tail.isEmpty, !endings.contains(where: tail.hasSuffix) {
            return "must end in \(endings.joined(separator: " or ")); "
                + "the gateway would send another address as plain text"
        }
        if let literal = template.literal, WebAddress(literal) == nil {
            return "has no server in its address"
        }
        return nil
    }

    private func holdsWhitespace(_ text: String) -> Bool {
        // Printable ASCII, of which addresses are made, needs no look into Unicode's tables.
        text.utf8.contains { $0 <= 0x20 || $0 >= 0x7F } && text.contains(where: \.isWhitespace)
    }

    // MARK: contacto

    private mutating func template(
        _ node: YAMLNode, _ fields: Fields, places: inout CampaignPlaces.MessagePlaces
    ) -> Message.Content? {
        guard let number = reader.templateNumber(node) else { return nil }
        var message = TemplateMessage(template: number)
        places.variableList = fields.keyNode("variables").map(FieldPlace.init)
        places.media = fields.keyNode("media").map(FieldPlace.init)
        if let list = fields("variables"), let items = reader.items(list, what: "variables") {
            for item in items {
                guard let text = reader.text(item, what: "a variable"),
                    let template = reader.template(item, text)
                else { continue }
                checkVariable(item, template)
                message.variables.append(template)
                places.variables.append(FieldPlace(item))
            }
        }
        if let mediaNode = fields("media") {
            guard let (media, urlNode) = media.decode(mediaNode) else { return nil }
            message.media = media
            places.mediaURL = urlNode.map(FieldPlace.init)
        }
        if let custom = fields("custom_field"), let text = reader.text(custom, what: "custom_field"),
            let template = reader.template(custom, text)
        {
            reader.checkLength(custom, template, what: "custom_field")
            message.customField = template
            places.customField = FieldPlace(custom)
        }
        return .template(message)
    }

    /// Values travel as `[a] [b]`, so a bracket or a line break inside one would shift all that follow.
    private func checkVariable(_ node: YAMLNode, _ template: TextTemplate) {
        let literals = template.segments.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        let bad = literals.joined().unicodeScalars.first { "[]\n\r\t".unicodeScalars.contains($0) }
        guard let bad else { return }
        let isBracket = bad == "[" || bad == "]"
        let name = isBracket ? "the bracket `\(bad)`" : bad == "\t" ? "a tab" : "a line break"
        reader.sink.report(
            CampaignRules.badVariable, node,
            "a variable holds \(name), which the gateway's format cannot carry",
            remedy: isBracket ? "use ( and ) instead" : "write it in one line, with spaces")
    }
}

/// What SetApp makes of the `text` parameter (gateways.md, "send to a phone").
enum SetAppText {
    static let imageEndings = [".png", ".jpg"]
    static let documentEndings = [".pdf"]

    /// Begins with http and ends like a file, in any case of letters: the strictest reading of the manual.
    static func isTakenForFile(_ text: String) -> Bool {
        // Most texts are long and begin otherwise; they are not copied.
        guard text.utf8.prefix(4).elementsEqual("http".utf8, by: { $0 | 0x20 == $1 }) else { return false }
        let lower = text.lowercased()
        return lower.hasPrefix("http") && (imageEndings + documentEndings).contains { lower.hasSuffix($0) }
    }
}

extension NodeReader {
    /// Splits a text at its placeholders, or reports the one that is written wrong.
    func template(_ node: YAMLNode, _ text: String) -> TextTemplate? {
        do {
            return try TextTemplate.parse(text)
        } catch {
            let (index, message, remedy) =
                switch error {
                case .unclosed(let index):
                    (index, "`{{` has no `}}` after it", "close it, or write \\{{ for two literal braces")
                case .emptyName(let index):
                    (index, "the braces name no column", "write a column's name: {{nombre}}")
                }
            sink.add(CampaignRules.badPlaceholder, node) {
                Finding(
                    CampaignRules.badPlaceholder, at: node.place(ofPlaceholder: index), message,
                    remedy: remedy)
            }
            return nil
        }
    }

    /// The part of a text that does not depend on the recipient must leave room within the limit.
    func checkLength(_ node: YAMLNode, _ template: TextTemplate, what: String) {
        // A text has at most as many UTF-16 units as bytes, and those are known without counting.
        var bytes = 0
        for case .literal(let text) in template.segments { bytes += text.utf8.count }
        guard bytes > MessageDecoder.longestText else { return }
        var units = 0
        for case .literal(let text) in template.segments { units += text.utf16.count }
        guard units > MessageDecoder.longestText else { return }
        let excess = units - MessageDecoder.longestText
        let without = template.placeholders.isEmpty ? "" : " even without what fills the placeholders"
        sink.report(
            CampaignRules.textTooLong, node,
            "\(what) has \(units) characters\(without); the gateway takes \(MessageDecoder.longestText)",
            remedy: "shorten it by \(excess) \(excess == 1 ? "character" : "characters")"
                + (what == "text" ? ", or make two messages" : ""))
    }

    func messageID(_ node: YAMLNode, known: inout [String: YAMLNode]) -> String? {
        guard let id = scalar(node, what: "id") else { return nil }
        let isWord =
            id.utf8.count <= 60
            && id.utf8.allSatisfy {
                $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
            }
        guard isWord, id.utf8.contains(where: { $0 > 0x39 }), id != SendKey.groupCreation,
            id != SendKey.groupInvitation
        else {
            sink.report(
                CampaignRules.badMessageID, node, "`\(id)` cannot be a message's id",
                remedy:
                    "use a word of a-z, 0-9, `-` and `_` with at least one letter, but not `create` or `invite`"
            )
            return nil
        }
        if let first = known[id] {
            sink.report(
                CampaignRules.badMessageID, node, "two messages have the id `\(id)`",
                remedy: "give each its own",
                related: [.init(place: first.place(), message: "the first stands here")])
            return nil
        }
        known[id] = node
        return id
    }
}
