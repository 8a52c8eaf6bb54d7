import Diagnostics

// YAMLTree: the bytes of one YAML file come in; a tree whose every node knows its place goes out, and with it
// findings on everything that YAML reads otherwise than people do. It knows nothing of campaigns: what a key
// means, and which type its value has, is read by others.

/// What came of reading a file.
package struct YAMLLoad: Sendable {
    /// Nil if an error stopped the reading, or the file does not begin with keys: the root is a mapping. It
    /// may be there beside errors, so that the rules of campaigns can be checked too; a file with errors must
    /// never be used.
    package var document: YAMLDocument?
    /// In the order of the file.
    package var findings: [Finding]

    package init(document: YAMLDocument?, findings: [Finding]) {
        self.document = document
        self.findings = findings
    }
}

/// Reads YAML strictly: every trap of the language is a finding, as many as can be found in one go.
///
/// A file without any is mostly read by the `DirectScanner` alone; whatever that leaves is read with libyaml.
/// Where an error would stop libyaml, the bytes concerned are made harmless in a copy, and the copy is read
/// again, so that the findings after them come too; such a file gives no document.
package enum YAMLReader {
    /// Reads of one text after patches; each shows at least one more mistake.
    private static let greatestReads = 60
    /// Bytes read again at the most, so that a large broken file ends soon.
    private static let greatestRereadBytes = 24 << 20

    package static func read(_ source: SourceText, limits: YAMLLimits = .standard) -> YAMLLoad {
        let greatest = min(limits.fileBytes, YAMLLimits.greatestFileBytes)
        guard source.bytes.count <= greatest else { return YAMLLoad(source.tooLarge(greatest)) }
        if let finding = source.utf16Finding() { return YAMLLoad(finding) }
        let source = source.withoutByteOrderMark()

        let scan = source.bytes.withUnsafeBufferPointer { ByteScan($0) }
        if let document = DirectScanner.document(of: source, scan, limits: limits) {
            return YAMLLoad(document: document, findings: [])
        }
        return readEvents(source, scan: scan, limits: limits)
    }

    /// Reads a text, which has no byte order mark, with libyaml.
    static func readEvents(_ source: SourceText, scan: ByteScan, limits: YAMLLimits) -> YAMLLoad {
        let odd = source.bytes.withUnsafeBufferPointer { bytes in
            scan.oddities.isEmpty ? FindingList() : scan.findings(in: bytes, of: source)
        }
        if scan.isHopeless || scan.endsLinesWithCR(source.bytes) {
            return YAMLLoad(document: nil, findings: odd.sorted)
        }
        let patches = scan.patches
        guard patches.isEmpty else {
            var bytes = source.bytes
            bytes.apply(patches)
            return reread(bytes, source: source, scan: scan, limits: limits, findings: odd)
        }
        if source.bytes.startsWithDirective {
            return reread(source.bytes, source: source, scan: scan, limits: limits, findings: odd)
        }

        var findings = odd
        var nodes: ContiguousArray<NodeRecord> = []
        var values: [UInt8] = []
        var needsReread = false
        source.bytes.withUnsafeBufferPointer { bytes in
            var builder = TreeBuilder(bytes, source: source, isASCII: scan.isASCII, limits: limits)
            switch builder.run() {
            case .complete where builder.isUsable:
                builder.findings.append(contentsOf: builder.tabFindings(scan.leadingTabs))
                nodes = builder.nodes
                values = builder.values
                findings.merge(builder.findings)
            case .complete, .stopped: findings.merge(builder.findings)
            case .syntax: needsReread = true
            }
        }
        if needsReread {
            return reread(source.bytes, source: source, scan: scan, limits: limits, findings: odd)
        }
        let document = nodes.isEmpty ? nil : YAMLDocument(source: source, nodes: nodes, values: values)
        return YAMLLoad(document: document, findings: findings.sorted)
    }

    /// Reads a text that cannot be read to its end as it is, for its findings alone.
    private static func reread(
        _ bytes: [UInt8], source: SourceText, scan: ByteScan, limits: YAMLLimits, findings: FindingList
    ) -> YAMLLoad {
        var bytes = bytes
        var findings = findings
        bytes.commentDirectives(source, &findings)
        var mayReadBytes = greatestRereadBytes
        var levelsAreGuessed = scan.movesLevels(source.bytes)
        /// What was taken for the consequence of another mistake.
        var withheld: [Finding] = []
        for _ in 0..<greatestReads {
            var patches: [Patch] = []
            mayReadBytes -= bytes.count
            bytes.withUnsafeBufferPointer { bytes in
                var builder = TreeBuilder(bytes, source: source, isASCII: false, limits: limits)
                guard case .syntax(let problem) = builder.run() else {
                    if levelsAreGuessed { builder.findings.remove(YAMLRules.badIndentation) }
                    builder.findings.append(contentsOf: builder.tabFindings(scan.leadingTabs))
                    findings.merge(builder.findings)
                    return
                }
                // Traps first: the error is often their consequence.
                patches = builder.traps.flatMap { $0.patches }
                findings.append(contentsOf: builder.traps.map { $0.finding })
                if !patches.isEmpty, problem.isStructural { return }
                let explanation = builder.explain(problem, leadingTabs: scan.leadingTabs)
                let isConsequence =
                    problem.isStructural
                    && (levelsAreGuessed
                        || explanation.patches.isEmpty
                            && findings.hasError(onLine: source.position(of: problem.offset).line))
                if isConsequence {
                    withheld = explanation.findings
                } else {
                    findings.append(contentsOf: explanation.findings)
                }
                if explanation.findings.contains(where: { $0.rule == YAMLRules.tabIndentation }) {
                    levelsAreGuessed = true
                }
                if explanation.patches.isEmpty || mayReadBytes < 0 {
                    patches = []
                    builder.findDuplicateKeysOfOpenMappings()
                    let tabs = scan.leadingTabs.filter { $0 < problem.offset }
                    builder.findings.append(contentsOf: builder.tabFindings(tabs))
                    findings.merge(builder.findings)
                } else {
                    patches += explanation.patches
                }
            }
            if patches.isEmpty || mayReadBytes < 0 { break }
            bytes.apply(patches)
        }
        // A text that cannot be read is never without an error.
        if !findings.hasErrors { findings.append(contentsOf: withheld) }
        return YAMLLoad(document: nil, findings: findings.sorted)
    }
}

extension YAMLLoad {
    /// Nothing but one finding.
    init(_ finding: Finding) { self.init(document: nil, findings: [finding]) }
}

extension TreeBuilder {
    func explain(_ problem: SyntaxProblem, leadingTabs: [Int]) -> SyntaxExplainer.Explanation {
        let last = nodes.last.flatMap { $0.isScalar ? $0 : nil }
        return SyntaxExplainer(
            bytes: bytes, source: source, problem: problem, lastScalar: last, leadingTabs: leadingTabs,
            openBracket: openBracket
        ).explain()
    }

    /// Tabs at the beginning of lines that libyaml lets pass, outside quoted and block texts.
    func tabFindings(_ offsets: [Int]) -> [Finding] {
        guard !offsets.isEmpty else { return [] }
        let texts = nodes.lazy.filter { $0.isScalar && $0.style != .plain && $0.start < $0.end }
            .map { Int($0.start)..<Int($0.end) }
        let tabs = offsets.filter { bytes[$0] == 0x09 }
        var outside: [Int] = []
        var next = 0
        for text in texts {
            while next < tabs.count, tabs[next] < text.upperBound {
                if tabs[next] < text.lowerBound { outside.append(tabs[next]) }
                next += 1
            }
        }
        outside += tabs[next...]
        return outside.isEmpty ? [] : [source.tabFinding(outside, in: bytes)]
    }
}
