import Foundation
import YAMLTree

/// Every scalar of a file with the key it belongs to.
struct ScalarsOf {
    private var all: [(key: String, text: String)] = []

    init(_ node: YAMLNode) { collect(node, key: "") }

    var texts: [String] { all.map(\.text) }

    private mutating func collect(_ node: YAMLNode, key: String) {
        switch node.kind {
        case .scalar: all.append((key, node.text))
        case .sequence: for item in node.items { collect(item, key: key) }
        case .mapping: for entry in node.entries { collect(entry.value, key: entry.key.text) }
        }
    }

    /// Whether a value under this key has the form of a pattern, and a reader that goes by more refuses it.
    func contains(
        _ key: String, matching pattern: String, where isRefused: (String) -> Bool = { _ in true }
    ) -> Bool {
        all.contains { scalar in
            scalar.key == key && scalar.text.range(of: pattern, options: .regularExpression) != nil
                && isRefused(scalar.text)
        }
    }
}
