import Diagnostics

extension SourceText {
    /// The place of a stretch of bytes; an empty stretch points at one character.
    func place(of range: Range<Int>) -> SourcePlace {
        let start = min(max(0, range.lowerBound), bytes.count)
        let end = min(max(start, range.upperBound), bytes.count)
        let first = position(of: start)
        let last: SourcePosition
        if end > start {
            last = position(of: end)
        } else {
            last = SourcePosition(line: first.line, column: first.column + 1)
        }
        return place(SourceSpan(start: first, end: last), excerptAround: start)
    }

    /// The line and column of a byte; bytes that are no UTF-8 count as one character each.
    func position(of offset: Int) -> SourcePosition {
        bytes.withUnsafeBufferPointer { bytes in
            let prefix = UnsafeBufferPointer(rebasing: bytes[..<min(max(0, offset), bytes.count)])
            let line = prefix.reduce(into: 1) { count, byte in if byte == 0x0A { count += 1 } }
            let lineStart = (prefix.lastIndex(of: 0x0A) ?? -1) + 1
            return SourcePosition(line: line, column: prefix.scalarCount(from: lineStart) + 1)
        }
    }

    /// A piece of the text; empty where the range lies outside.
    func piece(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range.clamped(to: 0..<bytes.count)] }
}

extension UnsafeBufferPointer<UInt8> {
    /// Unicode scalars from an offset to the end.
    func scalarCount(from start: Int) -> Int {
        String(decoding: self[start...], as: UTF8.self).unicodeScalars.count
    }
}
