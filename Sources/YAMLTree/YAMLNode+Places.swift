import Diagnostics

extension YAMLNode {
    /// Where the node stands in `document.source.bytes`: quotes and a block text's `|` included, an anchor or
    /// a tag and what follows a block collection not.
    package var byteRange: Range<Int> { NodePlace(self).byteRange }

    /// From the node's first character to the one after its last.
    package var span: SourceSpan { NodePlace(self).span }

    /// The node's place, with its first line for the reader.
    package func place() -> SourcePlace { NodePlace(self).place() }

    /// The place of the n-th occurrence of a text; see `NodePlace`.
    package func place(ofOccurrence n: Int, of needle: StaticString) -> SourcePlace? {
        NodePlace(self).place(ofOccurrence: n, of: needle)
    }

    /// The place of the n-th `{{…}}`; see `NodePlace`.
    package func place(ofPlaceholder n: Int) -> SourcePlace { NodePlace(self).place(ofPlaceholder: n) }

    /// The place of a stretch of the source's bytes inside this node.
    package func place(ofBytes range: Range<Int>) -> SourcePlace { NodePlace(self).place(ofBytes: range) }
}
