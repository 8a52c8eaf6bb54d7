// Looking for a byte, eight at a time.
extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first byte from an offset on that is no space.
    @inline(__always)
    func skippingSpaces(from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(self)
        var offset = start
        while offset + 8 <= count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let others = word ^ 0x2020_2020_2020_2020
            if others != 0 { return offset + others.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count, self[offset] == 0x20 { offset += 1 }
        return offset
    }

    /// The offset of the first line feed from an offset on, or of the end.
    func lineFeed(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawBufferPointer(self)
        var offset = start
        while offset + 8 <= count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let zeroWhereFound = word ^ (ones &* 0x0A)
            let found = (zeroWhereFound &- ones) & ~zeroWhereFound & (ones &* 0x80)
            // Borrows only reach bytes after the first one found.
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count, self[offset] != 0x0A { offset += 1 }
        return offset
    }
}
