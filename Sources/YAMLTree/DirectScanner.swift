import Diagnostics

/// Reads the YAML that campaign files are really written in straight from the bytes, several times as fast as
/// libyaml gives its events.
///
/// libyaml stays the one authority. The scanner knows a part of YAML: mappings and lists in lines, lists and
/// mappings in brackets, texts with and without quotes on one line, and block texts. Of these it makes
/// exactly the nodes that `TreeBuilder` makes of libyaml's events. At the first byte that it does not know for
/// certain, and wherever there would be a finding, it gives up, and libyaml reads the file from its
/// beginning. So it never judges a file: every message comes from the one path, and a mistake here could only
/// be a wrong tree, which `ReaderDifferenceTests` looks for by comparing the two over many thousand texts.
///
/// One scanner reads one text once, in one pass. It steps through its nodes in the extensions `+Blocks`,
/// `+Brackets`, `+Scalars` and `+BlockTexts`.
struct DirectScanner: ~Copyable {
    /// The text holds something that libyaml has to read.
    struct Unsure: Error {}

    let bytes: UnsafeBufferPointer<UInt8>
    let limits: YAMLLimits
    /// The next byte to read.
    var offset = 0
    /// The line of `offset`, counted from 0, and where it begins.
    var line = 0
    var lineStart = 0
    /// Collections that are open here.
    var depth = 0
    var nodes: ContiguousArray<NodeRecord> = []
    var values: [UInt8] = []

    /// Campaign files have a node every 15 bytes; memory that is reserved and not used costs nothing.
    private static let bytesPerNode = 8

    private init(_ bytes: UnsafeBufferPointer<UInt8>, limits: YAMLLimits) {
        self.bytes = bytes
        self.limits = limits
        nodes.reserveCapacity(bytes.count / DirectScanner.bytesPerNode + 16)
    }

    /// The document of a text, if the scanner is certain of all of it; then there are no findings.
    static func document(of source: SourceText, _ scan: ByteScan, limits: YAMLLimits) -> YAMLDocument? {
        guard scan.oddities.isEmpty, !scan.hasTabs else { return nil }
        return source.bytes.withUnsafeBufferPointer { bytes in
            var scanner = DirectScanner(bytes, limits: limits)
            do { try scanner.readRoot() } catch { return nil }
            return YAMLDocument(source: source, nodes: scanner.nodes, values: scanner.values)
        }
    }

    private mutating func readRoot() throws(Unsure) {
        try skipToContent()
        guard offset < bytes.count else { throw Unsure() }
        _ = try blockNode(in: -1, mayNest: true)
        guard offset == bytes.count, nodes[0].kind == .mapping else { throw Unsure() }
    }
}

// The way from one thing to the next.
extension DirectScanner {
    /// The column of the next thing, counted from 0; at the end of the text less than any.
    @inline(__always)
    var column: Int { offset < bytes.count ? offset - lineStart : -1 }

    /// Goes to the next byte that is no space, line end or comment.
    ///
    /// A `#` without a space after it may be a hashtag that YAML takes for a comment, which is a finding.
    mutating func skipToContent() throws(Unsure) {
        let bytes = bytes
        var next = offset
        while next < bytes.count {
            // No switch: its table of jumps makes the processor guess wrong.
            let byte = bytes[next]
            if byte == 0x20 {
                next += 1
            } else if byte == 0x0A {
                next += 1
                line += 1
                lineStart = next
                next = bytes.skippingSpaces(from: next)
            } else if byte == 0x23 {
                let isRemark = next == lineStart || bytes[next - 1] == 0x20 && bytes.isBlankOrEnd(next + 1)
                guard isRemark else { throw Unsure() }
                next = bytes.lineFeed(from: next)
            } else if byte == 0x0D {
                // It stands before a line feed: all others are oddities of the byte scan.
                next += 1
            } else {
                break
            }
        }
        offset = next
    }

    /// Goes on after the last thing of a line.
    mutating func finishLine() throws(Unsure) {
        let here = line
        try skipToContent()
        guard line != here || offset == bytes.count else { throw Unsure() }
    }

    @inline(__always)
    mutating func skipSpaces() { offset = bytes.skippingSpaces(from: offset) }
}
