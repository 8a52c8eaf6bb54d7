import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing
import YAMLTree

// Input that is too large, or too tied to a machine, to stand in the repository.
@Suite struct GeneratedInputTests {
    private static let campaign = """
        campaign: caso
        version: 1
        category: utility
        lines: [equipo]
        audience:
          file: audiences/clientes.csv
          phone: celular
          opt_in: autorizacion
        messages:
          - text: Hola

        """

    private func findings(_ files: [String: String], also: (TemporaryWorkspace) throws -> Void = { _ in })
        throws -> [Finding]
    {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        for (name, text) in files { try workspace.write(name, text) }
        try also(workspace)
        return try workspace.findings()
    }

    @Test func `a file over 32 MiB is refused without being read as YAML`() throws {
        let large = Self.campaign + "# " + String(repeating: "x", count: 32 << 20) + "\n"
        let found = try findings(["caso.yaml": large])
        #expect(found.map(\.rule) == [YAMLRules.fileTooLarge])
        #expect(found[0].place.file == "caso.yaml")
    }

    @Test func `a text over 1 MiB is refused where it begins`() throws {
        let long = Self.campaign.replacing("Hola", with: String(repeating: "x", count: 1 << 20 | 1))
        let found = try findings(["caso.yaml": long]).filter { $0.rule == YAMLRules.scalarTooLong }
        #expect(found.map(\.place.span?.start) == [SourcePosition(line: 10, column: 11)])
    }

    @Test func `a symbolic link out of the workspace is refused`() throws {
        let outside = try TemporaryWorkspace()
        defer { outside.remove() }
        try outside.write("otra.yaml", Self.campaign)
        let found = try findings([:]) {
            try FileManager.default.createSymbolicLink(
                atPath: "\($0.path)/enlace.yaml", withDestinationPath: "\(outside.path)/otra.yaml")
        }
        #expect(found.map(\.rule) == [ReferenceRules.pathOutside])
        #expect(found[0].place.file == "enlace.yaml")
    }

    @Test func `an audience behind a symbolic link out of the workspace is refused`() throws {
        let outside = try TemporaryWorkspace()
        defer { outside.remove() }
        try outside.write("otros.csv", "celular,autorizacion\n573001110001,2026-01-05\n")
        let found = try findings(["caso.yaml": Self.campaign.replacing("clientes.csv", with: "otros.csv")]) {
            try FileManager.default.createSymbolicLink(
                atPath: "\($0.path)/audiences/otros.csv", withDestinationPath: "\(outside.path)/otros.csv")
        }
        #expect(found.map(\.rule) == [ReferenceRules.pathOutside])
        #expect(found[0].place.span?.start == SourcePosition(line: 6, column: 9))
    }

    @Test func `files that ignore lists are not campaigns`() throws {
        let pregon = try String(
            contentsOfFile: "\(CorpusCase.fixtures)/workspace/pregon.yaml", encoding: .utf8)
        let files = [
            "notas/a.yaml": "hola: 1\n", "b.borrador.yaml": "hola: 1\n", ".oculto/c.yaml": "hola: 1\n",
        ]
        let without = try findings(files)
        #expect(without.map(\.place.file) == ["b.borrador.yaml", "notas/a.yaml"])
        let listed = pregon + "ignore: [notas/, \"*.borrador.yaml\"]\n"
        #expect(try findings(files.merging(["pregon.yaml": listed]) { $1 }).isEmpty)
    }

    @Test func `ten thousand mistakes of one kind are counted, not listed`() throws {
        let rows = String(repeating: "  - text: no\n", count: 10_000)
        let text = Self.campaign.replacing("  - text: Hola\n", with: rows)
        let found = try findings(["caso.yaml": text])
        #expect(found.count <= 10_000)
        #expect(found.allSatisfy { $0.rule == StructureRules.ambiguousText })
    }

    @Test func `campaigns that share an audience report its wrong rows once`() throws {
        let one = Self.campaign.replacing("clientes", with: "malos-filas")
        let found = try findings(["caso.yaml": one, "otro.yaml": one.replacing("caso", with: "otro")])
        #expect(!found.isEmpty)
        #expect(Set(found.map(\.place)).count == found.count)
    }

    @Test func `two runs print the same`() throws {
        let corpusCase = try #require(CorpusCase.all(in: "err").first { $0.name == "799-twenty-mistakes" })
        let first = CorpusCase.rendered(try corpusCase.findings())
        for _ in 0..<5 { #expect(CorpusCase.rendered(try corpusCase.findings()) == first) }
    }
}
