import Testing

@testable import Diagnostics

@Suite struct FixApplierTests {
    private static func fix(_ label: String, _ edits: (Range<Int>, String, String)...) -> Fix {
        Fix(
            label, at: SourcePlace(file: "a.yaml", span: SourceSpan(line: 1)),
            edits: edits.map {
                Fix.Edit(range: $0.0, expected: Array($0.1.utf8), replacement: Array($0.2.utf8))
            })
    }

    private static func apply(_ fixes: [Fix], to text: String) -> (
        text: String, applied: [String], waiting: [String], refused: [String]
    ) {
        let outcome = FixApplier.apply(fixes, to: Array(text.utf8))
        return (
            String(decoding: outcome.bytes, as: UTF8.self), outcome.applied.map(\.label),
            outcome.waiting.map(\.label), outcome.refused.map(\.label)
        )
    }

    @Test func `edits are made wherever they stand, in any order`() {
        let done = Self.apply(
            [
                Self.fix("c", (4..<5, "e", "EEE")), Self.fix("a", (0..<2, "ab", "")),
                Self.fix("b", (3..<3, "", "-")),
            ],
            to: "abcdef")
        #expect(done.text == "c-dEEEf")
        #expect(done.applied == ["a", "b", "c"])
    }

    @Test func `of two that overlap the first wins and the other waits`() {
        let done = Self.apply(
            [Self.fix("late", (2..<4, "cd", "x")), Self.fix("early", (1..<3, "bc", "y"))], to: "abcdef")
        #expect(done.text == "aydef")
        #expect(done.applied == ["early"])
        #expect(done.waiting == ["late"])
    }

    @Test func `two insertions at one place do not both happen`() {
        let done = Self.apply(
            [Self.fix("one", (1..<1, "", "x")), Self.fix("two", (1..<1, "", "y"))], to: "ab")
        #expect(done.text == "axb")
        #expect(done.waiting == ["two"])
    }

    @Test func `a fix of two edits is made whole or not at all`() {
        let done = Self.apply(
            [Self.fix("first", (3..<5, "de", "x")), Self.fix("pair", (0..<1, "a", "A"), (4..<6, "ef", "!"))],
            to: "abcdef")
        #expect(done.text == "AbcdE!".replacing("dE", with: "d"))
        #expect(done.waiting == ["first"])
    }

    @Test(arguments: [(0..<1, "x"), (5..<7, "f"), (2..<3, "cd")])
    func `another text than expected is left alone`(_ range: Range<Int>, _ expected: String) {
        let done = Self.apply([Self.fix("a", (range, expected, "!"))], to: "abcdef")
        #expect(done.text == "abcdef")
        #expect(done.refused == ["a"])
    }

    @Test func `a byte order mark moves every edit`() {
        let source = SourceText(path: "a.yaml", bytes: Array("a: no\n".utf8), droppedBytes: 3)
        #expect(source.edit(3..<5, Array("x".utf8))?.range == 6..<8)
        #expect(source.edit(3..<9, []) == nil)
    }

    @Test func `the line that says what was done shows no number`() {
        let fix = Fix(
            "quoted `+57 310 999 8877`",
            at: SourcePlace(file: "a.yaml", span: SourceSpan(line: 3, column: 5)),
            edits: [])
        #expect(!fix.line.contains("999"))
        #expect(fix.line.hasPrefix("a.yaml:3:5: quoted"))
    }

    @Test func `a hundred thousand edits are made in one sweep`() {
        let bytes = Array(repeating: UInt8(0x61), count: 200_000)
        let fixes = (0..<100_000).map { Self.fix("x", (2 * $0..<2 * $0 + 1, "a", "bb")) }
        let outcome = FixApplier.apply(fixes, to: bytes)
        #expect(outcome.bytes.count == 300_000)
        #expect(outcome.applied.count == 100_000)
    }
}
