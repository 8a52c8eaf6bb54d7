// Lines and columns of a text, eight bytes at a time: a line can be as long as the file, and have a hundred findings.
extension UnsafeBufferPointer<UInt8> {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Where the line begins in which a byte stands.
    package func startOfLine(at offset: Int) -> Int {
        let raw = UnsafeRawBufferPointer(self)
        var end = Swift.min(Swift.max(0, offset), count)
        while end >= 8 {
            let word = raw.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) ^ (Self.ones &* 0x0A)
            if (word &- Self.ones) & ~word & Self.tops != 0 { break }
            end -= 8
        }
        while end > 0, self[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// Line feeds within a range.
    package func lineFeeds(in range: Range<Int>) -> Int {
        var total = 0
        for byte in UnsafeBufferPointer(rebasing: self[range.clamped(to: 0..<count)]) {
            total &+= byte == 0x0A ? 1 : 0
        }
        return total
    }

    /// Unicode scalars within a range; bytes that are no UTF-8 count as `String` counts them.
    package func scalarCount(in range: Range<Int>) -> Int {
        let bytes = UnsafeBufferPointer(rebasing: self[range.clamped(to: 0..<count)])
        var high: UInt8 = 0
        for byte in bytes { high |= byte }
        guard high >= 0x80 else { return bytes.count }
        // A decoded text is right UTF-8, of which each scalar has one byte that continues none.
        var text = String(decoding: bytes, as: UTF8.self)
        return text.withUTF8 { decoded in
            var total = 0
            for byte in decoded { total &+= byte & 0xC0 == 0x80 ? 0 : 1 }
            return total
        }
    }
}
