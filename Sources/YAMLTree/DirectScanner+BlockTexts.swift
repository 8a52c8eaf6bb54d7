// Texts over several lines, after a `|` or `>`.
extension DirectScanner {
    /// What becomes of the line ends after the last line.
    private enum Chomping { case strip, clip, keep }

    /// Reads the block text whose sign stands here, in a collection at the column `indent`, and goes on to
    /// what follows it. The steps are libyaml's own (`yaml_parser_scan_block_scalar`).
    mutating func blockText(in indent: Int) throws(Unsure) -> Int {
        let (start, startLine) = (offset, line)
        let style: YAMLNode.Style = bytes[offset] == 0x3E ? .folded : .literal
        offset += 1
        let chomping = chomping()
        try finishHeader()
        reserveValues()
        let first = values.count

        var blankLines = 0
        let textIndent = textIndent(in: indent, &blankLines)
        var hasBreak = false
        var wasIndented = false
        while offset < bytes.count, offset - lineStart == textIndent {
            // A line that begins with a space is not folded, nor are its neighbours.
            let isIndented = bytes[offset] == 0x20
            if style == .folded, hasBreak, !wasIndented, !isIndented {
                if blankLines == 0 { values.append(0x20) }
            } else if hasBreak {
                values.append(0x0A)
            }
            appendBreaks(blankLines)
            wasIndented = isIndented
            hasBreak = copyLine()
            blankLines = skipBlankLines(indent: textIndent)
        }
        if hasBreak, chomping != .strip { values.append(0x0A) }
        if chomping == .keep { appendBreaks(blankLines) }

        let end = withoutEmptyLines(from: start, to: offset)
        let node = decoded(style, from: start, to: end, line: startLine, valuesFrom: first)
        guard Int(node.count) <= limits.scalarBytes else { throw Unsure() }
        nodes.append(node)
        try skipToContent()
        return Int(node.end)
    }

    private mutating func chomping() -> Chomping {
        guard offset < bytes.count, bytes[offset] == 0x2D || bytes[offset] == 0x2B else { return .clip }
        offset += 1
        return bytes[offset - 1] == 0x2D ? .strip : .keep
    }

    /// Goes to the line after the sign. A digit, which would fix the indentation, is left to libyaml.
    private mutating func finishHeader() throws(Unsure) {
        skipSpaces()
        if offset < bytes.count, bytes[offset] == 0x23 {
            guard bytes[offset - 1] == 0x20 else { throw Unsure() }
            offset = bytes.lineFeed(from: offset)
        }
        guard offset == bytes.count || takeLineEnd() else { throw Unsure() }
    }

    /// Goes past a line end, if there is one here.
    private mutating func takeLineEnd() -> Bool {
        var next = offset
        if next < bytes.count, bytes[next] == 0x0D { next += 1 }
        guard next < bytes.count, bytes[next] == 0x0A else { return false }
        offset = next + 1
        line += 1
        lineStart = offset
        return true
    }

    /// The column of the text, which its first line shows, and the empty lines before it. Where one of those is
    /// wider than the first line, the text is empty for libyaml, and the line too deep for what is around it.
    private mutating func textIndent(in indent: Int, _ blankLines: inout Int) -> Int {
        skipSpaces()
        var widest = max(indent + 1, offset - lineStart)
        while takeLineEnd() {
            blankLines += 1
            skipSpaces()
            widest = max(widest, offset - lineStart)
        }
        return widest
    }

    /// Goes over empty lines and the indentation of the line after them, and gives their number.
    private mutating func skipBlankLines(indent: Int) -> Int {
        var count = 0
        while true {
            while offset < bytes.count, bytes[offset] == 0x20, offset - lineStart < indent { offset += 1 }
            guard takeLineEnd() else { return count }
            count += 1
        }
    }

    /// Copies the rest of a line, goes past its end, and gives whether it has one.
    private mutating func copyLine() -> Bool {
        let lineFeed = bytes.lineFeed(from: offset)
        let hasReturn = lineFeed < bytes.count && bytes[lineFeed - 1] == 0x0D
        copy(offset..<(hasReturn ? lineFeed - 1 : lineFeed))
        offset = lineFeed
        return takeLineEnd()
    }

    private mutating func appendBreaks(_ count: Int) {
        for _ in 0..<count { values.append(0x0A) }
    }

    /// The end of a block text without the empty lines after it.
    private func withoutEmptyLines(from start: Int, to end: Int) -> Int {
        var end = end
        while end > start + 1, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D {
            end -= 1
        }
        return end
    }
}
