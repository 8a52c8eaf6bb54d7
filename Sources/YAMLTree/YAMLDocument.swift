import Diagnostics

/// One YAML file as a tree whose every node knows its place.
///
/// The nodes lie in one array in the order of the file; values stand in the source itself where they are
/// written there as they are, else in one array of bytes. A `YAMLNode` is an index into them.
package final class YAMLDocument: Sendable {
    /// The text the tree was read from, without a byte order mark: byte ranges of nodes count from its start.
    package let source: SourceText
    let nodes: ContiguousArray<NodeRecord>
    let values: [UInt8]

    /// `nodes` must not be empty, and the first one is the root.
    init(source: SourceText, nodes: ContiguousArray<NodeRecord>, values: [UInt8]) {
        self.source = source
        self.nodes = nodes
        self.values = values
    }

    /// The mapping at the top; a scalar or a list where a finding has said so.
    package var root: YAMLNode { YAMLNode(document: self, index: 0) }
}
