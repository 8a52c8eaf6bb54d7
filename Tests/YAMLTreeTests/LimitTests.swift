import Diagnostics
import Testing
import YAMLTree

@Suite struct LimitTests {
    @Test func `a file, a text and a nesting at the limit pass, and one beyond does not`() {
        let limits = YAMLLimits(fileBytes: 30, depth: 3, scalarBytes: 10)
        #expect(
            read("a: " + String(repeating: "x", count: 26) + "\n", limits: limits).rules == [
                "scalar-too-long"
            ])
        #expect(
            read("a: " + String(repeating: "x", count: 27) + "\n", limits: limits).rules == ["file-too-large"]
        )
        #expect(read("a: 1234567890\n", limits: limits).marks.isEmpty)
        #expect(read("a: 12345678901\n", limits: limits).marks == ["scalar-too-long 1:4"])
        #expect(read("a: [[b]]\n", limits: limits).marks.isEmpty)
        #expect(read("a: [[[b]]]\n", limits: limits).marks == ["nesting-too-deep 1:6"])
    }

    @Test func `32 levels and 1 MiB are the standard`() {
        func nested(_ lists: Int) -> String {
            "a: " + String(repeating: "[", count: lists) + String(repeating: "]", count: lists) + "\n"
        }
        #expect(read(nested(31)).marks.isEmpty)
        #expect(read(nested(32)).marks == ["nesting-too-deep 1:35"])
        #expect(read("a: " + String(repeating: "x", count: 1 << 20) + "\n").marks.isEmpty)
        #expect(read("a: " + String(repeating: "x", count: 1 << 20 + 1) + "\n").rules == ["scalar-too-long"])
        #expect(YAMLLimits.standard.fileBytes == 33_554_432)
    }

    @Test func `the keys named may have long values`() {
        let limits = YAMLLimits(scalarBytes: 10)
        #expect(
            read("m: {base64: 12345678901}\n\"base64\": |\n  12345678901\n", limits: limits).marks.isEmpty)
        #expect(read("m: {base65: 12345678901}\n", limits: limits).marks == ["scalar-too-long 1:13"])
        #expect(read("base64: [12345678901]\n", limits: limits).marks == ["scalar-too-long 1:10"])
    }

    /// libyaml alone takes minutes for some of these; the limit is wide, for machines under load.
    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ("[", "nesting-too-deep"), ("{", "unquoted-placeholder"), ("- ", "nesting-too-deep"),
            ("? ", "nesting-too-deep"), ("&a ", "anchor"), ("!a ", "tag"), ("x", "top-level-not-mapping"),
            ("*a, ", "alias"), ("a: ", "colon-in-text"), ("\"", "text-after-document"),
            ("%TAG ! x\n", "yaml-directive"),
            ("\t", "tab-indentation"), ("#", "empty-file"), ("a #b\n", "comment-cuts-text"),
            ("'\\", "text-after-document"), ("a: \"", "text-after-quote"),
        ])
    func `a megabyte of one sign ends soon, with a finding`(sign: String, rule: String) {
        let text = String(repeating: sign, count: (1 << 20) / sign.utf8.count)
        let found = read(text).rules
        #expect(found.contains(rule), "\(found)")
    }

    @Test func `a key of a megabyte is too long`() {
        #expect(read(String(repeating: "k", count: 1 << 20) + ": 1\n").rules.contains("key-too-long"))
        #expect(
            read("a: 1\n" + String(repeating: "k", count: 1 << 20) + ": 1\n").rules.contains("key-too-long"))
    }

    @Test func `many equal mistakes are shown up to a number, and counted`() throws {
        let load = read((0..<1000).map { "k\($0): x #y\n" }.joined())
        #expect(load.findings.count == 101)
        #expect(load.findings.count(of: .error) == 1000)
        #expect(try #require(load.findings.last).message == "900 more places in this file have the same")
    }
}
