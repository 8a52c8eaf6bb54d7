import Diagnostics
import Testing

@testable import YAMLTree

/// What is a comment, and which lines it speaks of.
@Suite struct CommentTests {
    private func comments(_ text: String) throws -> [YAMLComment] {
        let load = YAMLReader.read(SourceText(path: "a.yaml", bytes: Array(text.utf8)))
        return try #require(load.document).comments(beginningWith: "mark")
    }

    @Test func `a comment behind a value speaks of its line`() throws {
        let found = try comments("a: 1   # mark: x  \nb: 2\n")
        #expect(found.map(\.text) == ["mark: x"])
        #expect(found.map(\.subject) == [1..<2])
        #expect(found.first?.place.span?.start == SourcePosition(line: 1, column: 8))
    }

    @Test(arguments: [
        ("# mark\na: 1\n", 2..<3), ("# mark\n# other\n  # mork\na: 1\n", 4..<5),
        ("a: 1\n  # mark\nb: 1\n", 3..<4),
        ("a: 1   # mark\r\nb: 1\r\n", 1..<2), ("# mark\r\na: 1\r\n", 2..<3),
        // A text that goes on.
        ("a: |  # mark\n  x\n  y\nb: 1\n", 1..<4), ("# mark\na: |\n  x\n\n  y\n\nb: 1\n", 2..<6),
        ("# mark\na: \"x\n  y\"\nb: 1\n", 2..<4), ("# mark\na: x\n  y\nb: 1\n", 2..<4),
        ("l:\n  # mark\n  - >-\n    x\n    y\n  - z\n", 3..<6),
        // Two texts that begin on one line.
        ("# mark\na: {b: \"x\n  y\", c: 1}\n", 2..<4),
    ])
    func `a comment of its own speaks of what begins below`(_ text: String, _ subject: Range<Int>) throws {
        let found = try comments(text)
        #expect(found.map(\.subject) == [subject])
    }

    @Test(arguments: ["# mark\n\na: 1\n", "a: 1\n# mark", "a: 1\n# mark\n", "a: 1\n# mark\n# other\n   \n"])
    func `above a blank line or the end it speaks of nothing`(_ text: String) throws {
        let found = try comments(text)
        #expect(found.map(\.subject.isEmpty) == [true])
    }

    @Test(arguments: [
        "a: \"x # mark\"\n", "a: 'x # mark'\n", "a: |\n  # mark\n  x\n", "a: |\n  x\n  # mark\nb: 1\n",
        "a: >\n  x\n\n  # mark\n", "a: \"x\n  # mark\n  y\"\n", "\"# mark\": 1\n", "a: x#mark\n",
        "a: 1 # a mark\n",
        "a: 1 # x # mark\n", "a: [\"# mark\", b]\n",
    ])
    func `a sign inside a text or a comment is no comment`(_ text: String) throws {
        #expect(try comments(text).isEmpty)
    }

    @Test func `a comment below a block text is one`() throws {
        #expect(try comments("a:\n  b: |\n    x\n  # mark\n  c: 1\n").map(\.subject) == [5..<6])
        #expect(try comments("a: |\n  x\n\n\n# mark\nb: 1\n").map(\.subject) == [6..<7])
        #expect(try comments("a: |+\n  x\n# mark\n").count == 1)
    }

    /// Whatever stands around: a comment put behind or above a value is found there, and one in a text is not.
    @Test(arguments: 0..<100)
    func `as many are found as were written`(_ seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func pick(_ count: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(count))
        }
        var text = ""
        var line = 1
        var expected: [Int] = []
        for index in 0..<12 {
            switch pick(8) {
            case 0:
                text += "k\(index): 1   # mark\n"
                expected.append(line)
                line += 1
            case 1:
                text += "# mark\n  # other\nk\(index): [1, 2]\n"
                expected.append(line + 2)
                line += 3
            case 2:
                text += "k\(index): |\n  # mark\n  text # mark\n\n"
                line += 4
            case 3:
                text += "k\(index): \"a # mark\n  # mark\"\n"
                line += 2
            case 4:
                text += "k\(index): > # mark\n  # mark\n"
                expected.append(line)
                line += 2
            case 5:
                text += "k\(index): {a: '# mark', b: 2} # mark\n"
                expected.append(line)
                line += 1
            case 6:
                text += "# x # mark\n\n"
                line += 2
            default:
                text += "k\(index): plain#mark\n"
                line += 1
            }
        }
        text += "end: 1\n"
        #expect(try comments(text).map(\.subject.lowerBound) == expected, "\(text)")
    }
}
