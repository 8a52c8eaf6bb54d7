import Diagnostics

/// Where a node stands in its file, without the tree it belongs to: what is kept of thousands of files for findings
/// that may come later.
package struct NodePlace: Sendable {
    private let source: SourceText
    private let record: NodeRecord

    package init(_ node: YAMLNode) {
        source = node.document.source
        record = node.record
    }

    var byteRange: Range<Int> { Int(record.start)..<Int(max(record.start, record.end)) }

    /// What stands in the file for the node, as it is written there.
    package var written: ArraySlice<UInt8> { source.bytes[searchRange.clamped(to: 0..<source.bytes.count)] }

    /// From the node's first character to the one after its last.
    package var span: SourceSpan {
        let range = byteRange
        let start = position(of: range.lowerBound, startLine: record.line, lineFrom: range.lowerBound)
        if range.isEmpty { return SourceSpan(line: start.line, column: start.column) }
        let end = position(of: range.upperBound, startLine: record.line, lineFrom: range.lowerBound)
        return SourceSpan(start: start, end: end)
    }

    /// The node's place, with its first line for the reader.
    package func place() -> SourcePlace { place(span, excerptAt: byteRange.lowerBound) }

    /// The place of the n-th occurrence, counted from 0, of a text in what stands in the file for this node;
    /// nil if there are not so many.
    ///
    /// The comment after a block text's `|` is not looked at. Occurrences do not overlap.
    package func place(ofOccurrence n: Int, of needle: StaticString) -> SourcePlace? {
        guard let found = occurrence(n, of: needle, in: searchRange) else { return nil }
        return place(ofBytes: found)
    }

    /// The place of the n-th `{{…}}`, counted from 0, with its braces; the whole node if there are not so
    /// many.
    package func place(ofPlaceholder n: Int) -> SourcePlace {
        let whole = searchRange
        guard let open = occurrence(n, of: "{{", in: whole) else { return place() }
        let close = occurrence(0, of: "}}", in: open.upperBound..<whole.upperBound)
        return place(ofBytes: open.lowerBound..<(close?.upperBound ?? open.upperBound))
    }

    /// The place of a stretch of the source's bytes inside this node.
    package func place(ofBytes range: Range<Int>) -> SourcePlace {
        let node = byteRange
        let start = position(of: range.lowerBound, startLine: record.line, lineFrom: node.lowerBound)
        let end = position(of: range.upperBound, startLine: record.line, lineFrom: node.lowerBound)
        return place(SourceSpan(start: start, end: end), excerptAt: range.lowerBound)
    }

    /// The node's bytes without a block text's first line.
    private var searchRange: Range<Int> {
        let range = byteRange
        guard record.style == .literal || record.style == .folded else { return range }
        let lineEnd = source.bytes[range].firstIndex(of: 0x0A) ?? range.upperBound
        return lineEnd..<range.upperBound
    }

    private func occurrence(_ n: Int, of needle: StaticString, in range: Range<Int>) -> Range<Int>? {
        let length = needle.utf8CodeUnitCount
        guard needle.hasPointerRepresentation, length > 0, n >= 0 else { return nil }
        let wanted = UnsafeBufferPointer(start: needle.utf8Start, count: length)
        return source.bytes.withUnsafeBufferPointer { bytes in
            var offset = range.lowerBound
            var left = n
            while offset + length <= range.upperBound {
                guard bytes[offset] == wanted[0], bytes[offset..<offset + length].elementsEqual(wanted) else {
                    offset += 1
                    continue
                }
                if left == 0 { return offset..<offset + length }
                left -= 1
                offset += length
            }
            return nil
        }
    }

    /// Line and column of a byte at or after the node's first one; counts lines from the node's own.
    private func position(of offset: Int, startLine: Int, lineFrom start: Int) -> SourcePosition {
        source.bytes.withUnsafeBufferPointer { bytes in
            let end = min(offset, bytes.count)
            let lineStart = bytes.startOfLine(at: end)
            let first = min(start, end)
            return SourcePosition(
                line: startLine + 1 + bytes.lineFeeds(in: first..<end),
                column: bytes.scalarCount(in: lineStart..<end) + 1)
        }
    }

    private func place(_ span: SourceSpan, excerptAt offset: Int) -> SourcePlace {
        source.place(span, excerptAround: offset)
    }
}
