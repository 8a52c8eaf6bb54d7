/// The text of one file, kept so that a finding can show the line it speaks of.
///
/// Bytes are UTF-8 without a byte order mark.
package final class SourceText: Sendable {
    /// The path as users know it: relative to the workspace, or as they typed it.
    package let path: String
    package let bytes: [UInt8]
    /// Bytes of the file that stand before `bytes`: 3 for a byte order mark, else 0.
    package let droppedBytes: Int

    package init(path: String, bytes: [UInt8], droppedBytes: Int = 0) {
        self.path = path
        self.bytes = bytes
        self.droppedBytes = droppedBytes
    }

    /// A place in this file with the text around one of its bytes, for the reader.
    package func place(_ span: SourceSpan, excerptAround offset: Int) -> SourcePlace {
        let (text, column) = excerpt(around: offset)
        return SourcePlace(file: path, span: span, excerpt: text, excerptColumn: column)
    }

    /// The line in which a byte stands, without its line break, and the column of its first character. Of a
    /// long line only what stands near the byte, so that a finding at its far end can still show it.
    func excerpt(around offset: Int) -> (text: String, column: Int) {
        let offset = min(max(0, offset), bytes.count)
        let lineStart = bytes.withUnsafeBufferPointer { $0.startOfLine(at: offset) }
        // Of what follows no more is shown than 800 bytes, before which a character may begin.
        let far = min(bytes.count, offset + 810)
        var end = bytes[offset..<far].firstIndex(of: 0x0A) ?? far
        if end > lineStart, bytes[end - 1] == 0x0D { end -= 1 }
        var start = lineStart
        if offset - lineStart > 400 {
            start = offset - 200
            while start < offset, isContinuation(start) { start += 1 }
        }
        if end - start > 800 {
            end = start + 800
            while end > start, isContinuation(end) { end -= 1 }
        }
        // Counted as the columns of spans are: bytes that are no UTF-8 are one character each.
        let before = bytes.withUnsafeBufferPointer { $0.scalarCount(in: lineStart..<start) }
        return (String(decoding: bytes[start..<max(start, end)], as: UTF8.self), before + 1)
    }

    private func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
}

/// A position in a text file. Lines and columns count from 1; columns count Unicode scalars.
package struct SourcePosition: Sendable, Hashable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (one: SourcePosition, other: SourcePosition) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }
}

/// A stretch of text from `start` up to, not including, `end`.
package struct SourceSpan: Sendable, Hashable {
    package var start: SourcePosition
    package var end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }

    /// One character, or a whole line where only the line is known.
    package init(line: Int, column: Int = 1, length: Int = 1) {
        start = SourcePosition(line: line, column: column)
        end = SourcePosition(line: line, column: column + length)
    }
}

/// Where a finding points.
package struct SourcePlace: Sendable, Hashable {
    package var file: String
    /// Nil where the whole file is meant.
    package var span: SourceSpan?
    /// The first line of the span as it stands in the file; nil where it must not be shown (personal data)
    /// or there is none.
    package var excerpt: String?
    /// The column of the excerpt's first character: 1, or more where only a part of a long line is kept.
    package var excerptColumn: Int

    package init(file: String, span: SourceSpan? = nil, excerpt: String? = nil, excerptColumn: Int = 1) {
        self.file = file
        self.span = span
        self.excerpt = excerpt
        self.excerptColumn = excerptColumn
    }
}
