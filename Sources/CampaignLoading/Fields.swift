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
        if !unknown.isEmpty { report(unknown, what: what, sink: sink) }
    }

    /// Unknown keys whose meaning is looked for: beyond, they are only counted.
    private static let greatestMeant = FindingLimit.perRule

    private mutating func report(_ unknown: [YAMLNode.EntryPosition], what: String, sink: FindingSink) {
        let known = keys.map { "\($0)" }
        let list = known.joined(separator: ", ")
        // Each key is compared once with the known ones; how often one of those is meant decides about its fix.
        var meantBy: [String: Int] = [:]
        let looked: [Unknown] = unknown.prefix(Self.greatestMeant).compactMap { entry in
            let key = node.key(of: entry)
            let meant = key.textWithoutSpecialSpaces
            if meant != key.text, known.contains(meant) {
                spaced.append((meant, key, node.value(of: entry)))
                meantBy[meant, default: 0] += 1
                return nil
            }
            let near = NearestName.all(of: meant, in: known)
            for name in near { meantBy[name, default: 0] += 1 }
            return Unknown(key: key, value: node.value(of: entry), meant: meant, isNear: !near.isEmpty)
        }
        mistyped.formUnion(meantBy.keys)
        for one in looked {
            sink.report(
                StructureRules.unknownKey, one.key, "\(what) has no key `\(one.key.text)`",
                remedy: (one.isNear ? NearestName.question(one.meant, in: known) : nil)
                    .map { "\($0) Known keys here: \(list)" } ?? "remove it, or use one of: \(list)",
                fix: unknown.count > Self.greatestMeant || !one.isNear
                    ? nil : renaming(one.key, one.value, known: known, meantBy: meantBy))
        }
        for entry in unknown.dropFirst(Self.greatestMeant) {
            let key = node.key(of: entry)
            sink.report(
                StructureRules.unknownKey, key, "\(what) has no key `\(key.text)`",
                remedy: "remove it, or use one of: \(list)")
        }
    }

    private struct Unknown {
        let key: YAMLNode
        let value: YAMLNode
        /// The key's text without special spaces.
        let meant: String
        let isNear: Bool
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
    private func renaming(
        _ key: YAMLNode, _ value: YAMLNode, known: [String], meantBy: [String: Int]
    ) -> Fix? {
        guard let name = NearestName.slip(of: key.text, in: known), meantBy[name] == 1,
            let position = known.firstIndex(of: name), entries[position] == nil
        else { return nil }
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
