import Diagnostics

/// Says in plain words why a text is no YAML, from libyaml's error and the bytes at its mark, and how the
/// rest of the file can still be looked at.
///
/// The strings compared with are those of libyaml 0.2.5 (scanner.c, parser.c, reader.c); what is not known
/// falls back to `yaml-syntax`.
struct SyntaxExplainer {
    struct Explanation {
        var findings: [Finding]
        /// Nothing here means that reading ends.
        var patches: [Patch]

        init(_ finding: Finding, patches: [Patch] = []) {
            findings = [finding]
            self.patches = patches
        }

        init(_ findings: [Finding], patches: [Patch]) {
            self.findings = findings
            self.patches = patches
        }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let source: SourceText
    let problem: SyntaxProblem
    /// The scalar read last, if the last node is one.
    let lastScalar: NodeRecord?
    let leadingTabs: [Int]
    /// The innermost bracket or brace that is open.
    let openBracket: Int?

    var isInFlow: Bool { openBracket != nil }

    var offset: Int { min(problem.offset, bytes.count) }
    /// Where the thing began that libyaml was reading, or the mark itself.
    var began: Int { min(problem.contextOffset ?? problem.offset, bytes.count) }

    func explain() -> Explanation {
        if problem.context.contains("directive") || problem.text.contains("%") {
            return directive(at: began)
        }
        switch problem.text {
        case "did not find expected alphabetic or numeric character": return anchorOrAlias()
        case "found undefined tag handle": return tag(at: offset)
        case "did not find expected <document start>": return directive(at: offset)
        case "found incompatible YAML document": return directive(at: offset)
        case "could not find expected ':'": return missingColon()
        case "mapping values are not allowed in this context", "found unexpected ':'": return colon()
        case "mapping keys are not allowed in this context": return questionMark()
        case "block sequence entries are not allowed in this context": return listOnKeyLine()
        case "found character that cannot start any token": return firstCharacter()
        case "found a tab character where an indentation space is expected",
            "found a tab character that violates indentation":
            return tab(at: offset)
        case "found an indentation indicator equal to 0": return blockTextHeader()
        case "did not find expected comment or line break": return blockTextHeader()
        case "found unexpected end of stream", "found unexpected document indicator":
            return unclosedQuote(at: began)
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return escapes()
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'": return flow()
        case "did not find expected node content": return nodeContent()
        case "did not find expected key": return key()
        case "did not find expected '-' indicator": return dash()
        default:
            if problem.context.hasSuffix("a tag") { return tag(at: began) }
            return unknown()
        }
    }

    func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < bytes.count ? bytes[offset] : nil }

    func line(from offset: Int) -> Range<Int> { bytes.restOfLine(from: min(offset, bytes.count)) }

    /// A piece of the file as quoted text.
    func quoted(_ range: Range<Int>) -> String { Wording.quoted(source.piece(range)) }

    func isOnOneLine(_ one: Int, _ other: Int) -> Bool {
        bytes.lineStart(of: one) == bytes.lineStart(of: other)
    }

    /// The first byte of a line that is neither space nor tab.
    func isFirstOnLine(_ offset: Int) -> Bool {
        bytes.skippingBlanks(from: bytes.lineStart(of: offset)) == offset
    }

    private func directive(at offset: Int) -> Explanation {
        let line = bytes.lineStart(of: offset)
        let start = byte(line) == 0x25 ? line : offset
        guard byte(start) == 0x25 else { return unknown() }
        // As a comment the line is harmless.
        return Explanation(
            source.directiveFinding(at: start, in: bytes),
            patches: [Patch(range: start..<start + 1, fill: 0x23)])
    }

    private func anchorOrAlias() -> Explanation {
        let start = began
        guard start < bytes.count else { return unknown() }
        let finding =
            byte(start) == 0x26
            ? source.anchorFinding(at: start, in: bytes, isFlow: isInFlow)
            : source.aliasFinding(at: start, in: bytes, isFlow: isInFlow)
        return Explanation(finding, patches: [.letters(start..<start + 1)])
    }

    private func tag(at offset: Int) -> Explanation {
        guard byte(offset) == 0x21 else { return unknown() }
        return Explanation(
            source.tagFinding(at: offset, in: bytes, isFlow: isInFlow),
            patches: [.letters(offset..<offset + 1)])
    }

    func tab(at mark: Int) -> Explanation {
        var mark = mark
        let lineStart = bytes.lineStart(of: mark)
        if byte(mark) != 0x09, let tab = bytes[lineStart..<max(mark, lineStart)].lastIndex(of: 0x09) {
            mark = tab
        }
        guard byte(mark) == 0x09 else { return unknown() }
        if isFirstOnLine(bytes.skippingBlanks(from: mark)) {
            // Each tab becomes one space: a file that is indented with tabs alone keeps its levels.
            return Explanation(
                source.tabFinding(leadingTabs, in: bytes),
                patches: leadingTabs.map { .spaces($0..<bytes.skippingBlanks(from: $0)) })
        }
        return Explanation(
            Finding(
                YAMLRules.tabIndentation, at: source.place(of: mark..<mark + 1),
                "there is a tab here, where YAML accepts only spaces", remedy: "write a space instead"),
            patches: [.spaces(mark..<mark + 1)])
    }

    private func escapes() -> Explanation {
        let quote = began
        guard byte(quote) == 0x22 else { return unknown() }
        var end = quote + 1
        while end < bytes.count, bytes[end] != 0x22 { end += bytes[end] == 0x5C ? 2 : 1 }
        var findings = FindingList()
        var patches: [Patch] = []
        for escape in Escapes(bytes, in: quote + 1..<min(end, bytes.count)) where escape.isRefusedByYAML {
            patches.append(.letters(escape.range))
            guard findings.admits(escape.rule), let finding = escape.finding(in: bytes, of: source) else {
                continue
            }
            findings.append(finding)
        }
        return patches.isEmpty ? unknown() : Explanation(findings.sorted, patches: patches)
    }

    func unknown() -> Explanation {
        let rest = line(from: offset)
        let near = rest.isEmpty ? "here" : "from \(quoted(rest)) on"
        return Explanation(
            Finding(
                YAMLRules.yamlSyntax, at: source.place(of: rest), "YAML cannot read the file \(near)",
                remedy: "check this line and the one before it: quotes, brackets, the ':' and the spaces at "
                    + "the beginning; if it is text, put it in double quotes"))
    }
}

extension Escapes.Escape {
    /// Whether libyaml stops at this escape.
    var isRefusedByYAML: Bool {
        switch meaning {
        case .scalar, .joinedLine: false
        default: true
        }
    }
}
