import Diagnostics

// Keys: what may be one, and that each occurs once.
extension TreeBuilder {
    /// Up to so many keys of a mapping are compared one with another; above, they are hashed.
    private static let pairwiseKeys = 16

    /// Looks at a scalar that stands where a key is expected.
    @inline(__always)
    mutating func keyTraps(_ node: NodeRecord) {
        if node.style == .plain {
            if node.count == 0 {
                missingKey(node)
            } else if node.count == 2, bytes.has("<<", at: Int(node.start)) {
                mergeKey(node)
            }
        } else if node.style == .literal || node.style == .folded {
            notText(at: Int(node.start), "a block text cannot be a key")
        }
    }

    private mutating func mergeKey(_ node: NodeRecord) {
        frames[frames.count - 1].dropsEntry = true
        guard findings.admits(YAMLRules.mergeKey) else { return }
        let start = Int(node.start)
        findings.append(
            Finding(
                YAMLRules.mergeKey, at: source.place(of: start..<start + 2),
                "'<<' would copy keys from another place of the file",
                remedy: "write the keys out here, each with its own value"))
    }

    private mutating func missingKey(_ node: NodeRecord) {
        frames[frames.count - 1].dropsEntry = true
        if findings.admits(YAMLRules.keyNotText) {
            findings.append(source.missingKeyFinding(at: Int(node.start)))
        }
    }

    mutating func collectionAsKey(at start: Int, isMapping: Bool) {
        notText(
            at: start,
            isMapping ? "a mapping in braces cannot be a key" : "a list in brackets cannot be a key")
    }

    private mutating func notText(at start: Int, _ message: String) {
        frames[frames.count - 1].dropsEntry = true
        guard findings.admits(YAMLRules.keyNotText) else { return }
        findings.append(
            Finding(
                YAMLRules.keyNotText, at: source.place(of: start..<start + 1), message,
                remedy: "write a name before the ':'; if all of it is a text, put it in double quotes"))
    }

    /// Called at the end of a mapping, while its frame is still open.
    mutating func findDuplicateKeys(of frame: Frame) {
        if frame.count > 1 { compareKeys(of: frame) }
    }

    /// Compares the keys of mappings that were still open when an error ended the reading.
    mutating func findDuplicateKeysOfOpenMappings() {
        for frame in frames.reversed() {
            nodes[frame.node].payload = UInt32(truncatingIfNeeded: nodes.count)
            if frame.isMapping, frame.count > 0 { compareKeys(of: frame) }
        }
    }

    private mutating func compareKeys(of frame: Frame) {
        keyScratch.removeAll(keepingCapacity: true)
        var index = frame.node + 1
        while index < nodes.count {
            if nodes[index].isScalar { keyScratch.append(UInt32(truncatingIfNeeded: index)) }
            guard index + 1 < nodes.count else { break }
            index = nodes[index + 1].next(after: index + 1)
        }
        let pairs =
            keyScratch.count <= TreeBuilder.pairwiseKeys ? equalKeysPairwise() : equalKeysHashed()
        for (first, second) in pairs { duplicate(first, second) }
    }

    private func equalKeysPairwise() -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        values.withUnsafeBufferPointer { values in
            for later in keyScratch.indices.dropFirst() {
                let key = nodes[Int(keyScratch[later])]
                for earlier in 0..<later {
                    let other = nodes[Int(keyScratch[earlier])]
                    if key.count == other.count, isEqual(key, other, values) {
                        pairs.append((Int(keyScratch[earlier]), Int(keyScratch[later])))
                        break
                    }
                }
            }
        }
        return pairs
    }

    /// Open addressing with Swift's seeded hash, so that no file can be written to make it slow.
    private func equalKeysHashed() -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var capacity = 64
        while capacity < keyScratch.count * 2 { capacity *= 2 }
        var table = [UInt32](repeating: .max, count: capacity)
        values.withUnsafeBufferPointer { values in
            for index in keyScratch {
                let key = nodes[Int(index)]
                var hasher = Hasher()
                hasher.combine(bytes: UnsafeRawBufferPointer(valueBytes(key, values)))
                var slot = hasher.finalize() & (capacity - 1)
                while table[slot] != .max, !isEqual(nodes[Int(table[slot])], key, values) {
                    slot = (slot + 1) & (capacity - 1)
                }
                if table[slot] == .max {
                    table[slot] = index
                } else {
                    pairs.append((Int(table[slot]), Int(index)))
                }
            }
        }
        return pairs
    }

    @inline(__always)
    private func isEqual(
        _ one: NodeRecord, _ other: NodeRecord, _ values: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        one.count == other.count
            && valueBytes(one, values).elementsEqual(valueBytes(other, values))
    }

    @inline(__always)
    private func valueBytes(
        _ node: NodeRecord, _ values: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: node.isVerbatim ? bytes[node.valueRange] : values[node.valueRange])
    }

    private mutating func duplicate(_ first: Int, _ second: Int) {
        guard findings.admits(YAMLRules.duplicateKey) else { return }
        let (earlier, later) = (nodes[first], nodes[second])
        let name = values.withUnsafeBufferPointer { Wording.shown(valueBytes(later, $0)) }
        let there = source.place(of: Int(earlier.start)..<Int(earlier.end))
        findings.append(
            Finding(
                YAMLRules.duplicateKey, at: source.place(of: Int(later.start)..<Int(later.end)),
                "'\(name)' occurs twice here; it is already on line \(earlier.line + 1)",
                remedy: "keep one of the two, and delete or rename the other",
                related: [Finding.Related(place: there, message: "'\(name)' stands here first")]))
    }
}
