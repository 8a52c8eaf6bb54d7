/// Questions about runs of bytes that cells are asked a million times, without making a `String` of them.
enum ByteText {
    static let quote: UInt8 = 0x22
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    /// Without the spaces and tabs around it.
    @inline(__always)
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = bytes.baseAddress else { return bytes }
        var start = 0
        var end = bytes.count
        while start < end, base[start] == space || base[start] == 0x09 { start &+= 1 }
        while end > start, base[end &- 1] == space || base[end &- 1] == 0x09 { end &-= 1 }
        return UnsafeBufferPointer(start: base + start, count: end &- start)
    }

    /// Nothing, or nothing that a reader could see: white space of any kind, zero-width characters included.
    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte > space || byte < 0x09 {
            if byte < 0x80 { return false }
            // Beyond ASCII (a no-break space from a web page, say) only Unicode's tables can tell.
            return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
                $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
            }
        }
        return true
    }

    static func equal(_ one: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<one.count where one[index] != other[index] { return false }
        return true
    }

    static func newlines(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.reduce(0) { $0 &+ ($1 == newline ? 1 : 0) }
    }
}
