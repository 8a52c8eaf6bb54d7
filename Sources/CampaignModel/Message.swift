/// One message of a campaign, sent to each recipient.
package struct Message: Sendable, Hashable {
    /// Part of the send's key; without one the position is.
    package var id: String?
    package var content: Content

    package init(id: String? = nil, content: Content) {
        self.id = id
        self.content = content
    }

    package enum Content: Sendable, Hashable {
        /// contacto: an approved template.
        case template(TemplateMessage)
        /// setapp: a text of at most 1,000 characters.
        case text(TextTemplate)
        /// setapp: the address of a picture (.png, .jpg).
        case image(TextTemplate)
        /// setapp: the address of a document (.pdf).
        case document(TextTemplate)
    }

    /// The message's part of the send's key: its id, or its position from 1.
    package func key(position: Int) -> String { id ?? String(position) }
}

/// A contacto message (gateways.md, `send/`).
package struct TemplateMessage: Sendable, Hashable {
    /// The template's number at the gateway, as text: leading zeros count.
    package var template: String
    package var variables: [TextTemplate]
    package var media: Media?
    /// At most 1,000 characters; comes back with the recipient's reply.
    package var customField: TextTemplate?

    package init(
        template: String, variables: [TextTemplate] = [], media: Media? = nil,
        customField: TextTemplate? = nil
    ) {
        self.template = template
        self.variables = variables
        self.media = media
        self.customField = customField
    }
}

/// What a template message carries besides its text.
package enum Media: Sendable, Hashable {
    /// http or https, its path ends in one of `Media.extensions`.
    case url(TextTemplate)
    /// A file of the workspace or an inline base64 string.
    case bytes(MediaBytes)

    /// gateways.md, "File types".
    package static let extensions = [
        "pdf", "jpg", "mp3", "txt", "docx", "xlsx", "zip", "mp4", "pptx", "png", "jpeg",
    ]
    /// Length of `media_name` in characters (gateways.md).
    package static let nameLength = 10...60

    /// What WhatsApp shows a file as; a template's header takes files of one kind.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case document, image, video, audio

        /// The kind of a file with one of `Media.extensions`; nil for another.
        package init?(extension ending: String) {
            switch ending {
            case "pdf", "txt", "docx", "xlsx", "zip", "pptx": self = .document
            case "jpg", "jpeg", "png": self = .image
            case "mp4": self = .video
            case "mp3": self = .audio
            default: return nil
            }
        }

        package var extensions: [String] { Media.extensions.filter { Kind(extension: $0) == self } }
    }

    /// The ending of the file that is sent, where no recipient can change it.
    package var fixedExtension: String? {
        switch self {
        case .bytes(let bytes): return Self.ending(of: bytes.name)
        case .url(let address):
            // A query or a fragment says nothing of the file.
            var tail = ""
            for segment in address.segments {
                guard case .literal(let text) = segment else {
                    // What fills it may itself hold a point, so only what follows counts.
                    tail = ""
                    continue
                }
                let path = text.prefix { $0 != "?" && $0 != "#" }
                tail += path
                if path.endIndex < text.endIndex { break }
            }
            return Self.ending(of: tail)
        }
    }

    private static func ending(of path: String) -> String? {
        guard let point = path.lastIndex(of: ".") else { return nil }
        let ending = String(path[path.index(after: point)...])
        return extensions.contains(ending) ? ending : nil
    }
}

/// Media that travels as base64 inside the request.
package struct MediaBytes: Sendable, Hashable {
    package enum Origin: Sendable, Hashable {
        /// Path relative to the workspace.
        case file(String)
        /// The decoded bytes.
        case inline([UInt8])
    }

    package var origin: Origin
    /// 10 to 60 characters, with one of `Media.extensions`.
    package var name: String

    package init(origin: Origin, name: String) {
        self.origin = origin
        self.name = name
    }
}

/// A WhatsApp group (setapp), created once from the audience and then written to.
package struct Group: Sendable, Hashable {
    package enum Origin: Sendable, Hashable {
        /// This campaign creates the group.
        case created(name: String, welcome: String, invite: TextTemplate?)
        /// The group that this other campaign created.
        case of(campaign: String)
    }

    package var origin: Origin
    package var messages: [GroupMessage]

    package init(origin: Origin, messages: [GroupMessage]) {
        self.origin = origin
        self.messages = messages
    }
}

package struct GroupMessage: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case text(String)
        case file(url: String, name: String, title: String)
    }

    package var id: String?
    package var content: Content

    package init(id: String? = nil, content: Content) {
        self.id = id
        self.content = content
    }

    /// The message's part of the send's key: its id, or its position from 1; apart from the key of messages
    /// to persons by its recipient.
    package func key(position: Int) -> String { id ?? String(position) }
}
