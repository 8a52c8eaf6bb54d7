/// What is known of a text, or of every one of several: enough to say that none of them needs a closer look.
///
/// Facts of the pieces of a template give the facts of all the texts it can become, so that a template is judged
/// once for a whole batch of rows. Texts are UTF-8.
struct TextFacts: Sendable, Hashable {
    /// What occurs somewhere in one of the texts.
    struct Kinds: OptionSet, Sendable, Hashable {
        let rawValue: UInt16

        static let lineFeed = Kinds(rawValue: 1)
        /// Unicode category Cc without the line feed.
        static let control = Kinds(rawValue: 1 << 1)
        static let space = Kinds(rawValue: 1 << 2)
        static let squareBracket = Kinds(rawValue: 1 << 3)
        /// `?` or `#`, which end the path of an address.
        static let pathEnd = Kinds(rawValue: 1 << 4)
        static let nonASCII = Kinds(rawValue: 1 << 5)
        /// The first byte of much punctuation, the separators of lines and paragraphs among it.
        static let leadE2 = Kinds(rawValue: 1 << 6)
        /// The first byte of the control characters U+0080 to U+009F, and of signs such as `¡`.
        fileprivate static let leadC2 = Kinds(rawValue: 1 << 7)
        /// An ASCII character that can be seen.
        fileprivate static let printable = Kinds(rawValue: 1 << 8)

        fileprivate init(of byte: UInt8) {
            switch byte {
            case 0x0A: self = .lineFeed
            case 0x00..<0x20, 0x7F: self = .control
            case 0x20: self = .space
            case 0x5B, 0x5D: self = [.squareBracket, .printable]
            case 0x3F, 0x23: self = [.pathEnd, .printable]
            case 0x21..<0x7F: self = .printable
            case 0xC2: self = [.nonASCII, .leadC2]
            case 0xE2: self = [.nonASCII, .leadE2]
            default: self = .nonASCII
            }
        }

        init(rawValue: UInt16) { self.rawValue = rawValue }
    }

    private(set) var kinds: Kinds = []
    /// The length of the longest in UTF-16 units, as the gateways' limits are counted.
    private(set) var longest = 0
    /// Each begins with a character that can be seen; false where that is not plain from its first bytes.
    private(set) var beginVisibly = false
    /// One of them begins with `http`, in any case of letters, or might when something follows it.
    private(set) var mayBeginLikeAddress = false
    /// Each holds a visible ASCII character, and so is not blank.
    private(set) var arePrintable = false

    /// Of the empty text.
    static let empty = TextFacts()

    private init() {}

    private static let kindOfByte = (UInt8.min...UInt8.max).map { Kinds(of: $0).rawValue }

    init(_ text: UnsafeBufferPointer<UInt8>) {
        guard let first = text.first else { return }
        var found: UInt16 = 0
        TextFacts.kindOfByte.withUnsafeBufferPointer { table in
            for byte in text { found |= table[Int(byte)] }
        }
        kinds = Kinds(rawValue: found)
        longest = text.count
        if kinds.contains(.nonASCII) { longest = TextFacts.utf16Count(text) }
        if kinds.contains(.leadC2), TextFacts.holdsC1Control(text) { kinds.insert(.control) }
        arePrintable = kinds.contains(.printable)
        mayBeginLikeAddress = TextFacts.beginsLikeAddress(text)
        switch first {
        // The lead byte of accented letters, and that of emoji; white space beyond ASCII begins otherwise.
        case 0x21..<0x7F, 0xC3, 0xF0: beginVisibly = true
        // `¡` and `¿`, with which Spanish sentences begin.
        case 0xC2: beginVisibly = text.count > 1 && (text[1] == 0xA1 || text[1] == 0xBF)
        default: beginVisibly = false
        }
    }

    /// Facts of every text of both.
    mutating func formUnion(_ other: TextFacts) {
        kinds.formUnion(other.kinds)
        longest = max(longest, other.longest)
        beginVisibly = beginVisibly && other.beginVisibly
        mayBeginLikeAddress = mayBeginLikeAddress || other.mayBeginLikeAddress
        arePrintable = arePrintable && other.arePrintable
    }

    /// Facts of every text of this followed by every text of the other, none of which is empty.
    mutating func append(_ other: TextFacts) {
        guard longest > 0 else {
            self = other
            return
        }
        kinds.formUnion(other.kinds)
        longest += other.longest
        arePrintable = arePrintable || other.arePrintable
    }

    private static func beginsLikeAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for (byte, letter) in zip(text, "http".utf8) where byte | 0x20 != letter { return false }
        return true
    }

    private static func utf16Count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var units = 0
        for byte in text where byte & 0xC0 != 0x80 { units &+= byte >= 0xF0 ? 2 : 1 }
        return units
    }

    private static func holdsC1Control(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in 1..<text.count where text[index] < 0xA0 && text[index - 1] == 0xC2 { return true }
        return false
    }
}
