import CYAML
import Diagnostics

/// Builds the tree of one text from libyaml's events, and notes the traps it meets on the way.
///
/// One builder reads one text once. It works on the text's bytes in place; the text itself is only looked at
/// to word findings.
struct TreeBuilder {
    /// A collection that is still open.
    struct Frame {
        var node: Int
        var count = 0
        /// The node of the key whose value comes next or is being read.
        var key = 0
        var isMapping: Bool
        var awaitsValue = false
        /// Where the last child ended.
        var end = 0
        /// The entry being read has no usable key, and is taken out again when it is complete.
        var dropsEntry = false
    }

    /// How a run over the text ended.
    enum End {
        case complete
        /// Reading was stopped here by a limit; the finding is among the others.
        case stopped
        case syntax(SyntaxProblem)
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let source: SourceText
    let limits: YAMLLimits
    var cursor: CharacterCursor
    var nodes: ContiguousArray<NodeRecord> = []
    var values: [UInt8] = []
    var frames: [Frame] = []
    var traps: [Trap] = []
    var findings = FindingList()
    /// A `{{…}}` that YAML reads as mappings and that is being taken as one text: where it begins, and the
    /// collections open inside it.
    var placeholder: (start: Int, line: Int, depth: Int)?
    var keyScratch: [UInt32] = []
    /// Whether the tree is all of the file's first document, with a mapping at the top.
    var isUsable = true

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, source: SourceText, isASCII: Bool, limits: YAMLLimits
    ) {
        self.bytes = bytes
        self.source = source
        self.limits = limits
        cursor = CharacterCursor(bytes, isASCII: isASCII)
        // Memory that is reserved and not used costs nothing; growing would hold the nodes twice.
        nodes.reserveCapacity(bytes.count / 8 + 16)
        values.reserveCapacity(bytes.count)
        frames.reserveCapacity(limits.depth + 1)
    }

    /// Reads events up to the end of the first document.
    mutating func run() -> End {
        guard let stream = EventStream(bytes) else {
            return .syntax(SyntaxProblem(text: "no memory", context: "", offset: 0, contextOffset: nil))
        }
        let event = stream.event
        while stream.advance() {
            let type = event.pointee.type
            if type == YAML_SCALAR_EVENT {
                scalar(event)
            } else if type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT {
                if !collectionStarts(event) { return .stopped }
            } else if type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT {
                collectionEnds(event)
            } else if type == YAML_ALIAS_EVENT {
                alias(event)
            } else if type == YAML_DOCUMENT_END_EVENT {
                documentEnds(
                    at: offset(event.pointee.start_mark),
                    isMarked: event.pointee.data.document_end.implicit == 0)
                return .complete
            } else if type == YAML_STREAM_END_EVENT {
                let finding = emptyFile()
                findings.append(finding)
                return .stopped
            }
        }
        let problem = stream.problem
        return .syntax(
            SyntaxProblem(
                text: problem.text, context: problem.context,
                offset: cursor.byteOffset(ofCharacter: problem.mark),
                contextOffset: problem.contextMark.map { cursor.byteOffset(ofCharacter: $0) }))
    }

    @inline(__always)
    mutating func offset(_ mark: yaml_mark_t) -> Int {
        cursor.byteOffset(ofCharacter: Int(truncatingIfNeeded: mark.index))
    }

    /// Whether the node that begins now is the key of a mapping.
    @inline(__always)
    var isAtKey: Bool {
        guard let frame = frames.last else { return false }
        return frame.isMapping && !frame.awaitsValue
    }
}

extension TreeBuilder {
    mutating func scalar(_ event: UnsafeMutablePointer<yaml_event_t>) {
        if placeholder != nil { return }
        let first = event.pointee.start_mark
        let last = event.pointee.end_mark
        let start = offset(first)
        let end = offset(last)
        let length = event.pointee.data.scalar.length
        let style = YAMLNode.Style(event.pointee.data.scalar.style)
        var node = NodeRecord(
            kind: .scalar, style: style, start: start, end: end, line: Int(truncatingIfNeeded: first.line))
        node.count = UInt32(truncatingIfNeeded: length)

        if event.pointee.data.scalar.anchor != nil || event.pointee.data.scalar.tag != nil {
            properties(
                at: start, anchor: event.pointee.data.scalar.anchor != nil,
                tag: event.pointee.data.scalar.tag != nil)
            if style == .plain { node.start = UInt32(truncatingIfNeeded: max(start, end - length)) }
        }
        switch style {
        case .plain:
            // On one line a plain text is exactly what stands there.
            node.isVerbatim = first.line == last.line
            node.payload = UInt32(truncatingIfNeeded: end - length)
            plainTraps(from: Int(node.start), to: end, length: length)
        case .singleQuoted:
            node.isVerbatim = first.line == last.line && end - start == length + 2
            node.payload = UInt32(truncatingIfNeeded: start + 1)
        case .doubleQuoted:
            let hasEscapes = escapeTraps(from: start, to: end)
            node.isVerbatim = !hasEscapes && first.line == last.line && end - start == length + 2
            node.payload = UInt32(truncatingIfNeeded: start + 1)
        case .literal, .folded:
            node.end = UInt32(truncatingIfNeeded: trimmedEnd(from: start, to: end))
        }
        if !node.isVerbatim {
            node.payload = UInt32(truncatingIfNeeded: values.count)
            values.append(
                contentsOf: UnsafeBufferPointer(start: event.pointee.data.scalar.value, count: length))
        }
        append(node, valueBytes: length)
    }

    /// Adds a scalar node with what must be looked at because of where it stands.
    private mutating func append(_ node: NodeRecord, valueBytes: Int) {
        beginChild()
        if isAtKey { keyTraps(node) }
        if valueBytes > limits.scalarBytes { longScalar(node, bytes: valueBytes) }
        nodes.append(node)
        endChild(at: Int(node.end))
    }

    /// A text as it stands in the file, where YAML reads something else.
    mutating func appendVerbatim(from start: Int, to end: Int, line: Int) {
        var node = NodeRecord(kind: .scalar, style: .plain, start: start, end: end, line: line)
        node.isVerbatim = true
        node.payload = UInt32(truncatingIfNeeded: start)
        node.count = UInt32(truncatingIfNeeded: max(0, end - start))
        append(node, valueBytes: max(0, end - start))
    }

    /// Gives false if reading must stop because the text is nested too deeply.
    mutating func collectionStarts(_ event: UnsafeMutablePointer<yaml_event_t>) -> Bool {
        let isMapping = event.pointee.type == YAML_MAPPING_START_EVENT
        let mark = event.pointee.start_mark
        let start = offset(mark)
        let depth = frames.count + (placeholder?.depth ?? 0) + 1
        if depth > limits.depth {
            let finding = tooDeep(at: start)
            findings.append(finding)
            return false
        }
        if placeholder != nil {
            placeholder?.depth += 1
            return true
        }
        let anchor: Bool
        let tag: Bool
        if isMapping {
            anchor = event.pointee.data.mapping_start.anchor != nil
            tag = event.pointee.data.mapping_start.tag != nil
        } else {
            anchor = event.pointee.data.sequence_start.anchor != nil
            tag = event.pointee.data.sequence_start.tag != nil
        }
        if anchor || tag { properties(at: start, anchor: anchor, tag: tag) }
        if isMapping, start + 1 < bytes.count, bytes[start] == 0x7B, bytes[start + 1] == 0x7B {
            unquotedPlaceholder(at: start)
            placeholder = (start, Int(truncatingIfNeeded: mark.line), 1)
            return true
        }
        beginChild()
        if isAtKey { collectionAsKey(at: start, isMapping: isMapping) }
        frames.append(Frame(node: nodes.count, isMapping: isMapping))
        nodes.append(
            NodeRecord(
                kind: isMapping ? .mapping : .sequence, style: .plain, start: start, end: start,
                line: Int(truncatingIfNeeded: mark.line)))
        return true
    }

    mutating func collectionEnds(_ event: UnsafeMutablePointer<yaml_event_t>) {
        let end = offset(event.pointee.end_mark)
        if let open = placeholder {
            placeholder?.depth -= 1
            if open.depth == 1 {
                placeholder = nil
                appendVerbatim(from: open.start, to: end, line: open.line)
            }
            return
        }
        guard let frame = frames.last else { return }
        if frame.isMapping { findDuplicateKeys(of: frame) }
        frames.removeLast()
        // A block collection ends, for libyaml, where the next thing begins.
        let isFlow = end > 0 && end > nodes[frame.node].start && isClosingBracket(end - 1, of: frame)
        let own = max(Int(nodes[frame.node].start), isFlow ? end : frame.end)
        nodes[frame.node].end = UInt32(truncatingIfNeeded: own)
        nodes[frame.node].payload = UInt32(truncatingIfNeeded: nodes.count)
        nodes[frame.node].count = UInt32(truncatingIfNeeded: frame.count)
        endChild(at: own)
    }

    private func isClosingBracket(_ offset: Int, of frame: Frame) -> Bool {
        let opening = bytes[Int(nodes[frame.node].start)]
        return frame.isMapping
            ? opening == 0x7B && bytes[offset] == 0x7D : opening == 0x5B && bytes[offset] == 0x5D
    }

    /// The end of a block text without the empty lines after it.
    private func trimmedEnd(from start: Int, to end: Int) -> Int {
        var end = min(end, bytes.count)
        while end > start + 1, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D {
            end -= 1
        }
        return end
    }

    @inline(__always)
    mutating func beginChild() {
        guard isAtKey else { return }
        frames[frames.count - 1].key = nodes.count
    }

    @inline(__always)
    mutating func endChild(at end: Int) {
        guard !frames.isEmpty else { return }
        let top = frames.count - 1
        frames[top].end = end
        if !frames[top].isMapping {
            frames[top].count += 1
        } else if !frames[top].awaitsValue {
            frames[top].awaitsValue = true
        } else {
            frames[top].awaitsValue = false
            if frames[top].dropsEntry {
                nodes.removeSubrange(frames[top].key...)
                frames[top].dropsEntry = false
            } else {
                frames[top].count += 1
            }
        }
    }
}

extension YAMLNode.Style {
    init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
