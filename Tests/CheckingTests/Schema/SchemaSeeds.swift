import CampaignLoading
import Diagnostics
import Foundation

/// Files that are right, each with the workspace in which it is.
struct SchemaSeeds {
    let schema: FileSchema
    /// A copy of the workspace that the files are judged in.
    let workspace: TemporaryWorkspace
    let texts: [String]

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

    /// The campaigns and workspaces of the repository, the corpus, and files with every key of the format.
    static func all() throws -> [SchemaSeeds] {
        let example = "\(repository)/campaigns"
        let corpus = "\(CorpusCase.fixtures)/workspace"
        let ownCampaigns = try files(in: "\(CorpusCase.fixtures)/schema", named: "campaign-")
        let ownWorkspaces = try files(in: "\(CorpusCase.fixtures)/schema", named: "workspace-")
        return [
            .init(
                schema: .campaign, workspace: try copy(example),
                texts: try files(in: example, named: "").filter { $0.contains("\ncampaign:") }),
            .init(
                schema: .campaign, workspace: try copy(corpus),
                texts: try files(in: "\(CorpusCase.fixtures)/ok", named: "") + ownCampaigns),
            .init(
                schema: .workspace, workspace: try copy(corpus),
                texts: try files(in: corpus, named: "pregon") + ownWorkspaces),
            .init(
                schema: .workspace, workspace: try copy(example),
                texts: try files(in: example, named: "pregon")),
        ]
    }

    private static func copy(_ folder: String) throws -> TemporaryWorkspace {
        try TemporaryWorkspace(copying: WorkspaceRoot.realPath(folder) ?? folder)
    }

    private static func files(in folder: String, named prefix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".yaml") }
            .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    }

    /// The loader's errors about one text.
    func errors(_ text: String) throws -> [Finding] {
        guard let real = WorkspaceRoot.realPath(workspace.path) else {
            throw SchemaJudge.Failure(output: "no folder \(workspace.path)")
        }
        let loader = WorkspaceLoader(root: WorkspaceRoot(path: real, shownPath: ""))
        switch schema {
        case .campaign:
            let source = SourceText(path: "mutant.yaml", bytes: Array(text.utf8))
            return loader.load(text: source).findings.filter { $0.rule.severity == .error }
        case .workspace:
            try workspace.write("pregon.yaml", text)
            return loader.load(only: []).findings.filter { $0.rule.severity == .error }
        }
    }
}
