/// Reads JSON (RFC 8259) value by value from pieces, so that a document of a million parts is never held.
///
/// The caller says what it expects where, and what stands elsewhere is an error. Strings that are no UTF-8 are mended.
struct JSONReader {
    /// It is no JSON, or not what was expected.
    struct Malformed: Error {}

    /// Hands over the next piece; nothing at the end.
    typealias Source = () throws -> [UInt8]

    /// Nobody nests deeper.
    private static let deepest = 64

    private let source: Source
    private var piece: [UInt8] = []
    private var place = 0
    private var depth = 0
    /// The string that was read last.
    private var text: [UInt8] = []

    init(_ source: @escaping Source) { self.source = source }

    // MARK: Containers

    /// Hands over each key; the closure reads its value.
    mutating func object(_ field: (inout JSONReader, String) throws -> Void) throws {
        try container("{", "}") { reader in
            let key = try reader.string()
            try reader.expect(":")
            try field(&reader, key)
        }
    }

    mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
        try container("[", "]", element)
    }

    private mutating func container(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ part: (inout JSONReader) throws -> Void
    ) throws {
        try expect(open)
        depth += 1
        guard depth <= Self.deepest else { throw Malformed() }
        if try visible() == UInt8(ascii: close) {
            place += 1
        } else {
            while true {
                try part(&self)
                let sign = try visible()
                place += 1
                if sign == UInt8(ascii: close) { break }
                guard sign == UInt8(ascii: ",") else { throw Malformed() }
            }
        }
        depth -= 1
    }

    /// Reads a value of any kind past.
    mutating func skip() throws {
        switch try visible() {
        case UInt8(ascii: "{"): try object { reader, _ in try reader.skip() }
        case UInt8(ascii: "["): try array { try $0.skip() }
        case UInt8(ascii: "\""): _ = try bytes()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try flag()
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    /// Nothing may follow but spaces.
    mutating func end() throws {
        guard try peekVisible() == nil else { throw Malformed() }
    }

    // MARK: Values

    mutating func string() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

    /// The bytes of a string, escapes resolved.
    mutating func bytes() throws -> [UInt8] {
        try expect("\"")
        text.removeAll(keepingCapacity: true)
        while true {
            let byte = try next()
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): try escape()
            case ..<0x20: throw Malformed()
            default: text.append(byte)
            }
        }
    }

    mutating func integer() throws -> Int {
        _ = try visible()
        var digits: [UInt8] = []
        while let byte = try peek(), byte == UInt8(ascii: "-") || Self.isDigit(byte) {
            digits.append(byte)
            place += 1
        }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else { throw Malformed() }
        return value
    }

    mutating func flag() throws -> Bool {
        let isTrue = try visible() == UInt8(ascii: "t")
        try word(isTrue ? "true" : "false")
        return isTrue
    }

    private mutating func number() throws {
        var isEmpty = true
        while let byte = try peek(), Self.isDigit(byte) || "+-.eE".utf8.contains(byte) {
            isEmpty = false
            place += 1
        }
        if isEmpty { throw Malformed() }
    }

    private mutating func word(_ word: String) throws {
        for byte in word.utf8 {
            guard try next() == byte else { throw Malformed() }
        }
    }

    private mutating func escape() throws {
        let byte = try next()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "u"):
            var unit = try self.unit()
            if 0xD800..<0xDC00 ~= unit {
                try word("\\u")
                let low = try self.unit()
                guard 0xDC00..<0xE000 ~= low else { throw Malformed() }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw Malformed() }
            text += Array(String(scalar).utf8)
        default: throw Malformed()
        }
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else { throw Malformed() }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    // MARK: Bytes

    private mutating func expect(_ sign: Unicode.Scalar) throws {
        guard try visible() == UInt8(ascii: sign) else { throw Malformed() }
        place += 1
    }

    /// The next byte that is no space, which stays where it is.
    private mutating func visible() throws -> UInt8 {
        guard let byte = try peekVisible() else { throw Malformed() }
        return byte
    }

    private mutating func peekVisible() throws -> UInt8? {
        while let byte = try peek() {
            guard [0x20, 0x09, 0x0A, 0x0D].contains(byte) else { return byte }
            place += 1
        }
        return nil
    }

    private mutating func next() throws -> UInt8 {
        guard let byte = try peek() else { throw Malformed() }
        place += 1
        return byte
    }

    private mutating func peek() throws -> UInt8? {
        if place == piece.count {
            piece = try source()
            place = 0
        }
        return place < piece.count ? piece[place] : nil
    }
}
