import Diagnostics

/// Putting a text in quotes so that YAML reads exactly what stands there now.
enum Quoting {
    /// Bytes of the longest text that is quoted: a longer one is no message, and looking at all of it again for each
    /// of its mistakes would take long.
    static let longest = 4096
    /// Lines after a text in which its end is looked for, if they are empty or remarks.
    static let mostLinesAfter = 50
    /// Bytes of the largest file in which aliases of an anchor are looked for.
    static let largestSearch = 1 << 18

    /// The text in double quotes, or in single ones where it holds what means something else inside double ones;
    /// nil if it cannot be quoted as it is: empty, of several lines, not UTF-8, with characters nobody sees.
    static func quoted(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard let first = text.first, first != 0x20, first != 0x09,
            let string = String(validating: text, as: UTF8.self)
        else { return nil }
        let isPlain = string.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && ByteScan.Oddity.Kind(scalar: $0.value) == nil
        }
        guard isPlain else { return nil }
        guard text.contains(where: { $0 == 0x22 || $0 == 0x5C }) else { return [0x22] + text + [0x22] }
        return [0x27] + text.flatMap { $0 == 0x27 ? [0x27, 0x27] : [$0] } + [0x27]
    }
}

extension SourceText {
    /// Quotes the text that begins at an offset and that YAML reads as something else; nil unless it is the whole
    /// value of a key or an item of a list, all on its line, so that nobody can take it for anything but a text.
    ///
    /// - Parameter isFlow: it stands inside brackets, where a comma may belong to the text or to the list: only a
    ///   placeholder is certain to end.
    func quotingFix(from start: Int, isFlow: Bool) -> Fix? {
        bytes.withUnsafeBufferPointer { bytes -> Fix? in
            guard start < bytes.count else { return nil }
            let text: Range<Int>?
            if isFlow {
                text = placeholderItem(at: start, in: bytes)
            } else {
                text = lineText(at: start, in: bytes)
            }
            guard let text, let quoted = Quoting.quoted(bytes[text]) else { return nil }
            return fix("quoted `\(Wording.shown(bytes[text]))`", text, quoted)
        }
    }

    /// A fix that replaces a stretch of this text.
    func fix(_ label: String, _ range: Range<Int>, _ replacement: some Sequence<UInt8>) -> Fix? {
        edit(range, replacement).map { Fix(label, at: place(of: range), edits: [$0]) }
    }

    /// A `{{…}}` that is an item or a value of its own inside brackets.
    private func placeholderItem(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard bytes.has("{{", at: start), start > 0,
            bytes.isBlankOrEnd(start - 1) || bytes.isFlowSign(start - 1)
        else { return nil }
        let range = bytes.placeholder(at: start)
        let inside = bytes[range.lowerBound + 2..<max(range.lowerBound + 2, range.upperBound - 2)]
        guard range.count > 4, !inside.contains(0x7B), !inside.contains(0x7D) else { return nil }
        let next = bytes.skippingBlanks(from: range.upperBound)
        guard next < bytes.count, [0x2C, 0x5D, 0x7D].contains(bytes[next]) else { return nil }
        return range
    }

    /// From an offset to the end of its line, if that is the whole value of a key or an item.
    private func lineText(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let text = bytes.restOfLine(from: start)
        guard text.count > 1, text.count <= Quoting.longest, let level = valueLevel(at: start, in: bytes)
        else { return nil }
        let comment = bytes.skippingBlanks(from: text.upperBound)
        // A hashtag may belong to the text: then it is not known where the text ends.
        if comment < bytes.count, bytes[comment] == 0x23, !bytes.isBlankOrEnd(comment + 1) { return nil }
        guard !goesOn(after: start, deeperThan: level.column, in: bytes) else { return nil }
        let body = bytes[text]
        let last = body[body.endIndex - 1]
        if !level.hasKey {
            // `- *a*: b` may be meant as a key and its value.
            let hasKey = body.indices.contains { bytes[$0] == 0x3A && bytes.isBlankOrEnd($0 + 1) }
            if hasKey { return nil }
        }
        // An anchor or a tag before something that is written with signs of its own.
        let second = bytes.skippingBlanks(from: bytes.wordEnd(from: start))
        let isProperty = bytes[start] == 0x26 || bytes[start] == 0x21
        if isProperty {
            let isAlone = second >= text.upperBound
            guard !bytes.has("!!", at: start), !bytes.has("!<", at: start),
                isAlone || !"\"'|>[{*&!".utf8.contains(bytes[second])
            else { return nil }
            if bytes[start] == 0x26 {
                let name = start + 1..<bytes.wordEnd(from: start)
                guard !isAlone, !isReferredTo(name, in: bytes) else { return nil }
            }
        }
        // `*name` alone, where there is an anchor of that name, is an alias and no text.
        if bytes[start] == 0x2A, text.upperBound == bytes.wordEnd(from: start), last != 0x2A { return nil }
        return text
    }

    /// The column (from 0) of the key or dash whose value begins here on the same line; nil if none does.
    private func valueLevel(
        at start: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (column: Int, hasKey: Bool)? {
        let line = bytes.lineStart(of: start)
        var column = line
        while column < start, bytes[column] == 0x20 { column += 1 }
        var dash: Int?
        while column + 1 < start, bytes[column] == 0x2D, bytes[column + 1] == 0x20 {
            dash = column
            column += 1
            while column < start, bytes[column] == 0x20 { column += 1 }
        }
        if column == start { return dash.map { ($0 - line, false) } }
        // A plain word, a colon, blanks: anything else as a key is not looked at.
        var end = column
        while end < start, isWord(bytes[end]) { end += 1 }
        guard end > column, end < start, bytes[end] == 0x3A, bytes.isBlankOrEnd(end + 1),
            bytes.skippingBlanks(from: end + 1) == start
        else { return nil }
        return (column - line, true)
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x80...: true
        default: false
        }
    }

    /// Whether the next line that is neither empty nor a remark is indented deeper than a column, so that it may
    /// belong to the text above.
    private func goesOn(
        after offset: Int, deeperThan column: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var line = bytes.lineEnd(from: offset) + 1
        for _ in 0..<Quoting.mostLinesAfter where line < bytes.count {
            let first = bytes.skippingBlanks(from: line)
            let isEmpty = first >= bytes.count || bytes[first] == 0x0A || bytes[first] == 0x0D
            let isRemark = !isEmpty && bytes[first] == 0x23 && bytes.isBlankOrEnd(first + 1)
            if !isEmpty, !isRemark { return first - line > column }
            line = bytes.lineEnd(from: line) + 1
        }
        return line < bytes.count
    }

    /// Whether an alias of this name stands anywhere in the file, or may.
    private func isReferredTo(_ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= Quoting.largestSearch else { return true }
        var index = 0
        while index + name.count < bytes.count {
            if bytes[index] == 0x2A, bytes[index + 1..<index + 1 + name.count].elementsEqual(bytes[name]) {
                return true
            }
            index += 1
        }
        return false
    }
}
