import Foundation

/// Writes JSON value by value, so that a document of a million parts is never held.
///
/// As a page it is, byte for byte, what Foundation's `JSONEncoder` makes with `.prettyPrinted`, `.sortedKeys` and
/// `.withoutEscapingSlashes`, provided that keys are given in sorted order; as lines it is the same without spaces and
/// breaks, one value a line.
struct JSONWriter {
    enum Layout {
        case page, lines
        /// One line only, which may be long: it is handed on in pieces that are none.
        case line
    }

    private var buffer: LineBuffer
    private let layout: Layout
    private var isPage: Bool { layout == .page }
    private var depth = 0
    /// Whether nothing stands in the innermost array or object yet.
    private var isFirst = true

    init(_ layout: Layout, to sink: @escaping LineBuffer.Sink) {
        buffer = LineBuffer(sink)
        self.layout = layout
    }

    // MARK: Containers

    mutating func object(_ body: (inout JSONWriter) throws -> Void) throws {
        try container("{", "}", body)
    }

    mutating func array(_ body: (inout JSONWriter) throws -> Void) throws {
        try container("[", "]", body)
    }

    private mutating func container(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
    ) throws {
        buffer.append(UInt8(ascii: open))
        depth += 1
        isFirst = true
        try body(&self)
        depth -= 1
        if isPage {
            // Nothing at all is an empty line.
            if isFirst { breakLine() }
            breakLine()
            indent()
        }
        isFirst = false
        buffer.append(UInt8(ascii: close))
    }

    /// Comes before each value of an array.
    mutating func element() throws {
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        if isPage {
            breakLine()
            try buffer.handOn()
            indent()
        }
        if layout == .line { try buffer.handOnPart() }
    }

    /// Comes before each value of an object. No key needs escapes.
    mutating func key(_ name: String) throws {
        try element()
        buffer.append(UInt8(ascii: "\""))
        buffer.append(name)
        buffer.append(isPage ? "\" : " : "\":")
    }

    /// Ends a value of its own: a document, or one of several lines.
    mutating func endValue() throws {
        breakLine()
        isFirst = true
        try buffer.handOn()
    }

    mutating func finish() throws { try buffer.finish() }

    private mutating func breakLine() { buffer.append(UInt8(ascii: "\n")) }
    private mutating func indent() { for _ in 0..<depth { buffer.append("  ") } }

    // MARK: Values

    mutating func value(_ number: Int) { buffer.append(String(number)) }
    mutating func value(_ flag: Bool) { buffer.append(flag ? "true" : "false") }

    mutating func value(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.needsEscape) {
            for byte in text.utf8 { append(escaped: byte) }
        } else {
            buffer.append(text)
        }
        buffer.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// RFC 8259, section 7, with the short forms.
    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case 0x08: buffer.append("\\b")
        case 0x09: buffer.append("\\t")
        case 0x0A: buffer.append("\\n")
        case 0x0C: buffer.append("\\f")
        case 0x0D: buffer.append("\\r")
        case ..<0x20: buffer.append((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
        default: buffer.append(byte)
        }
    }

    /// The fields of something small that knows its own keys, within an object of lines.
    mutating func fields(_ small: some Encodable) throws {
        let object = try encoded(small)
        guard object.count > 2 else { return }
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        // Without its own braces.
        buffer.append(Array(object.dropFirst().dropLast()))
    }

    private func encoded(_ small: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            isPage
            ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(small)
    }

    /// Something small that knows its own keys.
    mutating func value(_ small: some Encodable) throws {
        let lines = try encoded(small).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if index > 0 {
                breakLine()
                if !line.isEmpty { indent() }
            }
            buffer.append(Array(line))
        }
    }

    // MARK: Fields, which are left out where there is nothing

    mutating func field(_ name: String, _ text: String?) throws {
        guard let text else { return }
        try key(name)
        value(text)
    }

    mutating func field(_ name: String, _ number: Int) throws {
        try key(name)
        value(number)
    }

    mutating func field(_ name: String, _ flag: Bool) throws {
        try key(name)
        value(flag)
    }

    mutating func field(_ name: String, _ texts: [String]) throws {
        try field(name, texts) { $0.value($1) }
    }

    /// An array with a value for each of some things.
    mutating func field<Things: Sequence>(
        _ name: String, _ things: Things, _ write: (inout JSONWriter, Things.Element) throws -> Void
    ) throws {
        try key(name)
        try array { array in
            for thing in things {
                try array.element()
                try write(&array, thing)
            }
        }
    }
}
