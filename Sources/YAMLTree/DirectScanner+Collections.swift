// Collections, whatever they are written with.
extension DirectScanner {
    /// Deeper nesting than this is left to libyaml, because the scanner's own stack grows with it.
    private static let greatestDepth = 64
    /// libyaml's limit for a key that is followed by its `:`, in characters; bytes are never fewer.
    private static let greatestKeyBytes = 1024
    /// Up to so many keys of a mapping are compared one with another; `TreeBuilder` hashes more of them.
    private static let greatestEntries = 64

    /// Begins a collection, and gives its index.
    mutating func open(_ kind: YAMLNode.Kind, at start: Int) throws(Unsure) -> Int {
        depth += 1
        guard depth <= min(limits.depth, DirectScanner.greatestDepth) else { throw Unsure() }
        nodes.append(NodeRecord(kind: kind, style: .plain, start: start, end: start, line: line))
        return nodes.count - 1
    }

    mutating func close(_ collection: Int, end: Int, count: Int) {
        depth -= 1
        nodes[collection].end = UInt32(truncatingIfNeeded: end)
        nodes[collection].payload = UInt32(truncatingIfNeeded: nodes.count)
        nodes[collection].count = UInt32(truncatingIfNeeded: count)
    }

    /// Reads the scalar that is a key and the `:` after it, and adds it to its mapping.
    mutating func key(in mapping: Int, after earlier: Int, isFlow: Bool) throws(Unsure) {
        try add(key: scalar(isFlow: isFlow), to: mapping, after: earlier)
    }

    /// Adds a key, and goes past its `:`. `earlier` is the number of keys before it.
    mutating func add(key: NodeRecord, to mapping: Int, after earlier: Int) throws(Unsure) {
        skipSpaces()
        guard isAtColon, key.isVerbatim, key.count > 0,
            offset - Int(key.start) <= DirectScanner.greatestKeyBytes,
            earlier < DirectScanner.greatestEntries, !isKnown(key, in: mapping, among: earlier)
        else { throw Unsure() }
        nodes.append(key)
        offset += 1
    }

    /// Whether a `:` stands here that ends a key.
    @inline(__always)
    var isAtColon: Bool { offset < bytes.count && bytes[offset] == 0x3A && bytes.isBlankOrEnd(offset + 1) }

    /// Whether one of the first keys of a mapping is equal to this one.
    @inline(__always)
    private func isKnown(_ key: NodeRecord, in mapping: Int, among count: Int) -> Bool {
        var index = mapping + 1
        for _ in 0..<count {
            if nodes[index].count == key.count, isEqual(nodes[index], key) { return true }
            index = nodes[index + 1].next(after: index + 1)
        }
        return false
    }

    @inline(__always)
    private func isEqual(_ one: NodeRecord, _ other: NodeRecord) -> Bool {
        let (first, second) = (Int(one.payload), Int(other.payload))
        for index in 0..<Int(one.count) where bytes[first + index] != bytes[second + index] { return false }
        return true
    }
}
