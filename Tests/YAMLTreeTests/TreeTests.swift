import Diagnostics
import Testing
import YAMLTree

@Suite struct TreeTests {
    /// Kinds, places and values as PyYAML's own scanner (written in Python, not libyaml) gives them.
    static let expected = [
        "m 2:1", "s 2:1 campaign", "s 2:11 año-nuevo", "s 3:1 description", "s 3:14 ¡Hola! ñ \n fin",
        "s 4:1 lines", "q 4:8", "s 4:9 cartera", "s 4:18 l'ínea", "m 4:29", "s 4:30 a", "s 4:33 1",
        "s 4:36 b",
        "s 4:39 2", "s 5:1 audience", "m 6:3", "s 6:3 where", "m 7:5", "s 7:5 ciudad", "q 7:13",
        "s 7:14 Bogotá",
        "s 7:22 Medellín", "s 8:5 nota", "s 8:11 esto sigue aquí ✓ 😀", "s 10:1 messages", "q 11:1", "m 11:3",
        "s 11:3 text", "s 11:9 Hola *{{nombre}}*,\n¿vas?\n", "m 15:3", "s 15:3 text", "s 15:9 uno dos",
        "s 19:3 id", "s 19:6 ", "s 20:1 last", "s 20:7 fin",
    ]

    @Test func `every node has the place and the value that another YAML reader gives it`() throws {
        let load = read(sample)
        #expect(load.findings.isEmpty)
        #expect(dump(try #require(load.document).root) == TreeTests.expected)
    }

    @Test func `a byte order mark and CRLF change neither values nor places`() throws {
        let crlf = sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let load = read([0xEF, 0xBB, 0xBF] + Array(crlf.utf8))
        #expect(load.findings.isEmpty)
        let document = try #require(load.document)
        #expect(dump(document.root) == TreeTests.expected)
        #expect(document.source.bytes.first == UInt8(ascii: "#"))
    }

    @Test func `byte ranges hold what stands in the file, without what follows a block`() throws {
        let document = try #require(
            read("a:\n  b: 'x'\n\n# remark\nc: [1, 2]\nd: |\n  e\n\nf: &x\n").document)
        func written(_ node: YAMLNode) -> String {
            String(decoding: document.source.bytes[node.byteRange], as: UTF8.self)
        }
        let entries = Array(document.root.entries)
        #expect(entries.map { written($0.key) } == ["a", "c", "d", "f"])
        #expect(entries.prefix(3).map { written($0.value) } == ["b: 'x'", "[1, 2]", "|\n  e"])
        #expect(written(entries[0].value.value(of: "b") ?? entries[0].key) == "'x'")
    }

    @Test func `counts, styles and left-out values are known`() throws {
        let root = try #require(
            read("a: x\nb: \"\"\nc:\nd: 'y'\ne: |\n  z\nf: >\n  z\ng: [1, 2, 3]\nh: {i: j}\n").document
        )
        .root
        let values = root.entries.map { $0.value }
        #expect(root.count == 8)
        #expect(
            values.map { $0.style }
                == [.plain, .doubleQuoted, .plain, .singleQuoted, .literal, .folded, .plain, .plain])
        #expect(values.map { $0.isEmptyPlain } == [false, false, true, false, false, false, false, false])
        #expect(values.map { $0.count } == [0, 0, 0, 0, 0, 0, 3, 1])
        #expect(values.map { $0.line } == [1, 2, 3, 4, 5, 7, 9, 10])
        #expect(values[6].items.map { $0.text } == ["1", "2", "3"])
        #expect(values[6].entries.map { $0.key.text } == [])
        #expect(values[7].items.map { $0.text } == [])
    }

    @Test func `values are compared and read without a string`() throws {
        let root = try #require(read("a: señor\nb: \"se\\u00f1or\"\nc: [señor]\n").document).root
        let values = root.entries.map { $0.value }
        #expect(values.map { $0.textEquals("señor") } == [true, true, false])
        #expect(!values[0].textEquals("senor1"))
        #expect(values[1].withBytes { Array($0) } == Array("señor".utf8))
        #expect(root.value(of: "b")?.text == "señor")
        #expect(root.value(of: "z") == nil)
    }

    @Test func `flow texts over two lines are folded although their length is the same`() throws {
        let root = try #require(read("a: [x\ny]\nb: [\"x\ny\"]\nc: ['x\ny']\n").document).root
        #expect(root.entries.map { $0.value.items.map { $0.text } } == [["x y"], ["x y"], ["x y"]])
    }

    @Test func `numbers, dates and words of other types stay the text that stands in the file`() throws {
        let texts = ["573001112233", "00363", "no", "12:30", "1e3", "2026-02-30", "~", "0x1F", "1_000"]
        let root = try #require(read("a: [\(texts.joined(separator: ", "))]\n").document).root
        #expect(root.value(of: "a")?.items.map { $0.text } == texts)
    }
}

@Suite struct PlaceTests {
    @Test(arguments: [
        ("t: ñ {{a}} y {{bc}}\n", "1:6", "1:14"),
        ("t: \"ñ\\n{{a}} y {{bc}}\"\n", "1:8", "1:16"),
        ("t: '¡{{a}}\n  {{bc}}'\n", "1:6", "2:3"),
        ("t: | # {{x}}\n  ñ {{a}}\n  {{bc}}\n", "2:5", "3:3"),
        ("t: >-\n  ñ\n  {{a}} {{bc}}\n", "3:3", "3:9"),
        ("t: ñ\n  b {{a}}\n  c{{bc}}\n", "2:5", "3:4"),
    ])
    func `a placeholder is found where it stands in the file`(text: String, first: String, second: String)
        throws
    {
        let node = try #require(read(text).document?.root.value(of: "t"))
        func start(_ place: SourcePlace?) -> String {
            place?.span.map { "\($0.start.line):\($0.start.column)" } ?? "none"
        }
        #expect(start(node.place(ofOccurrence: 0, of: "{{")) == first)
        #expect(start(node.place(ofOccurrence: 1, of: "{{")) == second)
        #expect(node.place(ofOccurrence: 2, of: "{{") == nil)
        let span = try #require(node.place(ofPlaceholder: 1).span)
        #expect(start(node.place(ofPlaceholder: 1)) == second)
        #expect(span.end.column == span.start.column + 6)
        #expect(node.place(ofPlaceholder: 2).span == node.span)
    }

    @Test func `a place shows its line and spans the node`() throws {
        let node = try #require(read("a: 1\nclave: \"añ\"  # sí\n").document?.root.value(of: "clave"))
        #expect(
            node.place()
                == SourcePlace(
                    file: "c.yaml", span: SourceSpan(line: 2, column: 8, length: 4),
                    excerpt: "clave: \"añ\"  # sí"))
    }
}
