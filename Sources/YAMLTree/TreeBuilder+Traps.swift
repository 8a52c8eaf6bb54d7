import CYAML
import Diagnostics

// What YAML reads otherwise than it looks, seen while the tree is built.
extension TreeBuilder {
    /// Adds a trap: its finding, and how to make it harmless if libyaml stumbles over it later.
    private mutating func trap(_ finding: Finding, _ patches: Patch...) {
        findings.append(finding)
        traps.append(Trap(finding: finding, patches: patches))
    }

    /// A plain text that a comment cuts short, or that begins with a space nobody sees.
    @inline(__always)
    mutating func plainTraps(from start: Int, to end: Int, length: Int) {
        if end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || length == 0 {
            cutTrap(from: start, to: end)
        } else if end < bytes.count, bytes[end] == 0x0A || bytes[end] == 0x0D, length > 0 {
            hashtagLineTrap(from: start, to: end)
        }
        if start < bytes.count, bytes[start] >= 0xC2, length > 0 { invisibleSpaceTrap(at: start, to: end) }
    }

    private mutating func cutTrap(from start: Int, to end: Int) {
        let hash = bytes.skippingBlanks(from: end)
        guard hash > end, hash < bytes.count, bytes[hash] == 0x23, !bytes.isBlankOrEnd(hash + 1) else {
            return
        }
        guard findings.admits(YAMLRules.commentCutsText) else { return }
        var lineEnd = bytes.lineEnd(from: hash)
        if isInFlow { lineEnd = (hash..<lineEnd).first { bytes.isFlowSign($0) } ?? lineEnd }
        let comment = source.piece(hash..<lineEnd).trimmedBlanks
        let whole = source.piece(start..<comment.endIndex).trimmedBlanks
        let begins = end > start ? "the text ends before '#'" : "the text is left out"
        trap(
            Finding(
                YAMLRules.commentCutsText, at: source.place(of: hash..<comment.endIndex),
                "\(begins), because YAML reads \(Wording.quoted(comment)) as a comment",
                remedy: "put the whole text in quotes: \(Wording.quoted(whole)); "
                    + "if it is a remark, write a space after '#'"),
            .letters(hash..<hash + 1))
    }

    /// A `#word` alone on the line after a plain text, indented as if it went on: YAML drops it. At the key's
    /// own column it is a line that somebody has commented out.
    private mutating func hashtagLineTrap(from start: Int, to end: Int) {
        var next = end
        while next < bytes.count, bytes[next] == 0x0D { next += 1 }
        guard next < bytes.count, bytes[next] == 0x0A else { return }
        let line = next + 1
        var hash = line
        while hash < bytes.count, bytes[hash] == 0x20 { hash += 1 }
        guard hash < bytes.count, bytes[hash] == 0x23, !bytes.isBlankOrEnd(hash + 1), bytes[hash + 1] != 0x23
        else { return }
        var lineStart = start
        while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
        var key = lineStart
        while key < start, bytes[key] == 0x20 || (bytes[key] == 0x2D && bytes[key + 1] == 0x20) { key += 1 }
        guard hash - line > key - lineStart, findings.admits(YAMLRules.commentCutsText) else { return }
        let comment = source.piece(hash..<bytes.lineEnd(from: hash)).trimmedBlanks
        findings.append(
            Finding(
                YAMLRules.commentCutsText, at: source.place(of: hash..<comment.endIndex),
                "the text ends on the line before, because YAML reads \(Wording.quoted(comment)) as a comment",
                remedy: "write the text as a block, with `|` after the colon, or put it in quotes; "
                    + "if it is a remark, write a space after '#'"))
    }

    private mutating func invisibleSpaceTrap(at start: Int, to end: Int) {
        guard let (scalar, length) = bytes.scalar(at: start), InvisibleSpace.contains(scalar) else { return }
        var last = start + length
        while last < end, let (next, more) = bytes.scalar(at: last), InvisibleSpace.contains(next) {
            last += more
        }
        guard findings.admits(YAMLRules.invisibleSpace) else { return }
        trap(
            Finding(
                YAMLRules.invisibleSpace, at: source.place(of: start..<last),
                "there is an invisible special space (\(Wording.codePoint(scalar))) before "
                    + "\(Wording.quoted(source.piece(last..<end)))",
                remedy: "delete the spaces here and type them again with the space bar"),
            .spaces(start..<last))
    }

    /// Escapes of a double-quoted text that stand for characters no message may hold. Gives whether the text
    /// has any escape at all.
    mutating func escapeTraps(from start: Int, to end: Int) -> Bool {
        guard start + 1 < end, end <= bytes.count,
            UnsafeBufferPointer(rebasing: bytes[start + 1..<end - 1]).contains(0x5C)
        else { return false }
        for escape in Escapes(bytes, in: start + 1..<end - 1) {
            guard !escape.isHarmless, findings.admits(escape.rule),
                let finding = escape.finding(in: bytes, of: source)
            else { continue }
            findings.append(finding)
        }
        return true
    }

    mutating func longScalar(_ node: NodeRecord, bytes size: Int) {
        if let frame = frames.last, frame.isMapping, frame.awaitsValue, frame.key < nodes.count {
            let key = nodes[frame.key]
            let name = key.isVerbatim ? Array(source.piece(key.valueRange)) : Array(values[key.valueRange])
            if limits.longScalarKeys.contains(where: { $0.utf8.elementsEqual(name) }) { return }
        }
        guard findings.admits(YAMLRules.scalarTooLong) else { return }
        let start = Int(node.start)
        findings.append(
            Finding(
                YAMLRules.scalarTooLong, at: source.place(of: start..<start + 1),
                "this text has \(size) bytes; the most is \(limits.scalarBytes)",
                remedy: "shorten it; if it is a file, put it into the media folder and name it with 'file:'"))
    }

    mutating func alias(_ event: UnsafeMutablePointer<yaml_event_t>) {
        if placeholder != nil { return }
        let mark = event.pointee.start_mark
        let start = offset(mark)
        let end = offset(event.pointee.end_mark)
        if findings.admits(YAMLRules.alias) {
            trap(source.aliasFinding(at: start, in: bytes, isFlow: isInFlow), .letters(start..<end))
        }
        if isAtKey { frames[frames.count - 1].dropsEntry = true }
        appendVerbatim(from: start, to: end, line: Int(truncatingIfNeeded: mark.line))
    }

    /// An anchor, a tag, or both, before a node.
    mutating func properties(at start: Int, anchor: Bool, tag: Bool) {
        let isFlow = isInFlow
        var offset = start
        for _ in 0..<2 where offset < bytes.count {
            var end = offset
            while !bytes.isBlankOrEnd(end), !isFlow || !bytes.isFlowSign(end) { end += 1 }
            let word = offset..<end
            if bytes[offset] == 0x26, anchor {
                if findings.admits(YAMLRules.anchor) {
                    let finding = source.anchorFinding(at: word.lowerBound, in: bytes, isFlow: isFlow)
                    trap(finding, .spaces(word))
                }
            } else if bytes[offset] == 0x21, tag {
                if findings.admits(YAMLRules.tag) {
                    let finding = source.tagFinding(at: word.lowerBound, in: bytes, isFlow: isFlow)
                    trap(finding, .spaces(word))
                }
            } else {
                return
            }
            offset = end
            while offset < bytes.count, bytes.isBlankOrEnd(offset) { offset += 1 }
        }
    }

    mutating func unquotedPlaceholder(at start: Int) {
        guard findings.admits(YAMLRules.unquotedPlaceholder) else { return }
        let range = bytes.placeholder(at: start)
        trap(source.placeholderFinding(range, in: bytes, isFlow: isInFlow), .letters(range))
    }

    /// The innermost collection that is open and written with brackets or braces.
    var openBracket: Int? {
        for frame in frames.reversed() {
            let start = Int(nodes[frame.node].start)
            if start < bytes.count, bytes[start] == 0x5B || bytes[start] == 0x7B { return start }
        }
        return nil
    }

    var isInFlow: Bool { openBracket != nil }

    func tooDeep(at start: Int) -> Finding {
        Finding(
            YAMLRules.nestingTooDeep, at: source.place(of: start..<start + 1),
            "lists and mappings stand inside one another more than \(limits.depth) levels deep",
            remedy: "check the brackets and the indentation here; a campaign needs fewer than ten levels")
    }

    func emptyFile() -> Finding {
        Finding(
            YAMLRules.emptyFile, at: source.place(of: 0..<0), "the file is empty, or holds only comments",
            remedy: "write into it what it is for; a campaign file that is not needed can be deleted")
    }
}

/// Spaces that look like the space bar's and are not: YAML takes them as part of the text.
enum InvisibleSpace {
    static func contains(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x2060, 0x3000: true
        default: false
        }
    }
}

extension NodeRecord {
    /// Where a scalar's value stands, in the source or in the document's values.
    var valueRange: Range<Int> { Int(payload)..<Int(payload) + Int(count) }
}

extension ArraySlice<UInt8> {
    /// Without blanks and carriage returns at both ends.
    var trimmedBlanks: Self {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let first = firstIndex(where: { !isBlank($0) }),
            let last = lastIndex(where: { !isBlank($0) })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}
