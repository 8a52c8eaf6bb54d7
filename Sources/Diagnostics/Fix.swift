/// A change of a file that puts a finding right, where there is exactly one safe remedy.
///
/// It is worked out where the finding is made, because only there is it known what was meant; `FixApplier` makes the
/// change, and nobody else.
package struct Fix: Sendable, Hashable {
    /// What was done, in the past tense and in plain words: ``quoted `no` ``.
    package var label: String
    /// Where, for the reader; without an excerpt, because the line is another one afterwards.
    package var place: SourcePlace
    /// What is replaced: all of it or nothing. Empty where a finding stands for many places of a file, whose edits
    /// are looked for in a pass over the file of its own (`NumberFixes`).
    package var edits: [Edit]
    /// Lines (from 1) whose mistakes come to light only when the change is made, such as those below a key whose
    /// name nobody knew.
    package var reveals: ClosedRange<Int>?

    /// One stretch of bytes of the file, as it stands on disk.
    package struct Edit: Sendable, Hashable {
        /// Counted from the file's very first byte, a byte order mark included. Empty where something is put in.
        package var range: Range<Int>
        /// What must stand there; anything else means that the file has changed since it was read.
        package var expected: [UInt8]
        package var replacement: [UInt8]

        package init(range: Range<Int>, expected: [UInt8], replacement: [UInt8]) {
            self.range = range
            self.expected = expected
            self.replacement = replacement
        }
    }

    package init(_ label: String, at place: SourcePlace, edits: [Edit], reveals: ClosedRange<Int>? = nil) {
        self.label = label
        self.place = place
        self.place.excerpt = nil
        self.edits = edits
        self.reveals = reveals
    }

    /// What was done and where, for a terminal or a log: without numbers of people, and in one line.
    package var line: String {
        let file = SafeText.line(place.file)
        let spot = place.span.map { "\(file):\($0.start.line):\($0.start.column)" } ?? file
        return "\(spot): \(SafeText.line(SafeText.maskingNumbers(in: label)))"
    }
}

extension SourceText {
    /// An edit of the file that this text was read from; nil where the range lies outside.
    package func edit(_ range: Range<Int>, _ replacement: some Sequence<UInt8>) -> Fix.Edit? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        return Fix.Edit(
            range: range.lowerBound + droppedBytes..<range.upperBound + droppedBytes,
            expected: Array(bytes[range]), replacement: Array(replacement))
    }
}
