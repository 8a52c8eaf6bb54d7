import Diagnostics
import Testing
import YAMLTree

@Suite struct ByteTests {
    @Test(arguments: [
        ("a: x\u{1}y\n", ["control-character 1:5"]), ("a: \u{0}\n", ["control-character 1:4"]),
        ("ñ: x\u{7F}\n", ["control-character 1:5"]), ("a: x\u{9F}\n", ["control-character 1:5"]),
        ("a: x\u{85}y\nb: \u{3}\n", ["control-character 1:5", "control-character 2:4"]),
        ("a: x\u{2028}y\u{2029}z\nb: *c\n", ["alias 2:4", "control-character 1:5", "control-character 1:7"]),
        ("a: x\ry\n", ["control-character 1:5"]), ("a: x\r\nb: y\r\n", []),
        ("a: \u{FEFF}x\n", ["control-character 1:4"]),
        ("a: \u{FFFE}x\n", ["control-character 1:4"]), ("\u{FEFF}\u{FEFF}a: 1\n", ["control-character 1:1"]),
        (
            "a: \u{202E}x\nb: \u{200F}y\u{2066}\nc: \u{61C}\n",
            ["bidi-control 1:4", "bidi-control 2:4", "bidi-control 2:6", "bidi-control 3:4"]
        ),
        ("a: 👨‍👩‍👧 ✓ ñ\u{A0}x\n", []),
        (
            "a: \"\\0\\x07\\e\\u0085\\L\\r\"\n",
            [
                "control-character 1:11", "control-character 1:13", "control-character 1:19",
                "control-character 1:21",
                "control-character 1:5", "control-character 1:7",
            ]
        ),
        ("a: \"\\u202E\\t\\n\\xF1\\_\\\"\"\n", ["bidi-control 1:5"]),
        ("a: '\\0 \\u0007'\n", []),
    ])
    func `invisible characters are found, raw and escaped`(text: String, marks: [String]) {
        #expect(read(text).marks.sorted() == marks)
    }

    @Test func `a warning alone leaves the document, an error in the bytes does not`() {
        #expect(read("a: \u{202E}x\n").document != nil)
        #expect(read("a: x\u{1}y\n").document == nil)
    }

    @Test(
        arguments: [
            [0xF1], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0x80], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func `bytes that are no UTF-8 are found at their place`(bytes: [UInt8]) {
        let load = read(Array("a: 1\nñ: x".utf8) + bytes + Array(" y\n".utf8))
        #expect(load.marks == ["invalid-utf8 2:5"])
        #expect(load.document == nil)
    }

    @Test func `a file in Windows-1252 is one finding that guesses the letter`() {
        let load = read(Array("a: Campa".utf8) + [0xF1] + Array("a\nb: caf".utf8) + [0xE9, 0x0A])
        #expect(load.marks == ["invalid-utf8 1:9"])
        #expect(load.findings[0].message.contains("'ñ'"))
        #expect(load.findings[0].message.contains("2 such bytes"))
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x3A, 0x00],
            [0x00, 0x61, 0x00, 0x3A],
        ] as [[UInt8]])
    func `UTF-16 is named`(bytes: [UInt8]) {
        #expect(read(bytes).marks == ["utf-16 1:1"])
    }

    /// Every character of three blocks at every alignment, against Swift's own classification.
    @Test func `no printable character is refused, at whatever offset it stands`() {
        let blocks = [0x20...0x7E, 0xA1...0x24F, 0x2190...0x2300, 0x1F600...0x1F64F]
        let printable = blocks.joined().compactMap { Unicode.Scalar(UInt32($0)) }
            .filter { !"'\u{61C}".unicodeScalars.contains($0) }
        for padding in 0..<9 {
            var text = "a: '" + String(repeating: "x", count: padding)
            for scalar in printable { text.unicodeScalars.append(scalar) }
            #expect(read(text + "'\n").marks.isEmpty)
        }
    }

    @Test func `every control character is found at every alignment`() {
        for value in Array(0..<0x20) + Array(0x7F..<0xA0) where value != 0x09 && value != 0x0A {
            for padding in 0..<9 {
                var text = "a: " + String(repeating: "x", count: padding)
                text.unicodeScalars.append(Unicode.Scalar(UInt8(value)))
                #expect(read(text + "yyyyyyyyyy\n").marks == ["control-character 1:\(padding + 4)"])
            }
        }
    }

    @Test func `a file without line feeds is told so once for each line end`() {
        let load = read(String(repeating: "a: 1\r", count: 30))
        #expect(load.rules == ["control-character"])
        #expect(load.document == nil)
    }
}
