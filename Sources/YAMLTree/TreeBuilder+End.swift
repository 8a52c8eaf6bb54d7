import Diagnostics

// The end of the document: what its root is, and that nothing comes after it.
extension TreeBuilder {
    /// `offset` is where libyaml saw the next thing after the root; `isMarked` says that it is a `...`.
    mutating func documentEnds(at offset: Int, isMarked: Bool) {
        let rest = restAfterDocument(offset, isMarked: isMarked)
        let root = nodes.first
        isUsable = root?.kind == .mapping
        if let root, root.isScalar, root.style == .plain, root.count == 0 {
            if rest == nil {
                let finding = emptyFile()
                findings.append(finding)
            }
        } else if let root, root.kind != .mapping {
            topLevel(root)
        }
        if let rest { textAfter(rest) }
    }

    /// The offset of the first thing after the document that is no blank, comment or `...`.
    ///
    /// Looked for here and not by libyaml, whose time grows with the square of the number of directives.
    private func restAfterDocument(_ offset: Int, isMarked: Bool) -> Int? {
        var offset = isMarked ? offset + 3 : offset
        while offset < bytes.count {
            if bytes.isBlankOrEnd(offset) {
                offset += 1
            } else if bytes[offset] == 0x23 {
                offset = bytes.lineEnd(from: offset)
            } else if bytes.has("...", at: offset), bytes.isBlankOrEnd(offset + 3) {
                offset += 3
            } else {
                return offset
            }
        }
        return nil
    }

    private mutating func textAfter(_ rest: Int) {
        if bytes.has("---", at: rest), bytes.isBlankOrEnd(rest + 3) {
            findings.append(
                Finding(
                    YAMLRules.multipleDocuments, at: source.place(of: rest..<rest + 3),
                    "'---' begins a second document in this file",
                    remedy: "write one campaign per file: move what follows into a file of its own, "
                        + "or delete the '---'"))
            return
        }
        isUsable = false
        if bytes[rest] == 0x25 {
            findings.append(
                source.directiveFinding(at: rest, in: bytes))
        } else if let root = nodes.first, root.kind != .scalar, isBlock(root),
            source.position(of: rest).column < source.position(of: Int(root.start)).column
        {
            findings.append(
                source.indentationFinding(at: rest, in: bytes, context: Int(root.start)))
        } else {
            let line = bytes.restOfLine(from: rest)
            findings.append(
                Finding(
                    YAMLRules.textAfterDocument, at: source.place(of: line),
                    "\(Wording.quoted(source.piece(line))) stands after the end of the document",
                    remedy: "move it to the place it belongs to, or delete it"))
        }
    }

    private func isBlock(_ node: NodeRecord) -> Bool {
        let first = bytes[Int(node.start)]
        return first != 0x5B && first != 0x7B
    }

    private mutating func topLevel(_ root: NodeRecord) {
        let line = bytes.restOfLine(from: Int(root.start))
        let rule = YAMLRules.topLevelNotMapping
        guard root.isScalar else {
            findings.append(
                Finding(
                    rule, at: source.place(of: line), "the file begins with a list",
                    remedy: "begin with keys and values, such as 'campaign: cobro-noviembre'"))
            return
        }
        // A tag's or quote's text may hold anything; a ':' without a space is the usual reason.
        let colon = source.piece(line).firstIndex(of: 0x3A)
        if root.style == .plain, let colon, !bytes.isBlankOrEnd(colon + 1), !bytes.has("//", at: colon + 1) {
            findings.append(
                Finding(
                    rule, at: source.place(of: line),
                    "the file is one text and no list of keys, because no space follows the ':'",
                    remedy: "write a space after the ':': "
                        + Wording.shown(source.piece(line.lowerBound..<colon + 1)) + " "
                        + Wording.shown(source.piece(colon + 1..<line.upperBound))))
            return
        }
        findings.append(
            Finding(
                rule, at: source.place(of: line), "the file is only a text, without any key",
                remedy: "begin with keys and values, such as 'campaign: cobro-noviembre'"))
    }
}
