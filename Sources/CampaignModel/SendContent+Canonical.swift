/// Why stored bytes are not a send's content.
package struct UnreadableContent: Error, Hashable, Sendable {
    package let reason: String
}

/// One byte string per content, and one content per byte string: what the ledger keeps and what is hashed.
///
/// A kind byte, then fields, each a 32-bit little-endian length and its bytes; lists begin with their count.
/// The layout is part of the ledger's format: a change needs a new kind byte, never a new meaning of an old one.
extension SendContent {
    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        switch self {
        case .template(let filled):
            writer.kind(1)
            writer.field(filled.template)
            writer.count(filled.variables.count)
            for variable in filled.variables { writer.field(variable) }
            switch filled.media {
            case nil: writer.kind(0)
            case .url(let address):
                writer.kind(1)
                writer.field(address)
            case .bytes(let hash, let name):
                writer.kind(2)
                writer.field(hash)
                writer.field(name)
            }
            if let custom = filled.customField {
                writer.kind(1)
                writer.field(custom)
            } else {
                writer.kind(0)
            }
        case .text(let text):
            writer.kind(2)
            writer.field(text)
        case .image(let address):
            writer.kind(3)
            writer.field(address)
        case .document(let address):
            writer.kind(4)
            writer.field(address)
        case .groupCreation(let name, let welcome, let members):
            writer.kind(5)
            writer.field(name)
            writer.field(welcome)
            writer.count(members.count)
            for member in members { writer.field(member.full) }
        case .groupText(let text):
            writer.kind(6)
            writer.field(text)
        case .groupFile(let url, let name, let title):
            writer.kind(7)
            writer.field(url)
            writer.field(name)
            writer.field(title)
        }
        return writer.bytes
    }

    package init(canonicalBytes bytes: [UInt8]) throws(UnreadableContent) {
        var reader = CanonicalReader(bytes: bytes)
        switch try reader.kind() {
        case 1:
            let template = try reader.text()
            var variables: [String] = []
            for _ in 0..<(try reader.count()) { variables.append(try reader.text()) }
            let media: FilledTemplate.Media?
            switch try reader.kind() {
            case 0: media = nil
            case 1: media = .url(try reader.text())
            case 2: media = .bytes(sha256: try reader.field(), name: try reader.text())
            default: throw UnreadableContent(reason: "unknown kind of media")
            }
            let custom = try reader.kind() == 1 ? try reader.text() : nil
            self = .template(
                FilledTemplate(template: template, variables: variables, media: media, customField: custom))
        case 2: self = .text(try reader.text())
        case 3: self = .image(try reader.text())
        case 4: self = .document(try reader.text())
        case 5:
            let name = try reader.text()
            let welcome = try reader.text()
            var members: [PhoneNumber] = []
            for _ in 0..<(try reader.count()) {
                guard let member = PhoneNumber(try reader.text()) else {
                    throw UnreadableContent(reason: "a group member is not a phone number")
                }
                members.append(member)
            }
            self = .groupCreation(name: name, welcome: welcome, members: members)
        case 6: self = .groupText(try reader.text())
        case 7:
            self = .groupFile(url: try reader.text(), name: try reader.text(), title: try reader.text())
        default: throw UnreadableContent(reason: "unknown kind of content")
        }
        guard reader.isAtEnd else { throw UnreadableContent(reason: "bytes after the content") }
    }
}

/// Writes the layout; also for those who have a content's pieces as bytes, and need no text made of them.
package struct CanonicalWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func kind(_ value: UInt8) { bytes.append(value) }

    package mutating func count(_ value: Int) {
        let value = UInt32(clamping: value)
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    package mutating func field(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            count(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    package mutating func field(_ data: [UInt8]) {
        count(data.count)
        bytes += data
    }

    /// Begins a field that is written in pieces; what it returns ends it.
    package mutating func openField() -> Int {
        count(0)
        return bytes.count
    }

    package mutating func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }

    package mutating func append(_ piece: [UInt8]) { bytes += piece }

    /// - Parameter start: what `openField` returned.
    package mutating func closeField(_ start: Int) {
        let length = UInt32(clamping: bytes.count - start)
        for index in 0..<4 {
            bytes[start - 4 + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index))
        }
    }

    /// Begins anew in the same memory.
    package mutating func clear() { bytes.removeAll(keepingCapacity: true) }
}

private struct CanonicalReader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func kind() throws(UnreadableContent) -> UInt8 {
        guard index < bytes.count else { throw UnreadableContent(reason: "cut short") }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func count() throws(UnreadableContent) -> Int {
        guard index + 4 <= bytes.count else { throw UnreadableContent(reason: "cut short") }
        var value: UInt32 = 0
        for offset in 0..<4 { value |= UInt32(bytes[index + offset]) << UInt32(8 * offset) }
        index += 4
        guard Int(value) <= bytes.count else { throw UnreadableContent(reason: "a count beyond the end") }
        return Int(value)
    }

    mutating func field() throws(UnreadableContent) -> [UInt8] {
        let length = try count()
        guard index + length <= bytes.count else { throw UnreadableContent(reason: "cut short") }
        defer { index += length }
        return Array(bytes[index..<(index + length)])
    }

    mutating func text() throws(UnreadableContent) -> String {
        guard let text = String(validating: try field(), as: UTF8.self) else {
            throw UnreadableContent(reason: "a text is not UTF-8")
        }
        return text
    }
}
