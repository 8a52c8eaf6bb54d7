import CampaignModel
import Ledger

/// A text of a campaign that is another than it was.
package struct TextChange: Sendable, Hashable {
    /// Where it stands, e.g. `message 1, text`.
    package var what: String
    package var words: WordDiff
    package var isNew: Bool
    package var isGone: Bool
}

/// A campaign's texts, addresses and media by the place where they stand.
struct CampaignTexts {
    private(set) var places: [String] = []
    private(set) var texts: [String: String] = [:]

    init(_ campaign: Campaign, mediaHashes: [MediaBytes: [UInt8]]) {
        if let description = campaign.description { add("description", description) }
        for (index, message) in campaign.messages.enumerated() {
            let name = "message \(message.key(position: index + 1))"
            switch message.content {
            case .template(let template): add(template, name, mediaHashes)
            case .text(let text): add("\(name), text", text.written)
            case .image(let address): add("\(name), image", address.written)
            case .document(let address): add("\(name), document", address.written)
            }
        }
        if let group = campaign.group { add(group) }
    }

    private mutating func add(_ template: TemplateMessage, _ name: String, _ hashes: [MediaBytes: [UInt8]]) {
        add("\(name), template", template.template)
        for (index, variable) in template.variables.enumerated() {
            add("\(name), variable \(index + 1)", variable.written)
        }
        switch template.media {
        case nil: break
        case .url(let address): add("\(name), media", address.written)
        case .bytes(let media):
            let origin: String
            switch media.origin {
            case .file(let path): origin = path
            case .inline: origin = "base64"
            }
            let hash = hexadecimal(hashes[media] ?? []).prefix(12)
            add("\(name), media", "\(origin) as \(media.name), content \(hash)")
        }
        if let field = template.customField { add("\(name), custom_field", field.written) }
    }

    private mutating func add(_ group: Group) {
        switch group.origin {
        case .created(let name, let welcome, let invite):
            add("group, name", name)
            add("group, welcome", welcome)
            if let invite { add("group, invite", invite.written) }
        case .of(let campaign): add("group, of", campaign)
        }
        for (index, message) in group.messages.enumerated() {
            let name = "group message \(message.key(position: index + 1))"
            switch message.content {
            case .text(let text): add("\(name), text", text)
            case .file(let url, let file, let title):
                add("\(name), file", url)
                add("\(name), file name", file)
                add("\(name), file title", title)
            }
        }
    }

    private mutating func add(_ place: String, _ text: String) {
        if texts[place] == nil { places.append(place) }
        texts[place] = text
    }

    /// What is another than before, in the order of the new file, then what is gone.
    static func changes(from old: CampaignTexts, to new: CampaignTexts) -> [TextChange] {
        let gone = old.places.filter { new.texts[$0] == nil }
        return (new.places + gone).compactMap { place in
            let (before, after) = (old.texts[place], new.texts[place])
            // By bytes: Swift holds texts for equal that only look the same.
            guard before.map({ Array($0.utf8) }) != after.map({ Array($0.utf8) }) else { return nil }
            return TextChange(
                what: place, words: WordDiff(from: before ?? "", to: after ?? ""), isNew: before == nil,
                isGone: after == nil)
        }
    }
}

extension TextTemplate {
    /// As a file would write it.
    fileprivate var written: String {
        segments.map { segment in
            switch segment {
            case .literal(let text): text.replacing("{{", with: "\\{{")
            case .placeholder(let placeholder):
                "{{\(placeholder.column)\(placeholder.fallback.map { "|\($0)" } ?? "")}}"
            }
        }.joined()
    }
}
