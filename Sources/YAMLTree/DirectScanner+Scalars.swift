// Texts on one line.
extension DirectScanner {
    /// Reads the text that begins here, without adding it to the tree. `isFlow` says that it stands inside
    /// brackets, where a comma or bracket ends it.
    @inline(__always)
    mutating func scalar(isFlow: Bool) throws(Unsure) -> NodeRecord {
        guard offset < bytes.count else { throw Unsure() }
        let node =
            switch bytes[offset] {
            case 0x22: try doubleQuoted()
            case 0x27: try singleQuoted()
            default: try plain(isFlow: isFlow)
            }
        guard Int(node.count) <= limits.scalarBytes else { throw Unsure() }
        return node
    }

    /// A scalar on the current line whose value stands in the source.
    @inline(__always)
    func verbatim(_ style: YAMLNode.Style, from start: Int, to end: Int, line: Int) -> NodeRecord {
        let quote = style == .plain ? 0 : 1
        var node = NodeRecord(kind: .scalar, style: style, start: start, end: end, line: line)
        node.isVerbatim = true
        node.payload = UInt32(truncatingIfNeeded: start + quote)
        node.count = UInt32(truncatingIfNeeded: end - start - 2 * quote)
        return node
    }

    /// A scalar whose value is what has been added to `values` since `first`.
    func decoded(
        _ style: YAMLNode.Style, from start: Int, to end: Int, line: Int, valuesFrom first: Int
    ) -> NodeRecord {
        var node = NodeRecord(kind: .scalar, style: style, start: start, end: end, line: line)
        node.payload = UInt32(truncatingIfNeeded: first)
        node.count = UInt32(truncatingIfNeeded: values.count - first)
        return node
    }

    /// Values from here to the end of the text are never longer than what they are written with.
    mutating func reserveValues() {
        if values.isEmpty { values.reserveCapacity(bytes.count - offset) }
    }

    /// Adds a stretch of the source to the values.
    mutating func copy(_ range: Range<Int>) {
        values.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
}

// Without quotes.
extension DirectScanner {
    /// Reads up to a `: `, a ` #`, the line's end, or inside brackets the next of their signs.
    private mutating func plain(isFlow: Bool) throws(Unsure) -> NodeRecord {
        let bytes = bytes
        let ends = isFlow ? ASCIISet.flowPlainEnds : .blockPlainEnds
        let start = offset
        guard bytes.mayBeginPlain(at: start) else { throw Unsure() }
        var next = start + 1
        while next < bytes.count {
            guard ends.contains(bytes[next]) else {
                next += 1
                continue
            }
            if bytes[next] == 0x3A, !bytes.isBlankOrEnd(next + 1) {
                // Inside brackets `a:,` is an error.
                if isFlow, ASCIISet.flowSigns.contains(bytes[next + 1]) { throw Unsure() }
                next += 1
            } else if bytes[next] == 0x23, bytes[next - 1] != 0x20 {
                next += 1
            } else {
                break
            }
        }
        offset = next
        var end = next
        while bytes[end - 1] == 0x20 { end -= 1 }
        return verbatim(.plain, from: start, to: end, line: line)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text begins at an offset for certain, and no sign of YAML or space that nobody sees.
    @inline(__always)
    fileprivate func mayBeginPlain(at offset: Int) -> Bool {
        let first = self[offset]
        if ASCIISet.plainBeginnings.contains(first) { return true }
        if first < 0x80 {
            return first == 0x2D && offset + 1 < count && ASCIISet.alphanumerics.contains(self[offset + 1])
        }
        guard let (scalar, _) = scalar(at: offset) else { return false }
        return !InvisibleSpace.contains(scalar)
    }
}

// In quotes.
extension DirectScanner {
    private mutating func doubleQuoted() throws(Unsure) -> NodeRecord {
        let bytes = bytes
        let start = offset
        var next = start + 1
        while next < bytes.count, !ASCIISet.doubleQuotedEnds.contains(bytes[next]) { next += 1 }
        guard next < bytes.count else { throw Unsure() }
        if bytes[next] == 0x5C { return try escaped(escapeAt: next) }
        guard bytes[next] == 0x22 else { throw Unsure() }
        offset = next + 1
        return verbatim(.doubleQuoted, from: start, to: offset, line: line)
    }

    /// Reads the double-quoted text that begins here, of which the first escape is known. Of the escapes only
    /// those are decoded that people write by hand.
    private mutating func escaped(escapeAt first: Int) throws(Unsure) -> NodeRecord {
        reserveValues()
        let (start, firstValue) = (offset, values.count)
        var next = first
        var copied = start + 1
        while next < bytes.count {
            switch bytes[next] {
            case 0x22:
                copy(copied..<next)
                offset = next + 1
                return decoded(.doubleQuoted, from: start, to: offset, line: line, valuesFrom: firstValue)
            case 0x5C:
                guard next + 1 < bytes.count, let value = ordinaryEscape(bytes[next + 1]) else {
                    throw Unsure()
                }
                copy(copied..<next)
                values.append(value)
                next += 2
                copied = next
            case 0x0A, 0x0D: throw Unsure()
            default: next += 1
            }
        }
        throw Unsure()
    }

    private func ordinaryEscape(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x22, 0x5C: letter
        case 0x6E: 0x0A
        case 0x74: 0x09
        default: nil
        }
    }

    private mutating func singleQuoted() throws(Unsure) -> NodeRecord {
        let (start, firstValue) = (offset, values.count)
        var next = start + 1
        var copied = next
        while next < bytes.count {
            switch bytes[next] {
            case 0x27 where next + 1 < bytes.count && bytes[next + 1] == 0x27:
                // Two of them stand for one, the first of which is copied.
                reserveValues()
                copy(copied..<next + 1)
                next += 2
                copied = next
            case 0x27:
                offset = next + 1
                guard copied > start + 1 else {
                    return verbatim(.singleQuoted, from: start, to: offset, line: line)
                }
                copy(copied..<next)
                return decoded(.singleQuoted, from: start, to: offset, line: line, valuesFrom: firstValue)
            case 0x0A, 0x0D: throw Unsure()
            default: next += 1
            }
        }
        throw Unsure()
    }
}

extension ASCIISet {
    fileprivate static var alphanumerics: ASCIISet {
        ASCIISet("0"..."9") | ASCIISet("A"..."Z") | ASCIISet("a"..."z")
    }
    /// What may begin a text without quotes, besides letters beyond ASCII. The signs are those that people
    /// begin texts with: amounts, paths, remarks in parentheses.
    fileprivate static var plainBeginnings: ASCIISet {
        alphanumerics | ASCIISet("$") | ASCIISet("(") | ASCIISet("+") | ASCIISet("/") | ASCIISet("_")
            | ASCIISet("~")
    }
    private static var lineEnds: ASCIISet { ASCIISet("\n") | ASCIISet("\r") }
    /// What may end a text without quotes.
    fileprivate static var blockPlainEnds: ASCIISet { lineEnds | ASCIISet(":") | ASCIISet("#") }
    fileprivate static var flowSigns: ASCIISet {
        ASCIISet(",") | ASCIISet("[") | ASCIISet("]") | ASCIISet("{") | ASCIISet("}")
    }
    /// A `?` is left to libyaml, whose versions differ here.
    fileprivate static var flowPlainEnds: ASCIISet { blockPlainEnds | flowSigns | ASCIISet("?") }
    fileprivate static var doubleQuotedEnds: ASCIISet { lineEnds | ASCIISet("\"") | ASCIISet("\\") }
}
