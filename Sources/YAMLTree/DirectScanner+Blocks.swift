// Mappings and lists in lines, where indentation says what belongs together.
extension DirectScanner {
    /// Reads the node that begins here, goes on to what follows it on a later line, and gives its end.
    ///
    /// `indent` is the column of the collection around it. `mayNest` says that a mapping or a list in lines
    /// may begin here; after a key on the same line it must not.
    mutating func blockNode(in indent: Int, mayNest: Bool) throws(Unsure) -> Int {
        switch bytes[offset] {
        case 0x5B, 0x7B:
            let end = try flowCollection()
            try finishLine()
            return end
        case 0x7C, 0x3E: return try blockText(in: indent)
        case 0x2D where bytes.isBlankOrEnd(offset + 1):
            guard mayNest else { throw Unsure() }
            return try blockSequence(at: column)
        default:
            let column = column
            let scalar = try scalar(isFlow: false)
            skipSpaces()
            if isAtColon {
                guard mayNest else { throw Unsure() }
                return try blockMapping(at: column, firstKey: scalar)
            }
            nodes.append(scalar)
            try finishLine()
            return Int(scalar.end)
        }
    }

    private mutating func blockMapping(at column: Int, firstKey: NodeRecord) throws(Unsure) -> Int {
        let mapping = try open(.mapping, at: Int(firstKey.start))
        try add(key: firstKey, to: mapping, after: 0)
        var count = 1
        var end = try blockChild(in: column, isItem: false)
        while self.column == column {
            try key(in: mapping, after: count, isFlow: false)
            end = try blockChild(in: column, isItem: false)
            count += 1
        }
        close(mapping, end: end, count: count)
        return end
    }

    /// The items of a list that stands deeper than its key end with a line further left; whatever else stands
    /// in the list's column, the caller finds too deep.
    private mutating func blockSequence(at column: Int) throws(Unsure) -> Int {
        let sequence = try open(.sequence, at: offset)
        var count = 0
        var end = offset
        repeat {
            offset += 1
            end = try blockChild(in: column, isItem: true)
            count += 1
        } while self.column == column && isAtDash
        close(sequence, end: end, count: count)
        return end
    }

    @inline(__always)
    private var isAtDash: Bool { bytes[offset] == 0x2D && bytes.isBlankOrEnd(offset + 1) }

    /// Reads what belongs to the `:` or `-` just before, in a collection at the column `indent`.
    private mutating func blockChild(in indent: Int, isItem: Bool) throws(Unsure) -> Int {
        let (sign, signLine) = (offset, line)
        let end: Int
        try skipToContent()
        if line == signLine, offset < bytes.count {
            end = try blockNode(in: indent, mayNest: isItem)
        } else if column > indent {
            end = try blockNode(in: indent, mayNest: true)
        } else if !isItem, column == indent, isAtDash {
            end = try blockSequence(at: column)
        } else {
            nodes.append(verbatim(.plain, from: sign, to: sign, line: signLine))
            end = sign
        }
        // A deeper line would go on with a text, or fit nothing.
        guard column <= indent else { throw Unsure() }
        return end
    }
}
