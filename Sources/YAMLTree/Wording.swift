import Diagnostics

/// Pieces of sentences for findings: how to show a piece of a file, and how to write it in quotes.
enum Wording {
    /// A piece of the file in one line, at most 60 characters, for showing inside a message.
    static func shown(_ bytes: some Sequence<UInt8>) -> String {
        let text = String(decoding: Array(bytes.prefix(400)), as: UTF8.self)
        var result = ""
        var skipsBlanks = false
        for scalar in text.unicodeScalars {
            if result.unicodeScalars.count >= 60 { return result + "…" }
            if scalar == "\n" || skipsBlanks && scalar == " " {
                if !skipsBlanks { result += " " }
                skipsBlanks = true
                continue
            }
            skipsBlanks = false
            let isHidden =
                scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                || ByteScan.Oddity.Kind(scalar: scalar.value) != nil
            result.unicodeScalars.append(isHidden ? " " : scalar)
        }
        return result
    }

    /// The piece as a quoted YAML text: in double quotes, or in single quotes where it holds what means
    /// something else inside double ones.
    static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        let text = shown(bytes)
        guard text.contains("\"") || text.contains("\\") else { return "\"\(text)\"" }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }

    /// A character by its number, as standards write it: `U+200E`.
    static func codePoint(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    static func spaces(_ count: Int) -> String {
        count == 0 ? "no space" : count == 1 ? "1 space" : "\(count) spaces"
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The offset of the line feed that ends the line of a byte, or of the end of the text.
    func lineEnd(from offset: Int) -> Int {
        guard offset < count else { return count }
        return self[offset...].firstIndex(of: 0x0A) ?? count
    }

    /// The offset of the first byte of the line of a byte.
    func lineStart(of offset: Int) -> Int {
        (self[..<Swift.min(offset, count)].lastIndex(of: 0x0A) ?? -1) + 1
    }

    /// The offset of the first byte from `offset` on that is neither space nor tab.
    func skippingBlanks(from offset: Int) -> Int {
        var offset = offset
        while offset < count, self[offset] == 0x20 || self[offset] == 0x09 { offset += 1 }
        return offset
    }

    /// From an offset to the end of its line, without a comment (a `#` after a blank), blanks and CR at its
    /// end.
    func restOfLine(from offset: Int) -> Range<Int> {
        let lineEnd = lineEnd(from: offset)
        var end = offset
        var index = offset
        while index < lineEnd {
            let byte = self[index]
            if byte == 0x23, index > offset, self[index - 1] == 0x20 || self[index - 1] == 0x09 { break }
            if byte != 0x20, byte != 0x09, byte != 0x0D { end = index + 1 }
            index += 1
        }
        return offset..<end
    }

    /// A text without quotes that begins at an offset, as people mean it: to the end of its line, or inside
    /// brackets to the next comma or bracket.
    func plainText(from offset: Int, isFlow: Bool) -> Range<Int> {
        let rest = restOfLine(from: offset)
        guard isFlow else { return rest }
        var end = (rest.lowerBound..<rest.upperBound).first { isFlowSign($0) } ?? rest.upperBound
        while end > offset + 1, isBlankOrEnd(end - 1) { end -= 1 }
        return offset..<Swift.max(offset, end)
    }

    /// Where the word ends that begins at an offset.
    func wordEnd(from offset: Int) -> Int {
        var end = offset
        while !isBlankOrEnd(end) { end += 1 }
        return end
    }

    /// Whether these bytes stand at an offset.
    func has(_ wanted: StaticString, at offset: Int) -> Bool {
        let length = wanted.utf8CodeUnitCount
        guard wanted.hasPointerRepresentation, offset >= 0, offset + length <= count else { return false }
        return self[offset..<offset + length]
            .elementsEqual(UnsafeBufferPointer(start: wanted.utf8Start, count: length))
    }

    /// From an offset to the end of its line where a `}}` closes on it, else only the two braces: a `{{…}}`.
    func placeholder(at offset: Int) -> Range<Int> {
        let lineEnd = lineEnd(from: offset)
        var index = offset + 2
        while index + 1 < lineEnd {
            if self[index] == 0x7D, self[index + 1] == 0x7D { return offset..<index + 2 }
            index += 1
        }
        return offset..<Swift.min(offset + 2, count)
    }

    /// Whether a byte ends a word in YAML: blank, line break, or the end of the text.
    func isBlankOrEnd(_ offset: Int) -> Bool {
        guard offset < count else { return true }
        return self[offset] == 0x20 || self[offset] == 0x09 || self[offset] == 0x0A || self[offset] == 0x0D
    }

    /// Whether a byte is one of the signs that YAML reads inside brackets and braces: `, [ ] { }`.
    func isFlowSign(_ offset: Int) -> Bool {
        guard offset < count else { return false }
        switch self[offset] {
        case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: return true
        default: return false
        }
    }
}
