import Diagnostics

// Changes of one value, as edits of the file it stands in.
extension YAMLNode {
    /// Quotes a text that stands on one line without quotes; nil for all others.
    package func quotingFix() -> Fix? {
        let record = record
        guard record.isScalar, record.style == .plain, record.isVerbatim, record.count > 0 else { return nil }
        let source = document.source
        let written = source.bytes[byteRange]
        guard written.count == Int(record.count), let quoted = Quoting.quoted(written) else { return nil }
        return fix("quoted `\(Wording.shown(written))`", byteRange, quoted)
    }

    /// Writes another value in the place of this one, and keeps the quotes around it; nil for a value that has
    /// escapes, several lines, or is no text.
    ///
    /// - Parameter text: letters, digits, `-`, `_` and `/`, which need no quotes where the key expects them.
    package func replacingFix(_ label: String, with text: String, reveals: ClosedRange<Int>? = nil) -> Fix? {
        let record = record
        guard record.isScalar, record.isVerbatim, record.count > 0 else { return nil }
        let start = Int(record.payload)
        var fix = fix(label, start..<start + Int(record.count), Array(text.utf8))
        fix?.reveals = reveals
        return fix
    }

    private func fix(_ label: String, _ range: Range<Int>, _ replacement: [UInt8]) -> Fix? {
        document.source.edit(range, replacement).map { Fix(label, at: place(ofBytes: range), edits: [$0]) }
    }

    /// The lines, from 1, on which the node stands.
    package var lines: ClosedRange<Int> {
        let span = span
        return span.start.line...max(span.start.line, span.end.line)
    }
}
