/// The text of one file, kept so that a finding can show the line it speaks of.
///
/// Bytes are UTF-8 without a byte order mark.
package final class SourceText: Sendable {
    /// The path as users know it: relative to the workspace, or as they typed it.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The text of a line (1-based) without its line break, cut at 400 bytes; nil past the end.
    package func line(_ number: Int) -> String? {
        var current = 1
        var start = 0
        while current < number {
            guard let newline = bytes[start...].firstIndex(of: 0x0A) else { return nil }
            start = newline + 1
            current += 1
        }
        guard start < bytes.count else { return nil }
        var end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<min(end, start + 400)], as: UTF8.self)
    }

    /// A place in this file, with the line's text for the reader.
    package func place(_ span: SourceSpan) -> SourcePlace {
        SourcePlace(file: path, span: span, excerpt: line(span.start.line))
    }
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

    package init(file: String, span: SourceSpan? = nil, excerpt: String? = nil) {
        self.file = file
        self.span = span
        self.excerpt = excerpt
    }
}
