import Foundation
import Testing

@testable import Diagnostics

@Suite struct SARIFFormatTests {
    private func run(_ findings: [Finding]) throws -> [String: Any] {
        let report = FindingReport(findings: findings, fileCount: 1, toolVersion: "1.2.3")
        let parsed = try JSONSerialization.jsonObject(with: Data(FindingFormat.sarif.render(report).utf8))
        let log = try #require(parsed as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        return try #require((log["runs"] as? [[String: Any]])?.first)
    }

    private func place(_ finding: Finding) throws -> [String: Any] {
        let result = try #require((try run([finding])["results"] as? [[String: Any]])?.first)
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        return try #require(location["physicalLocation"] as? [String: Any])
    }

    /// The schema says what a log may hold; `PythonReader.schema` says where it comes from.
    @Test(.enabled(if: PythonReader.hasSchema, "the schema is missing: run `bash .ci/deps test`"))
    func `logs are valid against the official schema`() throws {
        let reports =
            [Reports.fixed, FindingReport(findings: [], fileCount: 0, toolVersion: "1.0.0")]
            + HostileTextTests.texts.map(HostileTextTests.report)
        let outputs = try reports.map { try FindingFormat.sarif.render($0) }
        let script = """
            import jsonschema
            schema = json.load(open(sys.argv[2], encoding='utf-8'))
            validator = jsonschema.validators.validator_for(schema)(schema)
            for output in json.loads(text):
                validator.validate(json.loads(output))
            # The validation is one: a log without its tool is refused.
            broken = json.loads(json.loads(text)[0])
            del broken['runs'][0]['tool']
            assert not validator.is_valid(broken)
            """
        let input = String(decoding: try JSONEncoder().encode(outputs), as: UTF8.self)
        _ = try PythonReader.run(script, input: input, arguments: [PythonReader.schema])
    }

    @Test(arguments: ["", "👋🏽 ", "e\u{301}ñ ", "漢字🎉"])
    func `columns count code points, and a snippet is what stands there`(_ before: String) throws {
        #expect(try run([])["columnKind"] as? String == "unicodeCodePoints")
        let line = "\(before){{x}} y"
        let place = try place(Findings.at("{{x}}", in: line, number: 4))
        let region = try #require(place["region"] as? [String: Any])
        let start = try #require(region["startColumn"] as? Int)
        let end = try #require(region["endColumn"] as? Int)
        #expect(start == before.unicodeScalars.count + 1)
        // Read as the standard says: from the start column up to, not including, the end column.
        let scalars = Array(line.unicodeScalars)
        #expect(String(String.UnicodeScalarView(scalars[(start - 1)..<(end - 1)])) == "{{x}}")
        #expect((region["snippet"] as? [String: Any])?["text"] as? String == "{{x}}")
        let context = try #require(place["contextRegion"] as? [String: Any])
        #expect((context["snippet"] as? [String: Any])?["text"] as? String == line)
        #expect(region["startLine"] as? Int == 4 && context["startLine"] as? Int == 4)
    }

    @Test func `a finding without a place has no region, one of several lines no snippet`() throws {
        #expect(try place(Reports.fixed.findings[3])["region"] == nil)
        let region = try #require(try place(Reports.fixed.findings[1])["region"] as? [String: Any])
        #expect(region["snippet"] == nil && region["endLine"] as? Int == 5)
    }

    @Test(arguments: [
        ("campañas/día 1.yaml", "campa%C3%B1as/d%C3%ADa%201.yaml", "%SRCROOT%"),
        ("a:b?c#d%.yaml", "a%3Ab%3Fc%23d%25.yaml", "%SRCROOT%"), ("<stdin>", "%3Cstdin%3E", "%SRCROOT%"),
        ("/tmp/a.yaml", "file:///tmp/a.yaml", nil),
    ])
    func `paths are URIs`(_ path: String, _ uri: String, _ base: String?) throws {
        let place = try place(Finding(Findings.rule, at: SourcePlace(file: path), "m", remedy: "r"))
        let location = try #require(place["artifactLocation"] as? [String: Any])
        #expect(location["uri"] as? String == uri)
        #expect(location["uriBaseId"] as? String == base)
    }

    @Test func `rules are those that found something, once each, with help`() throws {
        let run = try run(Reports.fixed.findings)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["some-rule", "some-warning", "some-note"])
        #expect(rules[0]["name"] as? String == "SomeRule")
        let help = try #require(rules[2]["help"] as? [String: Any])
        let markdown = try #require(help["markdown"] as? String)
        #expect(markdown.contains("`a: [1]` is \\<odd>.") && markdown.contains("```yaml\na: [1]\n```"))
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["ruleIndex"] as? Int } == [0, 1, 0, 2])
        #expect(results.map { $0["level"] as? String } == ["error", "warning", "error", "note"])
    }
}

@Suite struct FingerprintTests {
    @Test func `a finding that moves keeps its fingerprint`() {
        let here = Findings.at("b", in: "a: b", number: 3, message: "m", remedy: "r")
        let there = Findings.at("b", in: "  a:  b", number: 30, message: "m", remedy: "r")
        #expect(Fingerprint.all(of: [here]) == Fingerprint.all(of: [there]))
        let other = Findings.at("b", in: "a: c b", number: 3)
        #expect(Fingerprint.all(of: [here]) != Fingerprint.all(of: [other]))
    }

    @Test func `the fingerprints of a report are distinct`() {
        let findings = (1...50).map { Findings.at("a", in: "a", number: $0 % 5) }
        #expect(Set(Fingerprint.all(of: findings)).count == 50)
    }

    /// The values of RFC 9923 for "" and "a".
    @Test func `the hash is FNV-1a of 128 bits`() {
        #expect(Fingerprint.hash("") == "6c62272e07bb014262b821756295c58d")
        #expect(Fingerprint.hash("a") == "d228cb696f1a8caf78912b704e4a8964")
    }
}
