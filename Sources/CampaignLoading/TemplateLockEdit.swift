import CampaignModel
import Diagnostics
import YAMLTree

/// The smallest changes of a lock file's bytes. It may leave a rare shape of the file wrong; its caller reads
/// the result and compares.
struct TemplateLockEdit {
    private let document: YAMLDocument
    private let lock: TemplateLock
    private let utcOffset: Int
    private let bytes: [UInt8]
    private let comments: [Comment]

    private struct Comment {
        var start: Int
        /// With its `#`.
        var text: String
    }

    private struct Replacement {
        var range: Range<Int>
        var text: String
    }

    init(document: YAMLDocument, lock: TemplateLock, utcOffset: Int) {
        self.document = document
        self.lock = lock
        self.utcOffset = utcOffset
        let bytes = document.source.bytes
        self.bytes = bytes
        comments = document.comments(beginningWith: "").compactMap { comment in
            guard let position = comment.place.span?.start else { return nil }
            let start = Self.offset(of: position, in: bytes)
            let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            return Comment(start: start, text: String(decoding: line, as: UTF8.self))
        }
    }

    /// Every comment of the file, each on a line.
    var allComments: String { comments.map { "\($0.text)\n" }.joined() }

    /// - Parameters:
    ///   - known: lines that may stand in the file, in order.
    ///   - pulled: what lines were pulled, as they are to be read afterwards.
    func text(known: [String], pulled: [String: TemplateLock.LineTemplates]) -> String {
        guard let lines = document.root.entries.first(where: { $0.key.text == "lines" }) else { return "" }
        var kept: [(key: YAMLNode, value: YAMLNode)] = []
        var changes: [Replacement] = []
        for entry in lines.value.entries {
            guard known.contains(entry.key.text) else {
                changes += removal(of: entry)
                continue
            }
            kept.append(entry)
            if let now = pulled[entry.key.text] { changes += lineChanges(entry, now) }
        }
        let new = known.filter { name in pulled[name] != nil && !kept.contains { $0.key.text == name } }
        if kept.isEmpty || isFlow(lines.value) {
            guard !changes.isEmpty || !new.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
            // A shape that nothing can be put into: the caller writes the file anew.
            return ""
        }
        if let last = kept.last, !new.isEmpty {
            let indent = column(of: last.key)
            let text = new.compactMap { name in
                pulled[name].map {
                    TemplateLockText.line(name, $0, utcOffset: utcOffset, indent: indent)
                }
            }.joined()
            changes.append(insertion(of: text, after: last))
        }
        return applied(changes)
    }

    // MARK: A line

    private func lineChanges(
        _ entry: (key: YAMLNode, value: YAMLNode), _ now: TemplateLock.LineTemplates
    ) -> [Replacement] {
        let old = lock.lines[entry.key.text]
        guard old != now else { return [] }
        guard let old, !isFlow(entry.value),
            let pulled = entry.value.value(of: "pulled"),
            let list = entry.value.entries.first(where: { $0.key.text == "templates" })
        else { return [] }
        var changes = [
            Replacement(
                range: pulled.byteRange,
                text: TemplateLockText.moment(now.pulled, utcOffset: utcOffset))
        ]
        let entries = Array(list.value.entries)
        let gone = entries.filter { now.templates[$0.key.text] == nil }
        let stays = entries.filter { now.templates[$0.key.text] != nil }
        if isFlow(list.value) || stays.isEmpty {
            let text = TemplateLockText.templates(now.templates, indent: column(of: list.key) + 2)
            return changes + replacement(of: list, with: text)
        }
        // New ones first: what moves above an entry that stands at the same place stays with that entry.
        let added = TemplateLockText.sorted(now.templates).filter { old.templates[$0.key] == nil }
        for (number, template) in added {
            let text =
                TemplateLockText.entry(number, template, indent: column(of: stays[0].key)) + "\n"
            // Behind the last one that it follows; where none does, before the first.
            if let before = stays.last(where: { TemplateLockText.precedes($0.key.text, number) }) {
                changes.append(insertion(of: text, after: before))
            } else {
                let start = lineStart(stays[0].key.byteRange.lowerBound)
                changes.append(Replacement(range: start..<start, text: text))
            }
        }
        for entry in gone { changes += removal(of: entry) }
        for entry in stays {
            let number = entry.key.text
            guard let template = now.templates[number], template != old.templates[number] else { continue }
            changes += replacement(
                of: entry,
                with: TemplateLockText.value(template, number: number, indent: column(of: entry.key)))
        }
        return changes
    }

    // MARK: An entry of a block

    /// Puts a text in the place of what follows a key's colon; comments inside move above the key.
    private func replacement(
        of entry: (key: YAMLNode, value: YAMLNode), with text: String
    ) -> [Replacement] {
        let range = entry.key.byteRange.upperBound..<contentEnd(entry.value)
        return moved(commentsIn: range, above: entry.key) + [Replacement(range: range, text: ":" + text)]
    }

    /// Takes an entry's lines out; comments on them stay, each on a line of its own.
    private func removal(of entry: (key: YAMLNode, value: YAMLNode)) -> [Replacement] {
        let start = lineStart(entry.key.byteRange.lowerBound)
        let end = lineEnd(contentEnd(entry.value))
        let margin = String(repeating: " ", count: column(of: entry.key))
        let kept = comments.filter { (start..<end).contains($0.start) }.map { "\(margin)\($0.text)\n" }
        return [Replacement(range: start..<end, text: kept.joined())]
    }

    private func moved(commentsIn range: Range<Int>, above key: YAMLNode) -> [Replacement] {
        let margin = String(repeating: " ", count: column(of: key))
        let inside = comments.filter { range.contains($0.start) }.map { "\(margin)\($0.text)\n" }
        guard !inside.isEmpty else { return [] }
        let start = lineStart(key.byteRange.lowerBound)
        return [Replacement(range: start..<start, text: inside.joined())]
    }

    private func insertion(of text: String, after entry: (key: YAMLNode, value: YAMLNode)) -> Replacement {
        let end = lineEnd(contentEnd(entry.value))
        let isLast = end == bytes.count && bytes.last != UInt8(ascii: "\n")
        return Replacement(range: end..<end, text: isLast ? "\n" + text : text)
    }

    // MARK: Bytes

    private func isFlow(_ node: YAMLNode) -> Bool {
        guard node.kind != .scalar else { return false }
        let start = node.byteRange.lowerBound
        return bytes.indices.contains(start) && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[start])
    }

    /// Behind a node's last visible character: a block's own end lies somewhere in the space behind it.
    private func contentEnd(_ node: YAMLNode) -> Int {
        var end = node.byteRange.upperBound
        if node.kind == .mapping, !isFlow(node) {
            end = node.entries.map { contentEnd($0.value) }.max() ?? end
        }
        while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    private func lineStart(_ offset: Int) -> Int {
        bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    /// Behind the line break, or the end of the file.
    private func lineEnd(_ offset: Int) -> Int {
        bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    private func column(of key: YAMLNode) -> Int {
        key.byteRange.lowerBound - lineStart(key.byteRange.lowerBound)
    }

    private static func offset(of position: SourcePosition, in bytes: [UInt8]) -> Int {
        var start = 0
        for _ in 1..<max(1, position.line) {
            start = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        }
        // Columns count characters; continuing bytes of UTF-8 are none.
        var column = 1
        while column < position.column, start < bytes.count {
            start += 1
            while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
            column += 1
        }
        return start
    }

    private func applied(_ changes: [Replacement]) -> String {
        // Of several insertions at one place the first stays first.
        let ordered = changes.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        var result: [UInt8] = []
        var position = 0
        for (_, change) in ordered {
            // Changes that overlap come from a shape that was not foreseen: the caller writes the file anew.
            guard change.range.lowerBound >= position else { return "" }
            result += bytes[position..<change.range.lowerBound]
            result += change.text.utf8
            position = change.range.upperBound
        }
        return String(decoding: result + bytes[position...], as: UTF8.self)
    }
}
