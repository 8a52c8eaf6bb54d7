extension YAMLNode {
    /// The items of a sequence; nothing for other kinds.
    package var items: Items {
        Items(document: document, index: index + 1, end: kind == .sequence ? Int(record.payload) : 0)
    }

    /// The entries of a mapping in the order of the file; nothing for other kinds.
    ///
    /// Of a key that occurs twice both entries are here: a finding has refused the file. Entries whose key is
    /// no text, and merge keys, are left out, because a finding has spoken of them.
    package var entries: Entries {
        Entries(document: document, index: index + 1, end: kind == .mapping ? Int(record.payload) : 0)
    }

    /// The value of the first entry with this key, without making nodes of the others.
    package func value(of key: StaticString) -> YAMLNode? {
        guard kind == .mapping else { return nil }
        for entry in entries where entry.key.textEquals(key) { return entry.value }
        return nil
    }
}

extension YAMLNode {
    /// The items of a sequence, walked without allocating.
    package struct Items: Sequence, IteratorProtocol {
        let document: YAMLDocument
        var index: Int
        let end: Int

        package mutating func next() -> YAMLNode? {
            guard index < end else { return nil }
            let node = YAMLNode(document: document, index: index)
            index = node.record.next(after: index)
            return node
        }
    }

    /// The entries of a mapping, walked without allocating.
    package struct Entries: Sequence, IteratorProtocol {
        let document: YAMLDocument
        var index: Int
        let end: Int

        package mutating func next() -> (key: YAMLNode, value: YAMLNode)? {
            guard index < end else { return nil }
            // A key is always a scalar, so its value follows at once.
            let key = YAMLNode(document: document, index: index)
            let value = YAMLNode(document: document, index: index + 1)
            index = value.record.next(after: index + 1)
            return (key, value)
        }
    }
}
