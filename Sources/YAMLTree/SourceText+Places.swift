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
            let end = min(max(0, offset), bytes.count)
            let lineStart = bytes.startOfLine(at: end)
            return SourcePosition(
                line: bytes.lineFeeds(in: 0..<lineStart) + 1,
                column: bytes.scalarCount(in: lineStart..<end) + 1)
        }
    }

    /// The column of a byte in the line that begins at `lineStart`.
    func column(of offset: Int, from lineStart: Int) -> Int {
        bytes.withUnsafeBufferPointer { $0.scalarCount(in: lineStart..<offset) + 1 }
    }

    /// A piece of the text; empty where the range lies outside.
    func piece(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range.clamped(to: 0..<bytes.count)] }
}
