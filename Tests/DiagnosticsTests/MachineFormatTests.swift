import Diagnostics
import Foundation
import Testing

@Suite struct JSONFormatTests {
    private static let hostile =
        "::error::x \"'\\ \u{1B}[31m \u{2028} \u{0} \n\r {\"a\":1} </script> ñ 🎉 \u{202E}"

    private func parsed(_ findings: [Finding]) throws -> [String: Any] {
        let data = Data(try JSONFormat.render(findings).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `the document names its format and counts by severity`() throws {
        let document = try parsed([
            Findings.at("a", in: "a"), Findings.at("a", in: "a", rule: Findings.warning),
            Findings.at("b", in: "ab"),
        ])
        #expect(document["format_version"] as? Int == 1)
        #expect(document["errors"] as? Int == 2)
        #expect(document["warnings"] as? Int == 1)
        #expect(document["notes"] as? Int == 0)
        #expect((document["findings"] as? [[String: Any]])?.count == 3)
    }

    @Test func `no findings are a whole document too`() throws {
        #expect((try parsed([])["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func `hostile text comes back as it was and in no other key`() throws {
        let finding = Finding(
            Findings.rule,
            at: SourcePlace(file: Self.hostile, span: SourceSpan(line: 3, column: 5, length: 2)),
            Self.hostile, remedy: Self.hostile,
            related: [.init(place: SourcePlace(file: "b"), message: Self.hostile)])
        let document = try parsed([finding])
        let item = try #require((document["findings"] as? [[String: Any]])?.first)
        #expect(Set(document.keys) == ["format_version", "errors", "warnings", "notes", "findings"])
        for key in ["file", "message", "remedy"] { #expect(item[key] as? String == Self.hostile) }
        #expect(item["line"] as? Int == 3)
        #expect(item["column"] as? Int == 5)
        #expect(item["end_line"] as? Int == 3)
        #expect(item["end_column"] as? Int == 7)
        let related = try #require((item["related"] as? [[String: Any]])?.first)
        #expect(related["message"] as? String == Self.hostile)
    }

    @Test func `raw output holds no control characters`() throws {
        let output = try JSONFormat.render([
            Findings.at("a", in: "a", message: Self.hostile, remedy: Self.hostile, file: Self.hostile)
        ])
        #expect(!output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(output.hasSuffix("}\n"))
    }

    @Test func `telephone numbers are masked`() throws {
        let output = try JSONFormat.render([
            Findings.at("a", in: "573001119999", message: "573001119999", remedy: "573001119999")
        ])
        #expect(!output.contains("573001119999"))
        #expect(output.contains("573•••••9999"))
    }
}

@Suite struct GitHubFormatTests {
    private func lines(_ findings: [Finding]) -> [String] {
        GitHubFormat.render(findings).split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    @Test func `a finding is one workflow command`() {
        let finding = Findings.at("no", in: "text: no", number: 4, message: "m: n, o", remedy: "r")
        #expect(
            lines([finding]) == [
                "::error file=a.yaml,line=4,col=7,endLine=4,endColumn=9,title=some-rule::m: n, o%0Ar"
            ])
    }

    @Test func `warnings and notes are commands of their own kind`() {
        #expect(lines([Findings.at("a", in: "a", rule: Findings.warning)])[0].hasPrefix("::warning "))
        let note = Rule(
            "some-note", .note, summary: "", reason: "", remedy: "", wrong: .file(""), right: .file(""),
            source: "")
        #expect(lines([Findings.at("a", in: "a", rule: note)])[0].hasPrefix("::notice "))
    }

    @Test func `a place without a line has no line`() {
        let finding = Finding(Findings.rule, at: SourcePlace(file: "a.csv"), "m", remedy: "r")
        #expect(lines([finding]) == ["::error file=a.csv,title=some-rule::m%0Ar"])
    }

    @Test(arguments: [
        "\n::error file=x::smuggled", "\r\n::add-mask::x", "%0A::stop-commands::x", "\u{2028}::error::x",
        "\u{85}::error::x", "\u{1B}]0;x\u{7}",
    ])
    func `text cannot begin a command of its own`(_ hostile: String) {
        let finding = Finding(
            Findings.rule,
            at: SourcePlace(file: "a\(hostile)", span: SourceSpan(line: 1), excerpt: hostile),
            "m\(hostile)", remedy: "r\(hostile)")
        let output = GitHubFormat.render([finding])
        #expect(output.split(separator: "\n", omittingEmptySubsequences: true).count == 1)
        // The runner takes only lines that begin with two colons, after any line end it knows.
        let ends: Set<Unicode.Scalar> = ["\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"]
        #expect(output.unicodeScalars.count { ends.contains($0) } == 1)
        #expect(!output.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `percent signs are escaped once`() {
        let finding = Findings.at("a", in: "a", message: "50% %0A", remedy: "%25")
        #expect(lines([finding])[0].hasSuffix("::50%25 %250A%0A%2525"))
    }

    @Test func `commas and colons in a path do not begin a property`() {
        let finding = Findings.at("a", in: "a", file: "a,line=9:b.yaml")
        #expect(lines([finding])[0].hasPrefix("::error file=a%2Cline=9%3Ab.yaml,line=1,"))
    }

    @Test(arguments: [(10, 10, 0), (11, 9, 2), (25, 9, 16)])
    func `more than ten of one kind are counted in the tenth`(_ count: Int, _ shown: Int, _ more: Int) {
        let findings = (1...count).map { Findings.at("a", in: "a", number: $0) }
        let output = lines(findings)
        #expect(output.count == min(count, 10))
        #expect(output.count { $0.contains("file=a.yaml") } == shown)
        if more > 0 { #expect(output[9] == "::error::\(more) more; run `pregon validate` to see all") }
    }

    @Test func `ten errors leave room for ten warnings, and errors come first`() {
        let warnings = (1...12).map { Findings.at("a", in: "a", number: $0, rule: Findings.warning) }
        let errors = (1...12).map { Findings.at("a", in: "a", number: $0) }
        let output = lines(warnings + errors)
        #expect(output.count == 20)
        #expect(output[..<10].allSatisfy { $0.hasPrefix("::error") })
        #expect(output[10...].allSatisfy { $0.hasPrefix("::warning") })
    }
}
