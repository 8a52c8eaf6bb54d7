/// What the raw bytes of a file show before anything is parsed: wrong encodings, characters that nobody sees,
/// tabs at the start of a line. One pass, eight printable ASCII characters at a time.
struct ByteScan {
    struct Oddity: Equatable {
        enum Kind: Equatable {
            case invalidUTF8
            /// A control character or noncharacter, by its number.
            case control(UInt32)
            /// A byte order mark that does not begin the file.
            case byteOrderMark
            /// A carriage return without a line feed after it.
            case carriageReturn
            /// NEL, LINE SEPARATOR or PARAGRAPH SEPARATOR, which YAML 1.1 reads as line breaks.
            case lineBreak(UInt32)
            /// A character that changes the direction of the text around it.
            case bidi(UInt32)
        }

        var kind: Kind
        var range: Range<Int>
    }

    private(set) var isASCII = true
    private(set) var oddities: [Oddity] = []
    private(set) var hasTabs = false
    /// The first tab of each line that has one with nothing but spaces before it.
    private(set) var leadingTabs: [Int] = []
    /// Up to here blanks have been looked at, so that a run of them is not walked again for each of its tabs.
    private var blanksSeen = 0
    /// The scan gave up, because this is hardly a text.
    private(set) var isHopeless = false

    /// More oddities than this in one file, and it is no text.
    private static let hopeless = 5000

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        while offset < bytes.count {
            if offset + 8 <= bytes.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                let unusual = ByteScan.unusual(in: word)
                guard unusual != 0 else {
                    offset += 8
                    continue
                }
                offset += unusual.trailingZeroBitCount / 8
            }
            let byte = bytes[offset]
            if (byte >= 0x20 && byte < 0x7F) || byte == 0x0A {
                offset += 1
            } else if byte == 0xC3, offset + 1 < bytes.count, bytes[offset + 1] & 0xC0 == 0x80 {
                // U+00C0 to U+00FF: nearly all that Spanish has beyond ASCII.
                isASCII = false
                offset += 2
            } else {
                if byte < 0x80 {
                    control(at: offset, in: bytes)
                    offset += 1
                } else {
                    isASCII = false
                    offset += nonASCII(at: offset, in: bytes)
                }
                if oddities.count > ByteScan.hopeless {
                    isHopeless = true
                    return
                }
            }
        }
    }

    /// The high bit of each of eight bytes that is neither printable ASCII nor a line feed.
    @inline(__always)
    private static func unusual(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones &* 0x80
        // Without their high bits, none of these sums carries into the next byte.
        let low = word & ~highs
        let atLeastSpace = low &+ ones &* 0x60
        let notLineFeed = (low ^ (ones &* 0x0A)) &+ ones &* 0x7F
        let isDelete = low &+ ones
        return (~atLeastSpace & notLineFeed | isDelete | word) & highs
    }

    private mutating func control(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        switch bytes[offset] {
        case 0x09:
            hasTabs = true
            var before = offset
            while before > blanksSeen, bytes[before - 1] == 0x20 { before -= 1 }
            if before == 0 || bytes[before - 1] == 0x0A { leadingTabs.append(offset) }
            blanksSeen = offset + 1
        case 0x0D where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A: break
        case 0x0D: oddities.append(Oddity(kind: .carriageReturn, range: offset..<offset + 1))
        case let byte: oddities.append(Oddity(kind: .control(UInt32(byte)), range: offset..<offset + 1))
        }
    }

    /// Looks at one character that is no ASCII, and gives its length in bytes.
    private mutating func nonASCII(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let (scalar, length) = bytes.scalar(at: offset) else {
            oddities.append(Oddity(kind: .invalidUTF8, range: offset..<offset + 1))
            return 1
        }
        if let kind = Oddity.Kind(scalar: scalar) {
            oddities.append(Oddity(kind: kind, range: offset..<offset + length))
        }
        return length
    }
}

extension ByteScan.Oddity.Kind {
    /// What is odd about a character other than tab, line feed and carriage return; nil for all others.
    init?(scalar: UInt32) {
        switch scalar {
        case 0x85, 0x2028, 0x2029: self = .lineBreak(scalar)
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: self = .control(scalar)
        case 0xFEFF: self = .byteOrderMark
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .bidi(scalar)
        default: return nil
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The character that begins at an offset, and its length in bytes; nil if the bytes are no UTF-8
    /// (RFC 3629: the shortest form, no surrogates, at most U+10FFFF).
    func scalar(at offset: Int) -> (value: UInt32, length: Int)? {
        let lead = self[offset]
        let length: Int
        var value: UInt32
        switch lead {
        case 0..<0x80: return (UInt32(lead), 1)
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
        default: return nil
        }
        guard offset + length <= count else { return nil }
        for index in offset + 1..<offset + length {
            guard self[index] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(self[index] & 0x3F)
        }
        switch value {
        case 0xD800...0xDFFF, 0x11_0000...: return nil
        case ..<0x800 where length == 3, ..<0x1_0000 where length == 4: return nil
        default: return (value, length)
        }
    }
}
