import Diagnostics

/// The escapes of a double-quoted text as they stand in the file: `\n`, `\u00f1`, …
struct Escapes: Sequence, IteratorProtocol {
    struct Escape {
        enum Meaning: Equatable {
            /// A character, by its number.
            case scalar(UInt32)
            /// A JSON pair of halves that make one character, by its number.
            case surrogates(UInt32)
            /// A half without the other one.
            case loneSurrogate
            /// A number above U+10FFFF.
            case noCharacter
            /// Not as many hexadecimal digits as needed.
            case digitsMissing(Int)
            /// A letter that YAML does not know after a backslash.
            case unknown
            /// A line break that is joined with the next line.
            case joinedLine
        }

        var range: Range<Int>
        var meaning: Meaning
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset: Int
    private let end: Int

    /// `range` lies inside the quotes.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = Swift.min(range.upperBound, bytes.count)
    }

    mutating func next() -> Escape? {
        while offset < end, bytes[offset] != 0x5C { offset += 1 }
        guard offset + 1 < end else { return nil }
        let escape = read(at: offset)
        offset = escape.range.upperBound
        return escape
    }

    private func read(at start: Int) -> Escape {
        switch bytes[start + 1] {
        case 0x78: return numbered(at: start, digits: 2)
        case 0x75: return numbered(at: start, digits: 4)
        case 0x55: return numbered(at: start, digits: 8)
        case 0x0A, 0x0D: return Escape(range: start..<start + 2, meaning: .joinedLine)
        case let letter:
            let length = letter < 0x80 ? 2 : 1 + (bytes.scalar(at: start + 1)?.length ?? 1)
            let meaning = Escapes.letters[letter].map { Escape.Meaning.scalar($0) } ?? .unknown
            return Escape(range: start..<Swift.min(end, start + length), meaning: meaning)
        }
    }

    /// YAML 1.2.2, section 5.7, as libyaml knows them.
    private static let letters: [UInt8: UInt32] = [
        0x30: 0x00, 0x61: 0x07, 0x62: 0x08, 0x74: 0x09, 0x09: 0x09, 0x6E: 0x0A, 0x76: 0x0B, 0x66: 0x0C,
        0x72: 0x0D, 0x65: 0x1B, 0x20: 0x20, 0x22: 0x22, 0x2F: 0x2F, 0x5C: 0x5C, 0x4E: 0x85, 0x5F: 0xA0,
        0x4C: 0x2028, 0x50: 0x2029,
    ]

    private func numbered(at start: Int, digits: Int) -> Escape {
        guard let value = number(at: start + 2, digits: digits) else {
            return Escape(range: start..<start + 2, meaning: .digitsMissing(digits))
        }
        let range = start..<start + 2 + digits
        switch value {
        case 0xD800..<0xDC00:
            let second = range.upperBound
            if bytes.has("\\u", at: second), let low = number(at: second + 2, digits: 4),
                (0xDC00..<0xE000).contains(low)
            {
                let scalar = 0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00)
                return Escape(range: start..<second + 6, meaning: .surrogates(scalar))
            }
            return Escape(range: range, meaning: .loneSurrogate)
        case 0xDC00..<0xE000: return Escape(range: range, meaning: .loneSurrogate)
        case 0x11_0000...: return Escape(range: range, meaning: .noCharacter)
        default: return Escape(range: range, meaning: .scalar(value))
        }
    }

    private func number(at start: Int, digits: Int) -> UInt32? {
        guard start + digits <= end else { return nil }
        var value: UInt32 = 0
        for index in start..<start + digits {
            let digit: UInt8
            switch bytes[index] {
            case 0x30...0x39: digit = bytes[index] - 0x30
            case 0x41...0x46: digit = bytes[index] - 0x41 + 10
            case 0x61...0x66: digit = bytes[index] - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

extension Escapes.Escape {
    /// Whether the character may stand in a message.
    var isHarmless: Bool {
        switch meaning {
        case .joinedLine, .scalar(0x09), .scalar(0x0A): true
        case .scalar(0x0D): false
        case .scalar(let value): ByteScan.Oddity.Kind(scalar: value) == nil
        default: false
        }
    }

    /// The rule that speaks of an escape that is not harmless.
    var rule: Rule {
        switch meaning {
        case .scalar(let value): ByteScan.Oddity.Kind(scalar: value)?.rule ?? YAMLRules.controlCharacter
        case .surrogates, .loneSurrogate: YAMLRules.surrogateEscape
        default: YAMLRules.badEscape
        }
    }

    /// What is wrong with the escape, if something is.
    func finding(in bytes: UnsafeBufferPointer<UInt8>, of source: SourceText) -> Finding? {
        let written = Wording.shown(source.piece(range))
        let place = { source.place(of: range) }
        switch meaning {
        case _ where isHarmless: return nil
        case .joinedLine: return nil
        case .scalar(0x0D):
            return Finding(
                YAMLRules.controlCharacter, at: place(),
                "'\(written)' stands for a carriage return, which messages cannot hold",
                remedy: "write '\\n' for a new line")
        case .scalar(let value):
            guard let kind = ByteScan.Oddity.Kind(scalar: value) else { return nil }
            return ByteScan.Oddity(kind: kind, range: range).finding(in: bytes, of: source, written: written)
        case .surrogates(let value):
            let character = Unicode.Scalar(value).map { String(Character($0)) } ?? ""
            let digits = String(value, radix: 16, uppercase: true)
            let long = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
            return Finding(
                YAMLRules.surrogateEscape, at: place(),
                "'\(written)' is how JSON writes \(character); YAML does not know this form",
                remedy: "write the character itself: \(character) (or \\U\(long))")
        case .loneSurrogate:
            return Finding(
                YAMLRules.surrogateEscape, at: place(), "'\(written)' is one half of a JSON character",
                remedy: "write the character itself, such as 😀")
        case .noCharacter:
            return Finding(
                YAMLRules.badEscape, at: place(), "'\(written)' is the number of no character",
                remedy: "write the character itself")
        case .digitsMissing(let count):
            return Finding(
                YAMLRules.badEscape, at: place(),
                "after '\(written)' YAML expects \(count) digits of 0-9 and a-f",
                remedy: "write the character itself, or put the text in single quotes if '\\' is meant")
        case .unknown: return unknown(at: place(), written, in: bytes)
        }
    }

    private func unknown(
        at place: SourcePlace, _ written: String, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Finding {
        let isPlaceholder = bytes.has("{{", at: range.lowerBound + 1)
        let isApostrophe = bytes.has("'", at: range.lowerBound + 1)
        return Finding(
            YAMLRules.badEscape, at: place, "YAML does not know '\(written)' inside double quotes",
            remedy: isPlaceholder
                ? "write two backslashes, '\\\\{{', or put the text in single quotes"
                : isApostrophe
                    ? "write ' without the backslash"
                    : "write two backslashes if one is meant, or put the text in single quotes")
    }
}
