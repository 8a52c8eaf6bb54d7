import Diagnostics
import Foundation
import Testing

/// Of one rule in one file a hundred findings are shown; the rest still counts.
@Suite struct FindingLimitTests {
    private static let head = """
        campaign: caso
        version: 1
        category: utility
        lines: [equipo]
        audience: {file: audiences/clientes.csv, phone: celular, opt_in: autorizacion}
        messages:

        """

    private func findings(_ text: String) throws -> [Finding] {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("caso.yaml", text)
        return try workspace.findings().filter { $0.place.file == "caso.yaml" }
    }

    private func messages(_ count: Int, _ line: (Int) -> String) -> String {
        Self.head + (0..<count).map { line($0) + "\n" }.joined()
    }

    @Test(arguments: [
        ("unknown-key", "  - {text: Hola, sobra: 1}"), ("unknown-column", "  - text: Hola {{nadie}}"),
        ("unquoted-placeholder", "  - text: {{nombre}}"), ("bad-image-address", "  - image: ftp://x"),
    ])
    func `errors beyond a hundred are one more finding that counts them`(rule: String, line: String) throws {
        let found = try findings(messages(150) { _ in line }).filter { $0.rule.name == rule }
        #expect(found.count == 101)
        #expect(found.count(of: .error) == 150)
        let rest = try #require(found.last)
        #expect(rest.isRest && rest.count == 50 && rest.place.span == nil)
        #expect(rest.message == "50 more places in this file have the same")
        #expect(found.dropLast().allSatisfy { !$0.isRest && $0.count == 1 })
    }

    @Test func `a hundred are shown as they are`() throws {
        let found = try findings(messages(100) { _ in "  - image: ftp://x" })
        #expect(found.count == 100 && !found.contains(where: \.isRest))
    }

    @Test func `a warning beyond a hundred still counts, and what a comment silences does not`() throws {
        let warned = "  - text: Hola *Ana"
        let comment = "   # pregon-ignore: unbalanced-mark así es"
        let all = try findings(messages(150) { _ in warned })
        #expect(all.count == 101 && all.count(of: .warning) == 150)
        // All are silenced, however many.
        #expect(try findings(messages(150) { _ in warned + comment }).isEmpty)
        // The last one is not: it is shown itself, since those with a comment take no room.
        let one = try findings(messages(150) { $0 == 149 ? warned : warned + comment })
        #expect(one.map(\.rule.name) == ["unbalanced-mark"])
        #expect(one.first?.place.span?.start.line == 156)
        // The first hundred are silenced; the others are more than a hundred.
        let rest = try findings(messages(250) { $0 < 100 ? warned + comment : warned })
        #expect(rest.count == 101 && rest.count(of: .warning) == 150)
    }

    @Test func `comments that are wrong are counted as well`() throws {
        let text = messages(150) { _ in "  - text: Hola   # pregon-ignore: never-open así es" }
        let found = try findings(text)
        #expect(found.count == 101 && found.count(of: .error) == 150)
        let unused = try findings(
            messages(150) { _ in "  - text: Hola   # pregon-ignore: unbalanced-mark no" })
        #expect(unused.count == 101 && unused.count(of: .warning) == 150)
    }

    @Test func `every format says how many there are`() throws {
        let found = try findings(messages(150) { _ in "  - image: ftp://x" })
        let report = FindingReport(findings: found, fileCount: 1, toolVersion: "0.1.0")
        for format in FindingFormat.allCases where format != .github {
            #expect(try format.render(report).contains("50 more places"), "\(format)")
        }
        #expect(try FindingFormat.json.render(report).contains("\"errors\" : 150"))
        #expect(try FindingFormat.github.render(report).contains("::error::141 more; run"))
    }
}
