import Diagnostics
import YAMLTree

/// The values of one mapping by their keys. Unknown keys are reported when it is made.
struct Fields {
    let node: YAMLNode
    private let keys: [StaticString]
    /// The entry of each of `keys`; of a repeated key (which has its own finding) the first.
    private var entries: [YAMLNode.EntryPosition?]
    /// Entries whose key begins with special spaces, which have their own finding, by the name that is meant.
    private var spaced: [(name: String, key: YAMLNode, value: YAMLNode)] = []
    /// Known keys that an unknown one was most likely meant to be: they are not missing besides.
    private var mistyped: Set<String> = []

    init(_ node: YAMLNode, keys: [StaticString], what: String, sink: FindingSink) {
        self.node = node
        self.keys = keys
        entries = Array(repeating: nil, count: keys.count)
        var unknown: [YAMLNode.EntryPosition] = []
        node.matchEntries(keys) { name, entry in
            if let name {
                if entries[name] == nil { entries[name] = entry }
            } else {
                unknown.append(entry)
            }
        }
        for (key, value) in unknown.map({ (node.key(of: $0), node.value(of: $0)) }) {
            let known = keys.map { "\($0)" }
            let meant = key.textWithoutSpecialSpaces
            if meant != key.text, known.contains(meant) {
                spaced.append((meant, key, value))
                continue
            }
            mistyped.formUnion(NearestName.all(of: meant, in: known))
            let list = known.joined(separator: ", ")
            sink.report(
                StructureRules.unknownKey, key, "\(what) has no key `\(key.text)`",
                remedy: NearestName.question(meant, in: known).map { "\($0) Known keys here: \(list)" }
                    ?? "remove it, or use one of: \(list)",
                fix: Self.renaming(key, value, of: node, known: known))
        }
    }

    /// The value of a key.
    func callAsFunction(_ key: StaticString) -> YAMLNode? {
        if let entry = entry(key) { return node.value(of: entry) }
        return spaced.isEmpty ? nil : spaced.first { $0.name == "\(key)" }?.value
    }

    func keyNode(_ key: StaticString) -> YAMLNode? {
        if let entry = entry(key) { return node.key(of: entry) }
        return spaced.isEmpty ? nil : spaced.first { $0.name == "\(key)" }?.key
    }

    private func entry(_ key: StaticString) -> YAMLNode.EntryPosition? {
        keys.firstIndex { Self.areEqual($0, key) }.flatMap { entries[$0] }
    }

    /// Renames a key that can only be a slip of the finger for one that the mapping does not have yet.
    private static func renaming(
        _ key: YAMLNode, _ value: YAMLNode, of node: YAMLNode, known: [String]
    ) -> Fix? {
        guard let name = NearestName.slip(of: key.text, in: known) else { return nil }
        let rivals = node.entries.count { entry in
            entry.key.kind == .scalar
                && (entry.key.textWithoutSpecialSpaces == name
                    || NearestName.all(of: entry.key.text, in: known).contains(name))
        }
        guard rivals == 1 else { return nil }
        return key.replacingFix(
            "renamed `\(key.text)` to `\(name)`", with: name,
            reveals: key.line...max(key.line, value.lines.upperBound))
    }

    private static func areEqual(_ one: StaticString, _ other: StaticString) -> Bool {
        guard one.utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
        for index in 0..<one.utf8CodeUnitCount where one.utf8Start[index] != other.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether one of these keys is there with a slip of the finger, of which a finding has spoken.
    func isMistyped(_ keys: StaticString...) -> Bool {
        !mistyped.isEmpty && keys.contains { mistyped.contains("\($0)") }
    }
}
