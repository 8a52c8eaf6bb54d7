/// A node as it lies in the tree's arena: twenty bytes, in the order of the file, children after their
/// parent.
struct NodeRecord {
    /// Byte offsets into the source.
    var start: UInt32
    var end: UInt32
    /// Scalar: where its value begins, in the source or in the document's own values.
    /// Collection: the index of the first node after all that is in it.
    var payload: UInt32
    /// Scalar: bytes of its value. Sequence: items. Mapping: entries.
    var count: UInt32
    /// The line, counted from 0, and below it kind, style and whether the value stands in the source
    /// verbatim.
    private var packed: UInt32

    private static let verbatimBit: UInt32 = 1 << 5
    private static let lineShift: UInt32 = 6

    init(kind: YAMLNode.Kind, style: YAMLNode.Style, start: Int, end: Int, line: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        payload = 0
        count = 0
        packed =
            UInt32(truncatingIfNeeded: line) << NodeRecord.lineShift | UInt32(style.rawValue) << 2
            | UInt32(kind.rawValue)
    }

    var kind: YAMLNode.Kind { YAMLNode.Kind(rawValue: UInt8(packed & 3)) ?? .scalar }
    var style: YAMLNode.Style { YAMLNode.Style(rawValue: UInt8(packed >> 2 & 7)) ?? .plain }
    var isScalar: Bool { packed & 3 == UInt32(YAMLNode.Kind.scalar.rawValue) }

    /// Counted from 0.
    var line: Int { Int(packed >> NodeRecord.lineShift) }

    /// Whether `payload` and `count` are a stretch of the source instead of the document's own values.
    var isVerbatim: Bool {
        get { packed & NodeRecord.verbatimBit != 0 }
        set { packed = newValue ? packed | NodeRecord.verbatimBit : packed & ~NodeRecord.verbatimBit }
    }

    /// The index of the node that follows this one and all that is in it.
    func next(after index: Int) -> Int { isScalar ? index + 1 : Int(payload) }
}
