import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing

// How corrected files get to the disk.
@Suite struct FixWritingTests {
    private static let wrong = FixTests.texts.replacing("Hola", with: "no")
    private static let right = FixTests.texts.replacing("Hola", with: "\"no\"")

    private func inWorkspace(_ body: (TemporaryWorkspace) throws -> Void) throws {
        let workspace = try TemporaryWorkspace(copying: "\(CorpusCase.fixtures)/workspace")
        defer { workspace.remove() }
        try body(workspace)
    }

    private func text(_ path: String) throws -> String {
        // Not by the file's name: that way a byte order mark would not be seen.
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test func `permissions stay, and nothing else is left in the folder`() throws {
        try inWorkspace { workspace in
            let path = "\(workspace.path)/caso.yaml"
            try workspace.write("caso.yaml", Self.wrong)
            chmod(path, 0o640)
            let before = try FileManager.default.contentsOfDirectory(atPath: workspace.path).sorted()
            #expect(try FixRun.fix(workspace).changes.count == 1)
            #expect(try text(path) == Self.right)
            #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path).sorted() == before)
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o640)
        }
    }

    @Test func `a link within the workspace stays a link, and its file is corrected`() throws {
        try inWorkspace { workspace in
            try workspace.write("notas/original.txt", Self.wrong)
            try FileManager.default.createSymbolicLink(
                atPath: "\(workspace.path)/caso.yaml", withDestinationPath: "notas/original.txt")
            #expect(try FixRun.fix(workspace).changes.count == 1)
            #expect(try text("\(workspace.path)/notas/original.txt") == Self.right)
            let target = try FileManager.default.destinationOfSymbolicLink(
                atPath: "\(workspace.path)/caso.yaml")
            #expect(target == "notas/original.txt")
        }
    }

    @Test func `nothing outside the workspace is written`() throws {
        try inWorkspace { workspace in
            let outside = try TemporaryWorkspace()
            defer { outside.remove() }
            try outside.write("caso.yaml", Self.wrong)
            try FileManager.default.createSymbolicLink(
                atPath: "\(workspace.path)/caso.yaml", withDestinationPath: "\(outside.path)/caso.yaml")
            #expect(try FixRun.fix(workspace).changes.isEmpty)
            let named = try FixRun.fix(workspace, only: ["caso.yaml"])
            #expect(named.changes.isEmpty)
            #expect(named.failures == ["caso.yaml was left as it was: it lies outside the workspace"])
            #expect(try text("\(outside.path)/caso.yaml") == Self.wrong)
        }
    }

    @Test func `a file that somebody else has changed meanwhile stays as it is`() throws {
        try inWorkspace { workspace in
            try workspace.write("caso.yaml", Self.wrong)
            let path = try #require(WorkspaceRoot.realPath("\(workspace.path)/caso.yaml"))
            let error = #expect(throws: FileReplacing.Failure.self) {
                try FileReplacing.replace(path, expecting: Array("older".utf8), with: Array("new".utf8))
            }
            #expect(error?.reason.contains("somebody else") == true)
            #expect(try text(path) == Self.wrong)
            let names = try FileManager.default.contentsOfDirectory(atPath: workspace.path)
            #expect(!names.contains { $0.hasPrefix(".pregon-fix") })
        }
    }

    @Test func `with named files only these and their audiences are corrected`() throws {
        try inWorkspace { workspace in
            for name in ["uno", "dos"] {
                try workspace.write("\(name).yaml", Self.wrong.replacing("caso", with: name))
            }
            let report = try FixRun.fix(workspace, only: ["dos.yaml"])
            #expect(report.changes.map(\.place.file) == ["dos.yaml"])
            #expect(try text("\(workspace.path)/uno.yaml") == Self.wrong.replacing("caso", with: "uno"))
        }
    }

    @Test func `an audience is corrected once its campaign can be read`() throws {
        try inWorkspace { workspace in
            let csv =
                "celular;nombre;autorizacion\r\n+57 310 123 4567;Ana;2026-01-05\r\n573 1012 34568;Luz;2026-01-05\r\n"
            try workspace.write("audiences/nueva.csv", "\u{FEFF}" + csv)
            let campaign = Self.wrong.replacing("clientes", with: "nueva")
            try workspace.write("caso.yaml", campaign)
            try workspace.write("otro.yaml", campaign.replacing("caso", with: "otro"))
            let report = try FixRun.fix(workspace)
            #expect(
                report.changes.map(\.line) == [
                    "caso.yaml:7:11: quoted `no`", "otro.yaml:7:11: quoted `no`",
                    "audiences/nueva.csv:2:1: wrote the number as 12 digits",
                    "audiences/nueva.csv:3:1: wrote the number as 12 digits",
                ])
            let after = csv.replacing("+57 310 123 4567", with: "573101234567")
                .replacing("573 1012 34568", with: "573101234568")
            #expect(try text("\(workspace.path)/audiences/nueva.csv") == "\u{FEFF}" + after)
            #expect(try workspace.findings().isEmpty)
            #expect(try FixRun.fix(workspace).changes.isEmpty)
        }
    }

    @Test func `findings know before the correction that there is one`() throws {
        try inWorkspace { workspace in
            let csv =
                "celular,autorizacion\n+57 310 123 4567,2026-01-05\n5.7E+11,2026-01-05\n573001112233,2026-01-05\n"
            try workspace.write("audiences/nueva.csv", csv)
            try workspace.write("caso.yaml", FixTests.texts.replacing("clientes", with: "nueva"))
            let found = try workspace.findings()
            #expect(found.map { $0.fix != nil } == [true, false])
        }
    }
}
