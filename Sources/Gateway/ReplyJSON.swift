/// A gateway's JSON, read so that nothing hostile or sloppy passes for something else.
///
/// Foundation's readers keep one of two equal keys without a word and turn numbers into doubles; here both
/// keys are kept, because two that disagree must not be taken for an answer, and a number stays its own text.
package enum ReplyJSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As it is written: `1`, `1e3`, `-0`.
    case number(String)
    case string(String)
    case array([ReplyJSON])
    /// In the order of the text, equal keys included.
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: ReplyJSON

        package init(_ key: String, _ value: ReplyJSON) {
            self.key = key
            self.value = value
        }
    }

    package struct Unreadable: Error, Hashable {
        /// In plain words, without any of the text.
        package let reason: String
        /// It ends where more was to come, or is empty.
        package var isCut = false
    }

    /// Bytes of a reply to a send that are read at most.
    package static let longest = 65_536
    /// Objects and arrays within one another, at most.
    package static let deepest = 16

    /// Reads one JSON text (RFC 8259). A byte order mark before it is passed over.
    ///
    /// - Parameter longest: bytes that are read at most.
    package init(_ bytes: [UInt8], longest: Int = ReplyJSON.longest) throws(Unreadable) {
        guard bytes.count <= longest else {
            throw Unreadable(reason: "it is longer than \(longest / 1024) KiB")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Unreadable(reason: "it is not UTF-8")
        }
        var reader = ReplyJSONReader(bytes: bytes)
        self = try reader.document()
    }
}

private struct ReplyJSONReader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func unreadable(_ reason: String) -> ReplyJSON.Unreadable {
        ReplyJSON.Unreadable(reason: reason, isCut: index >= bytes.count)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func document() throws(ReplyJSON.Unreadable) -> ReplyJSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        let value = try value(depth: 0)
        skipSpaces()
        guard index == bytes.count else { throw unreadable("something stands after the JSON") }
        return value
    }

    private mutating func skipSpaces() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func value(depth: Int) throws(ReplyJSON.Unreadable) -> ReplyJSON {
        skipSpaces()
        guard let first = next else { throw unreadable("it is cut short or empty") }
        let opens = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        // Checked before anything inside is read, so that no text can exhaust the stack.
        if opens, depth >= ReplyJSON.deepest { throw unreadable("it is nested too deeply") }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw unreadable("it is not JSON")
        }
    }

    private mutating func word(_ text: String, _ value: ReplyJSON) throws(ReplyJSON.Unreadable) -> ReplyJSON {
        guard bytes[index...].starts(with: text.utf8) else { throw unreadable("it is not JSON") }
        index += text.utf8.count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func object(depth: Int) throws(ReplyJSON.Unreadable) -> ReplyJSON {
        index += 1
        var members: [ReplyJSON.Member] = []
        skipSpaces()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpaces()
            guard next == UInt8(ascii: "\"") else { throw unreadable("a key is missing") }
            let key = try string()
            skipSpaces()
            guard take(UInt8(ascii: ":")) else { throw unreadable("a colon is missing") }
            members.append(ReplyJSON.Member(key, try value(depth: depth + 1)))
            skipSpaces()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unreadable("an object is not closed") }
        }
    }

    private mutating func array(depth: Int) throws(ReplyJSON.Unreadable) -> ReplyJSON {
        index += 1
        var elements: [ReplyJSON] = []
        skipSpaces()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpaces()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unreadable("an array is not closed") }
        }
    }

    private mutating func number() throws(ReplyJSON.Unreadable) -> String {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0")) else {
            throw unreadable("a number is malformed")
        }
        if take(UInt8(ascii: ".")), digits() == 0 { throw unreadable("a number is malformed") }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            if digits() == 0 { throw unreadable("a number is malformed") }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// How many digits stand here; passes over them.
    private mutating func digits() -> Int {
        let start = index
        while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func string() throws(ReplyJSON.Unreadable) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            case 0x00...0x1F: throw unreadable("a text holds a control character")
            default: text.append(byte)
            }
        }
        throw unreadable("a text is not closed")
    }

    private mutating func escape() throws(ReplyJSON.Unreadable) -> [UInt8] {
        let byte = next
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return byte.map { [$0] } ?? []
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw unreadable("an escape is malformed")
        }
    }

    private mutating func scalar() throws(ReplyJSON.Unreadable) -> Unicode.Scalar {
        var value = try codeUnit()
        if (0xD800...0xDBFF).contains(value) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw unreadable("half a surrogate pair")
            }
            let low = try codeUnit()
            guard (0xDC00...0xDFFF).contains(low) else { throw unreadable("half a surrogate pair") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw unreadable("half a surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(ReplyJSON.Unreadable) -> UInt32 {
        guard index + 4 <= bytes.count else { throw unreadable("an escape is malformed") }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unreadable("an escape is malformed")
            }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }
}
