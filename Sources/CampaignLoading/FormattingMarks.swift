/// WhatsApp's marks of formatting in a text: `*bold*`, `_italic_`, `~strikethrough~`, and monospace between three
/// backticks (gateways.md, section 1).
///
/// A mark opens at the beginning of a word and closes at the end of one, in the same line; monospace may go over
/// several lines. What stands in placeholders, web addresses and e-mail addresses is no mark.
struct FormattingMarks {
    enum Mark: Sendable, Hashable, CaseIterable {
        case bold, italic, strikethrough, monospace

        var sign: StaticString {
            switch self {
            case .bold: "*"
            case .italic: "_"
            case .strikethrough: "~"
            case .monospace: "```"
            }
        }

        fileprivate var byte: UInt8 { sign.utf8Start[0] }
    }

    /// A mark that opens and is not closed.
    struct Unclosed: Sendable, Hashable {
        var mark: Mark
        /// Which of the signs in the text it is, from 0.
        var occurrence: Int
    }

    static func unclosed(in text: UnsafeBufferPointer<UInt8>) -> [Unclosed] {
        // Most of what follows is needed by few texts.
        var (bold, italic, strikethrough, backtick, brace, address) = (
            false, false, false, false, false, false
        )
        for byte in text {
            switch byte {
            case 0x2A: bold = true
            case 0x5F: italic = true
            case 0x7E: strikethrough = true
            case 0x60: backtick = true
            case 0x7B: brace = true
            // `@`, `://` and `www.`
            case 0x40, 0x2F, 0x77: address = true
            default: continue
            }
        }
        guard bold || italic || strikethrough || backtick else { return [] }
        var marks = FormattingMarks(text)
        let code = backtick ? marks.maskCode() : nil
        if brace { marks.maskPlaceholders() }
        if address { marks.maskAddresses() }
        marks.maskRuns()
        var found: [Unclosed] = []
        if bold { found += marks.unclosed(.bold, in: text) }
        if italic { found += marks.unclosed(.italic, in: text) }
        if strikethrough { found += marks.unclosed(.strikethrough, in: text) }
        if let code { found.append(code) }
        return found
    }

    /// The text with everything that cannot hold a mark replaced by letters or stops.
    private var bytes: [UInt8]

    private static let letter: UInt8 = 0x61
    private static let stop: UInt8 = 0x2E

    private init(_ text: UnsafeBufferPointer<UInt8>) { bytes = Array(text) }

    // MARK: What holds no marks

    /// Masks what stands between two signs of monospace; gives the sign that has no second one.
    private mutating func maskCode() -> Unclosed? {
        var signs: [Int] = []
        var index = 0
        while index + 2 < bytes.count {
            if bytes[index] == 0x60, bytes[index + 1] == 0x60, bytes[index + 2] == 0x60 {
                signs.append(index)
                index += 3
            } else {
                index += 1
            }
        }
        for pair in stride(from: 0, to: signs.count - 1, by: 2) {
            mask(signs[pair]..<signs[pair + 1] + 3, Self.stop)
        }
        return signs.count % 2 == 1 ? Unclosed(mark: .monospace, occurrence: signs.count - 1) : nil
    }

    private mutating func maskPlaceholders() {
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == 0x7B, bytes[index + 1] == 0x7B, index == 0 || bytes[index - 1] != 0x5C
            else {
                index += 1
                continue
            }
            var end = index + 2
            while end + 1 < bytes.count, bytes[end] != 0x7D || bytes[end + 1] != 0x7D { end += 1 }
            mask(index..<min(end + 2, bytes.count), Self.letter)
            index = end + 2
        }
    }

    /// Masks words with `://`, `www.` or `@`, but not the marks around them.
    private mutating func maskAddresses() {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(where: Self.isSpace) ?? bytes.count
            if isAddress(start..<end) {
                let marks: (UInt8) -> Bool = { "*_~".utf8.contains($0) }
                let first = bytes[start..<end].firstIndex { !marks($0) } ?? end
                let last = bytes[start..<end].lastIndex { !marks($0) && !".,;:!?)\"'".utf8.contains($0) }
                if let last, first <= last { mask(first..<last + 1, Self.letter) }
            }
            start = end + 1
        }
    }

    private func isAddress(_ word: Range<Int>) -> Bool {
        for index in word {
            switch bytes[index] {
            case 0x40: return true
            case 0x3A where bytes[index..<word.upperBound].starts(with: "://".utf8): return true
            case 0x77 where bytes[index..<word.upperBound].starts(with: "www.".utf8): return true
            default: continue
            }
        }
        return false
    }

    /// `____` is a line to write on and `**` is nothing to WhatsApp.
    private mutating func maskRuns() {
        var index = 1
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x2A || byte == 0x5F || byte == 0x7E, bytes[index - 1] == byte else {
                index += 1
                continue
            }
            let end = bytes[index...].firstIndex { $0 != byte } ?? bytes.count
            mask(index - 1..<end, Self.stop)
            index = end + 1
        }
    }

    private mutating func mask(_ range: Range<Int>, _ byte: UInt8) {
        for index in range where bytes[index] != 0x0A { bytes[index] = byte }
    }

    // MARK: Marks

    private func unclosed(_ mark: Mark, in text: UnsafeBufferPointer<UInt8>) -> [Unclosed] {
        let byte = mark.byte
        var found: [Unclosed] = []
        var occurrence = 0
        /// The sign that is open in this line.
        var open: Int?
        /// Signs of earlier lines that are open, whose partner may come in a later line, where it is too late.
        var pending = 0
        /// Signs that close nothing: a later one at the beginning of a line is then its footnote (`20 %* … *Hasta`).
        var references = 0
        for index in text.indices {
            let written = text[index]
            if written == 0x0A, let sign = open {
                open = nil
                pending += 1
                found.append(Unclosed(mark: mark, occurrence: sign))
            }
            guard written == byte else { continue }
            occurrence += 1
            guard bytes[index] == byte else { continue }
            if open != nil {
                if closes(index) { open = nil }
            } else if opens(index, byte) {
                if references > 0, beginsLine(index) { references -= 1 } else { open = occurrence - 1 }
            } else if closes(index) {
                if pending > 0 { pending -= 1 } else { references += 1 }
            }
        }
        if let open { found.append(Unclosed(mark: mark, occurrence: open)) }
        return found
    }

    /// Whether a sign stands at the beginning of a word.
    private func opens(_ index: Int, _ byte: UInt8) -> Bool {
        guard index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        if Self.isSpace(next) || ").,;:!?]}".utf8.contains(next) || isWord(endingAt: index) { return false }
        // Shown as a sign, `"*"`, or part of a face, `^_^`; or escaped.
        if index > 0, bytes[index - 1] == next || bytes[index - 1] == 0x5C { return false }
        let isDigit = (0x30...0x39).contains(next)
        // `~20 personas` says "about".
        if byte == 0x7E, isDigit { return false }
        // `*611` and `*123#` are numbers to dial, and `*4567` ends the number of a card.
        if byte == 0x2A, isDigit {
            let rest = bytes[(index + 1)...].drop { (0x30...0x39).contains($0) || $0 == 0x23 }
            return rest.first.map { $0 == 0x2A || $0 == 0x25 || isWord(startingAt: rest.startIndex) } ?? false
        }
        return true
    }

    /// Whether a sign stands at the end of a word.
    private func closes(_ index: Int) -> Bool {
        guard index > 0, !Self.isSpace(bytes[index - 1]) else { return false }
        return !isWord(startingAt: index + 1)
    }

    private func beginsLine(_ index: Int) -> Bool {
        bytes[..<index].last { $0 != 0x20 && $0 != 0x09 }.map { $0 == 0x0A } ?? true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func isWord(startingAt index: Int) -> Bool {
        guard index < bytes.count else { return false }
        if bytes[index] < 0x80 { return Self.isASCIIWord(bytes[index]) }
        let end = min(index + 4, bytes.count)
        return String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first.map(Self.isWord)
            ?? false
    }

    private func isWord(endingAt end: Int) -> Bool {
        guard end > 0 else { return false }
        if bytes[end - 1] < 0x80 { return Self.isASCIIWord(bytes[end - 1]) }
        let start = bytes[max(0, end - 4)..<end].lastIndex { $0 & 0xC0 != 0x80 } ?? end - 1
        return String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.last.map(Self.isWord)
            ?? false
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
