import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing
import YAMLTree

// What `validate --fix` keeps to, whatever the file.
@Suite struct FixPropertyTests {
    /// Runs the correction on one campaign file and holds it to its promises. Gives what was changed.
    @discardableResult
    private func hold(_ before: Data, in workspace: TemporaryWorkspace, name: String) throws -> [Fix] {
        let path = "\(workspace.path)/\(name)"
        try workspace.write(name, before)
        let errorsBefore = try workspace.findings().filter { $0.severity == .error }
        let report = try FixRun.fix(workspace)
        let after = try Data(contentsOf: URL(filePath: path))
        let changes = report.changes.filter { $0.place.file == name }
        #expect((before == after) == changes.isEmpty)

        // Lines stay, and those that nothing is said of stay byte by byte.
        let old = before.split(separator: 0x0A, omittingEmptySubsequences: false)
        let new = after.split(separator: 0x0A, omittingEmptySubsequences: false)
        #expect(old.count == new.count)
        let changed = Set(changes.compactMap { $0.place.span?.start.line })
        for (index, (one, other)) in zip(old, new).enumerated() {
            if !changed.contains(index + 1) { #expect(one == other, "line \(index + 1)") }
            #expect(Self.remark(one) == Self.remark(other), "the remark on line \(index + 1)")
        }

        // Errors do not come to lines that were changed, unless they had one.
        let loaded = YAMLReader.read(SourceText(path: name, bytes: Array(before))).document
        let errorsAfter = try workspace.findings().filter { $0.severity == .error }
        if loaded != nil { #expect(errorsAfter.count <= errorsBefore.count) }
        let wrongBefore = Set(errorsBefore.compactMap { $0.place.span?.start.line })
        for error in errorsAfter where error.place.file == name {
            guard let line = error.place.span?.start.line, changed.contains(line) else { continue }
            #expect(wrongBefore.contains(line))
        }

        let again = try FixRun.fix(workspace)
        #expect(again.changes.isEmpty, "\(again.changes.map(\.line))")
        #expect(try Data(contentsOf: URL(filePath: path)) == after)
        return changes
    }

    /// From the last ` # ` on: where a remark begins if the line has one.
    private static func remark(_ line: Data) -> Data? {
        line.range(of: Data(" # ".utf8), options: .backwards).map { line[$0.lowerBound...] }
    }

    /// What is corrected in the whole corpus of mistakes, in one list that a person can judge.
    @Test func `of the corpus exactly this is corrected`() throws {
        var list = ""
        for corpusCase in CorpusCase.all(in: "err") where !corpusCase.isFolder {
            let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
            defer { workspace.remove() }
            let name = "\(corpusCase.name).yaml"
            let text = try Data(contentsOf: URL(filePath: corpusCase.path))
            for change in try hold(text, in: workspace, name: name) { list += change.line + "\n" }
        }
        let golden = "\(CorpusCase.fixtures)/fixes.txt"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try list.write(toFile: golden, atomically: true, encoding: .utf8)
        }
        #expect(list == (try? String(contentsOfFile: golden, encoding: .utf8)))
    }

    private static let base = """
        # La campaña de prueba # y su nota
        campaign: caso   # el nombre
        version: 1
        category: utility
        description: Prueba de ñandú   # 🎉 nota
        lines: [equipo]
        audience:
          file: audiences/clientes.csv   # la lista
          phone: celular
          opt_in: autorizacion
          where: {ciudad: [Bogotá, Cali]}
        messages:
          - id: uno
            text: Hola Ana   # saludo
          # entre dos
          - text: |
              Hola # dentro
              Ana
        schedule:
          hours: 09:00-17:00
          days: [mon, tue]
        """ + "\n"

    private static let slips = [
        ("Hola Ana", "no"), ("Hola Ana", "*Hola* Ana"), ("Hola Ana", "{{nombre}}, hola"),
        ("Hola Ana", "@ana"),
        ("Hola Ana", "!x y"), ("Hola Ana", "Hola: Ana"), ("Hola Ana", "50% #sale"),
        ("Prueba de", "&prueba de"),
        ("category", "categry"), ("utility", "Utility"), ("audience:", "audiencia:"), ("days", "dais"),
        ("[mon, tue]", "[Mon, martes]"), ("opt_in", "optin"), ("phone", "phon"), ("Cali]", "no]"),
        ("Bogotá", "*Bogotá*"), ("messages", "mesages"), ("  - id: uno", "  - id: uno\n    txt: hola"),
        ("version: 1", "version: 1\nlines: []"), ("[equipo]", "[equipo"), ("hours", "\thours"),
        ("file", "fil"),
        ("uno", "!uno"), ("text: |", "text: |2x"), ("lines:", "line:"), ("Ana\n", "Ana\n\u{85}"),
    ]

    @Test(arguments: 0..<60) func `of a file with any mistakes only they change`(_ seed: UInt64) throws {
        var state = seed &* 7919 &+ 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var text = Self.base
        for _ in 0..<1 + next(5) {
            let (right, wrong) = Self.slips[next(Self.slips.count)]
            text = text.replacing(right, with: wrong, maxReplacements: 1)
        }
        if next(3) == 0 { text = text.replacing("\n", with: "\r\n") }
        var bytes = Array(text.utf8)
        if next(3) == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        if next(4) == 0 { bytes[next(bytes.count)] = UInt8(0x20 + next(0x5F)) }
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try hold(Data(bytes), in: workspace, name: "caso.yaml")
    }
}
