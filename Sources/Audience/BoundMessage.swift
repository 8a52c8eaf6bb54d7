import CampaignModel

/// One message whose templates know their columns.
struct BoundMessage: Sendable {
    enum Content: Sendable {
        case text(BoundTemplate)
        case image(BoundTemplate)
        case document(BoundTemplate)
        case template(Template)
        /// Something in it has no column; the filling that holds it is never handed out.
        case unbound
    }

    struct Template: Sendable {
        var template: String
        var variables: [BoundTemplate]
        var media: Media?
        var customField: BoundTemplate?
    }

    enum Media: Sendable {
        case url(BoundTemplate)
        case bytes(sha256: [UInt8], name: String)
    }

    let content: Content
    /// The outcome where no row can change it.
    let fixed: Result<SendContent, ExclusionReason>?
    /// Its canonical bytes, if it can be sent.
    let fixedBytes: [UInt8]?

    init(_ content: Content) {
        self.content = content
        guard content.templates.allSatisfy({ $0.literal != nil }) else {
            fixed = nil
            fixedBytes = nil
            return
        }
        do throws(ExclusionReason) {
            let filled = try content.filled { (template) throws(ExclusionReason) in template.literal ?? "" }
            fixed = .success(filled)
            fixedBytes = filled.canonicalBytes
        } catch {
            fixed = .failure(error)
            fixedBytes = nil
        }
    }

    func content(for row: borrowing RecipientRow) throws(ExclusionReason) -> SendContent {
        if let fixed { return try fixed.get() }
        // A closure may not capture a borrowed row; the few templates are filled beforehand, in order.
        var texts: [String] = []
        for template in content.templates { texts.append(try template.fill(row).get()) }
        var next = 0
        return try content.filled { (_) throws(ExclusionReason) in
            defer { next += 1 }
            return texts[next]
        }
    }
}

extension BoundMessage.Content {
    init(_ content: Message.Content, _ binder: inout TemplateBinder, _ mediaHash: (MediaBytes) -> [UInt8]) {
        switch content {
        case .text(let template):
            self = binder.bind(template, .text).map { .text($0) } ?? .unbound
        case .image(let template):
            self = binder.bind(template, .image).map { .image($0) } ?? .unbound
        case .document(let template):
            self = binder.bind(template, .document).map { .document($0) } ?? .unbound
        case .template(let message):
            var bound = BoundMessage.Template(template: message.template, variables: [])
            for (index, variable) in message.variables.enumerated() {
                if let variable = binder.bind(variable, .variable(index)) { bound.variables.append(variable) }
            }
            switch message.media {
            case nil: break
            case .url(let address): bound.media = binder.bind(address, .mediaURL).map { .url($0) }
            case .bytes(let bytes): bound.media = .bytes(sha256: mediaHash(bytes), name: bytes.name)
            }
            bound.customField = message.customField.flatMap { binder.bind($0, .customField) }
            self = .template(bound)
        }
    }

    /// Every template in the order in which `filled` asks for them.
    var templates: [BoundTemplate] {
        switch self {
        case .text(let template), .image(let template), .document(let template): return [template]
        case .unbound: return []
        case .template(let message):
            var all = message.variables
            if case .url(let address) = message.media { all.append(address) }
            if let custom = message.customField { all.append(custom) }
            return all
        }
    }

    /// The content with each template replaced by its text, if the gateway would take it.
    func filled(
        _ text: (BoundTemplate) throws(ExclusionReason) -> String
    ) throws(ExclusionReason) -> SendContent {
        switch self {
        case .text(let template):
            return .text(try allowed(try text(template), ContentLimits.text))
        case .image(let template):
            return .image(try allowed(try text(template), ContentLimits.image))
        case .document(let template):
            return .document(try allowed(try text(template), ContentLimits.document))
        case .unbound:
            throw .unsendable(what: "message", why: "one of its placeholders has no column")
        case .template(let message):
            var variables: [String] = []
            for template in message.variables {
                let number = variables.count + 1
                variables.append(
                    try allowed(try text(template)) { ContentLimits.variable($0, number: number) })
            }
            let media: FilledTemplate.Media?
            switch message.media {
            case nil: media = nil
            case .url(let address): media = .url(try allowed(try text(address), ContentLimits.mediaURL))
            case .bytes(let hash, let name): media = .bytes(sha256: hash, name: name)
            }
            var custom: String?
            if let field = message.customField {
                custom = try allowed(try text(field), ContentLimits.customField)
            }
            return .template(
                FilledTemplate(
                    template: message.template, variables: variables, media: media, customField: custom))
        }
    }

    private func allowed(
        _ text: String, _ check: (String) -> ExclusionReason?
    ) throws(ExclusionReason) -> String {
        if let reason = check(text) { throw reason }
        return text
    }
}
