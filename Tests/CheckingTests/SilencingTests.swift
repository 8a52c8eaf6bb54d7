import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing

@Suite struct SilencingTests {
    /// A campaign file of the corpus that can be read, with a warning of its own.
    struct Warned: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let finding: Finding
        let others: [Finding]

        var testDescription: String { "\(name) \(finding.rule.name) \(finding.place.span?.start.line ?? 0)" }
    }

    static let warned: [Warned] = CorpusCase.all(in: "err").filter { !$0.isFolder }.flatMap {
        one -> [Warned] in
        guard let text = try? String(contentsOfFile: one.path, encoding: .utf8),
            let found = try? one.findings(),
            !found.hasErrors, !text.contains("pregon-ignore")
        else { return [] }
        return found.filter { $0.place.file == "\(one.name).yaml" && $0.place.span != nil }.map { finding in
            Warned(name: one.name, text: text, finding: finding, others: found.filter { $0 != finding })
        }
    }

    private func findings(_ name: String, _ text: String) throws -> [Finding] {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("\(name).yaml", text)
        return try workspace.findings()
    }

    /// The line of the file at which a comment can be put: that of the text's beginning for a line inside one.
    private func anchor(_ one: Warned) throws -> Int {
        let line = try #require(one.finding.place.span).start.line
        let lines = one.text.split(separator: "\n", omittingEmptySubsequences: false)
        let above = lines[..<line].lastIndex { $0.hasSuffix(": |") || $0.hasSuffix(": >") }
        guard let above, lines[(above + 1)..<line].allSatisfy({ $0.hasPrefix("      ") }) else { return line }
        return above + 1
    }

    @Test func `the corpus has warnings to silence`() { #expect(Self.warned.count >= 10) }

    @Test(arguments: warned)
    func `a comment above silences its rule there and nothing else`(_ one: Warned) throws {
        var lines = one.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = try anchor(one)
        lines.insert("# pregon-ignore: \(one.finding.rule.name) así lo quiere el cliente", at: line - 1)
        let left = try findings(one.name, lines.joined(separator: "\n")).map {
            "\($0.rule.name) \($0.message)"
        }
        let expected = one.others.filter { other in
            // Of one rule all findings of the line, or of the text that begins there, are silenced.
            other.rule != one.finding.rule
                || (try? anchor(
                    Warned(
                        name: one.name, text: one.text, finding: other, others: []))) != line
        }
        #expect(left == expected.map { "\($0.rule.name) \($0.message)" })
    }

    @Test(arguments: warned)
    func `a comment for another rule silences nothing and is said to be useless`(_ one: Warned) throws {
        var lines = one.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = try anchor(one)
        lines.insert("# pregon-ignore: bidi-control así lo quiere el cliente", at: line - 1)
        let names = try findings(one.name, lines.joined(separator: "\n")).map(\.rule.name)
        let expected = ([one.finding] + one.others).map(\.rule.name)
        guard !expected.contains("bidi-control") else { return }
        #expect(names.sorted() == (expected + ["unused-ignore"]).sorted())
    }

    private static let rows = """
        celular,nombre,autorizacion
        573001110001,Ana,2026-01-05
        573001110002,Luis,
        """

    private func campaign(_ comment: String) -> String {
        """
        campaign: caso
        version: 1
        category: utility
        lines: [equipo]
        audience:
          file: audiences/nueva.csv\(comment)
          phone: celular
          opt_in: autorizacion
        messages:
          - text: Hola
        """
    }

    @Test func `what a row gives is silenced where the campaign names its file`() throws {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("audiences/nueva.csv", Self.rows)
        try workspace.write("caso.yaml", campaign(""))
        #expect(try workspace.findings().map(\.rule.name) == ["rows-excluded"])
        try workspace.write("caso.yaml", campaign("   # pregon-ignore: rows-excluded firma en enero"))
        #expect(try workspace.findings() == [])
    }

    @Test func `what a list of pregon yaml gives is silenced where it is named`() throws {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("audiences/bajas.csv", "celular\n573001110009\n5,73E+11\n")
        #expect(try workspace.findings().map(\.rule.name) == ["list-with-invalid-numbers"])
        let file = try String(contentsOfFile: "\(workspace.path)/pregon.yaml", encoding: .utf8)
        let reason = "  # pregon-ignore: list-with-invalid-numbers viene así de cartera"
        try workspace.write(
            "pregon.yaml",
            file.replacing("lists: [audiences/bajas.csv]", with: "lists: [audiences/bajas.csv]\(reason)"))
        #expect(try workspace.findings() == [])
    }

    @Test func `a warning of pregon yaml is silenced there`() throws {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        let file = try String(contentsOfFile: "\(workspace.path)/pregon.yaml", encoding: .utf8)
        let line = "  # pregon-ignore: law-switched-off solo hay números de prueba\n  law: none"
        try workspace.write("pregon.yaml", file.replacing("  law: co-2300", with: line))
        #expect(try workspace.findings() == [])
    }

    @Test func `beside an error it is not said that a comment is useless`() throws {
        let comment = "   # pregon-ignore: rows-excluded firma en enero"
        let names = try findings("caso", campaign(comment).replacing("nueva", with: "falta")).map(\.rule.name)
        #expect(names == ["file-missing"])
    }

    @Test func `a comment beside a secret does not show it`() throws {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        let file = try String(contentsOfFile: "\(workspace.path)/pregon.yaml", encoding: .utf8)
        try workspace.write(
            "pregon.yaml",
            file.replacing(
                "token: ${CONTACTO_TOKEN}", with: "token: s3cr3t   # pregon-ignore: secret-literal no"))
        let output = CorpusCase.rendered(try workspace.findings())
        #expect(output.contains("ignore-of-error"))
        #expect(!output.contains("s3cr3t"))
    }

    @Test func `every command's findings can name only rules of the catalogue`() {
        let names = RuleCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("unused-ignore"))
    }
}
