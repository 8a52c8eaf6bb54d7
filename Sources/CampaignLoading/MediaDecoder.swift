import CampaignModel
import Diagnostics
import Foundation
import YAMLTree

/// `media:` of a contacto message → an address, or bytes that were read and looked at.
struct MediaDecoder {
    let reader: NodeReader
    let root: WorkspaceRoot
    /// The files and inline strings that were looked at. Their bytes are not kept: a workspace may have many.
    var looked: Set<MediaBytes> = []

    static let keys: [StaticString] = ["url", "file", "base64", "name"]
    /// A message's media is one of these.
    static let kinds: [StaticString] = ["url", "file", "base64"]
    /// The largest file that is sent, in bytes: as base64 within one request.
    static let largestFile = 16 << 20

    init(reader: NodeReader, root: WorkspaceRoot) {
        self.reader = reader
        self.root = root
    }

    /// The media, and for an address the node it stands in.
    mutating func decode(_ node: YAMLNode) -> (Media, YAMLNode?)? {
        guard let fields = reader.fields(node, keys: Self.keys, what: "media") else { return nil }
        let present = Self.kinds.filter { fields($0) != nil }
        guard present.count == 1, let kind = present.first, let value = fields(kind) else {
            if present.isEmpty, fields.isMistyped("url", "file", "base64") { return nil }
            reader.sink.report(
                CampaignRules.mediaNotOne, node,
                "media has exactly one of url, file, base64; this has \(present.isEmpty ? "none" : "\(present.count)")",
                remedy: present.isEmpty ? "add one of them" : "keep one of them")
            return nil
        }
        if fields("url") != nil { return url(value, fields).map { ($0, value) } }
        if fields("file") != nil { return file(value, fields).map { ($0, nil) } }
        return base64(value, fields).map { ($0, nil) }
    }

    // MARK: Address

    private func url(_ node: YAMLNode, _ fields: Fields) -> Media? {
        if let name = fields.keyNode("name") {
            reader.sink.report(
                CampaignRules.badMediaName, name,
                "`name` does nothing for a `url`; the gateway keeps its own",
                remedy: "remove it")
        }
        guard let text = reader.scalar(node, what: "url"), let template = reader.template(node, text) else {
            return nil
        }
        guard !reader.holdsCredentials(node, template.withLetters) else { return nil }
        guard let path = WebAddress(template.withLetters)?.path else {
            reader.sink.report(
                CampaignRules.badMediaAddress, node, "media.url is not a web address",
                remedy: "write it whole, beginning with https://")
            return nil
        }
        if case .placeholder = template.segments.last { return .url(template) }
        guard Media.extensions.contains(Self.ending(of: path)) else {
            reader.sink.report(
                CampaignRules.badMediaAddress, node,
                "the path of media.url must end in a file type the gateway takes",
                remedy: "end it in one of: \(Media.extensions.joined(separator: ", "))")
            return nil
        }
        return .url(template)
    }

    /// What follows the last point; nothing where there is none.
    private static func ending(of path: String) -> String {
        guard let point = path.utf8.lastIndex(of: 0x2E) else { return "" }
        return String(path[point...].dropFirst())
    }

    // MARK: Bytes

    private mutating func file(_ node: YAMLNode, _ fields: Fields) -> Media? {
        guard let path = reader.scalar(node, what: "media.file"),
            let real = reader.existingFile(node, path, root: root, what: "media.file")
        else { return nil }
        let own = path.split(separator: "/").last.map(String.init) ?? path
        guard let name = name(fields, default: own, at: node) else { return nil }
        let bytes: [UInt8]
        do {
            bytes = try FileReading.bytes(of: real, limit: Self.largestFile + 1)
        } catch {
            reader.sink.report(
                ReferenceRules.fileMissing, node, "`\(root.shown(path))` cannot be read: \(error.reason)",
                remedy: "check the file's permissions")
            return nil
        }
        guard check(bytes, name: name, node) else { return nil }
        let media = MediaBytes(origin: .file(path), name: name)
        looked.insert(media)
        return .bytes(media)
    }

    private mutating func base64(_ node: YAMLNode, _ fields: Fields) -> Media? {
        guard let text = reader.scalar(node, what: "media.base64") else { return nil }
        guard let name = name(fields, default: nil, at: node) else { return nil }
        let compact = text.filter { !$0.isWhitespace }
        guard let data = Data(base64Encoded: compact) else {
            reader.sink.report(
                CampaignRules.badBase64, node, "media.base64 is not base64",
                remedy: "paste the whole string, letters, digits, + / and = only; or use media.file")
            return nil
        }
        let bytes = Array(data)
        guard check(bytes, name: name, node) else { return nil }
        let media = MediaBytes(origin: .inline(bytes), name: name)
        looked.insert(media)
        return .bytes(media)
    }

    private func name(_ fields: Fields, default own: String?, at node: YAMLNode) -> String? {
        let nameNode = fields("name") ?? node
        let text: String
        if let given = fields("name") {
            guard let read = reader.text(given, what: "media.name") else { return nil }
            guard !read.contains("{{") else {
                reader.sink.add(CampaignRules.badMediaName, given) {
                    Finding(
                        CampaignRules.badMediaName, at: given.place(ofPlaceholder: 0),
                        "media.name is the same for everybody and cannot hold a placeholder",
                        remedy: "write one name for all, e.g. tarifas-2026.pdf; the address of a `url:` can "
                            + "hold placeholders")
                }
                return nil
            }
            text = read
        } else if let own {
            text = own
        } else {
            _ = reader.required(
                fields, "name", what: "media",
                remedy: "name the file as the recipient will see it: `name: tarifas.pdf`")
            return nil
        }
        // The strictest reading of "10 to 60 characters" at either end: an emoji is one of ten, but two of sixty.
        let isLongEnough =
            text.unicodeScalars.count >= Media.nameLength.lowerBound
            && text.utf16.count <= Media.nameLength.upperBound
        guard isLongEnough, Media.extensions.contains(Self.ending(of: text)) else {
            let why =
                isLongEnough
                ? "it must end in one of \(Media.extensions.joined(separator: ", "))"
                : "it has \(text.utf16.count) characters, not \(Media.nameLength.lowerBound) to \(Media.nameLength.upperBound)"
            reader.sink.report(
                CampaignRules.badMediaName, nameNode, "the media's name `\(text)` does not fit: \(why)",
                remedy: "give a `name` of 10 to 60 characters with its ending, e.g. tarifas-2026.pdf")
            return nil
        }
        return text
    }

    private func check(_ bytes: [UInt8], name: String, _ node: YAMLNode) -> Bool {
        guard bytes.count <= Self.largestFile else {
            reader.sink.report(
                CampaignRules.badMediaContent, node, "the file is larger than 16 MiB",
                remedy: "make it smaller, or use `url:`")
            return false
        }
        let suffix = Self.ending(of: name)
        guard MediaSignature.matches(bytes, extension: suffix) else {
            reader.sink.report(
                CampaignRules.badMediaContent, node,
                "the file's content is not of the kind that `.\(suffix)` says",
                remedy: "save it in that format, or correct the ending of the name")
            return false
        }
        return true
    }
}
