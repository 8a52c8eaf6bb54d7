import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Testing

/// One input of the corpus and what `pregon validate` should say of it.
///
/// A case is a campaign file that is judged inside a copy of `Fixtures/workspace`, or a folder that is a
/// workspace of its own. Its golden output stands beside the file, or in the folder as `expected.txt`.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let isFolder: Bool

    var testDescription: String { name }

    var goldenPath: String {
        isFolder ? "\(path)/expected.txt" : path.replacing(/\.yaml$/, with: ".txt")
    }

    /// The golden output; nil where none has been written yet.
    var golden: String? { try? String(contentsOfFile: goldenPath, encoding: .utf8) }

    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures").path(percentEncoded: false)

    /// Consent, dates and goldens are judged on this day.
    static let today = LocalDate(year: 2026, month: 11, day: 23) ?? LocalDate(dayNumber: 0)

    static func all(in folder: String) -> [CorpusCase] {
        let root = "\(fixtures)/\(folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().compactMap { name in
            if name.hasSuffix(".yaml") {
                return CorpusCase(name: String(name.dropLast(5)), path: "\(root)/\(name)", isFolder: false)
            }
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
            guard exists, isFolder.boolValue else { return nil }
            return CorpusCase(name: name, path: "\(root)/\(name)", isFolder: true)
        }
    }

    /// Every finding of the case, in the order of `pregon validate`.
    func findings() throws -> [Finding] {
        if isFolder { return try TemporaryWorkspace.findings(root: path) }
        let workspace = try TemporaryWorkspace(copying: "\(Self.fixtures)/workspace")
        defer { workspace.remove() }
        try workspace.write("\(name).yaml", Data(contentsOf: URL(filePath: path)))
        return try workspace.findings()
    }

    /// What a person reads at the terminal.
    static func rendered(_ findings: [Finding]) -> String { HumanFormat(usesColor: false).render(findings) }
}

/// A folder that lives as long as one test.
struct TemporaryWorkspace {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "pregon-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    init(copying original: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "pregon-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.copyItem(atPath: original, toPath: path)
    }

    func write(_ name: String, _ data: Data) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func findings() throws -> [Finding] { try Self.findings(root: path) }

    static func load(root path: String) throws -> LoadedWorkspace {
        struct NoFolder: Error { let path: String }
        guard let real = WorkspaceRoot.realPath(path) else { throw NoFolder(path: path) }
        return WorkspaceLoader(root: WorkspaceRoot(path: real, shownPath: ""), environment: [:]).load()
    }

    static func findings(root path: String) throws -> [Finding] {
        let loaded = try load(root: path)
        guard let workspace = loaded.workspace else {
            return Silencing.apply(
                to: loaded.findings.map { Silencing.Candidate($0) }, ignores: loaded.ignores,
                isComplete: false)
        }
        let sources = AudienceSources(
            root: loaded.root, workspace: workspace, today: CorpusCase.today, suppressed: [])
        return WorkspaceChecker(root: loaded.root, sources: sources).findings(of: loaded)
    }
}
