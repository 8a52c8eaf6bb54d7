extension YAMLNode {
    /// Where an entry stands in its mapping: a number, while each of its two nodes would hold the document.
    package struct EntryPosition: Sendable {
        let key: Int
    }

    /// Goes through the entries of a mapping whose key is a text, in the order of the file, and tells which of some
    /// names the key is: its position among them, or nil.
    package func matchEntries(_ names: [StaticString], _ body: (_ name: Int?, _ entry: EntryPosition) -> Void)
    {
        guard kind == .mapping else { return }
        let end = Int(record.payload)
        var index = self.index + 1
        document.source.bytes.withUnsafeBufferPointer { source in
            document.values.withUnsafeBufferPointer { values in
                document.nodes.withUnsafeBufferPointer { nodes in
                    while index < end {
                        let key = nodes[index]
                        let entry = EntryPosition(key: index)
                        index = nodes[index + 1].next(after: index + 1)
                        guard key.isScalar else { continue }
                        let text = UnsafeBufferPointer(
                            rebasing: (key.isVerbatim ? source : values)[
                                Int(key.payload)..<Int(key.payload) + Int(key.count)])
                        body(names.firstIndex { $0.isEqual(to: text) }, entry)
                    }
                }
            }
        }
    }

    package func key(of entry: EntryPosition) -> YAMLNode { YAMLNode(document: document, index: entry.key) }

    /// A key is always one node, so its value follows at once.
    package func value(of entry: EntryPosition) -> YAMLNode {
        YAMLNode(document: document, index: entry.key + 1)
    }
}

extension StaticString {
    fileprivate func isEqual(to text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard utf8CodeUnitCount == text.count, hasPointerRepresentation else { return false }
        for index in 0..<text.count where text[index] != utf8Start[index] { return false }
        return true
    }
}
