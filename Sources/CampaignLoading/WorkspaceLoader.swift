import CampaignModel
import Diagnostics
import Foundation
import YAMLTree

/// Loads a whole workspace: every finding of every file, and the campaigns that are right.
package struct WorkspaceLoader {
    package static let workspaceFile = "pregon.yaml"
    package static let templatesFile = "templates.lock.yaml"

    let root: WorkspaceRoot
    /// Only to find the folder that `audiences: ${NAME}` names; secrets are not looked up here.
    let environment: [String: String]
    /// The folder that a relative `audiences:` starts from.
    let home: String

    /// - Parameter home: where the workspace really lies, if `root` is a copy of it.
    package init(root: WorkspaceRoot, environment: [String: String] = [:], home: String? = nil) {
        self.root = root
        self.environment = environment
        self.home = home ?? root.path
    }

    /// - Parameter only: paths relative to the workspace, if not everything is to be read. References
    ///   between campaigns are then not checked.
    package func load(only: [String]? = nil) -> LoadedWorkspace {
        var root = root
        var findings: [Finding] = []
        var ignores: [IgnoreComment] = []
        let decoded = loadWorkspaceFile(&findings, &ignores, root: &root)
        let listing = WorkspaceFiles(root: root, ignore: decoded?.workspace.ignore ?? []).list()
        for link in listing.linksOut {
            findings.append(
                Finding(
                    ReferenceRules.pathOutside, at: SourcePlace(file: root.shown(link)),
                    "`\(link)` is a symbolic link that leads out of the workspace",
                    remedy: "put the file itself into the workspace, or list the link under `ignore:`"))
        }
        for path in listing.unreadable {
            findings.append(
                Finding(
                    ReferenceRules.fileMissing, at: SourcePlace(file: root.shown(path)),
                    "the folder `\(path)` cannot be read", remedy: "check its permissions"))
        }
        var loaded = LoadedWorkspace(
            root: root, workspace: decoded?.workspace, campaigns: [], fileCount: 0, brokenCampaigns: [],
            findings: findings, ignores: ignores,
            optOutLists: decoded?.optOutLists.map(FieldPlace.init) ?? [])
        loadTemplates(into: &loaded, lines: decoded?.lines)
        var assembly = WorkspaceAssembly(loaded, lines: decoded?.lines ?? KnownLines(isComplete: false))
        // Whoever names all files of a folder names this one, too; it is read anyway.
        for path in only ?? listing.files where path != Self.templatesFile { assembly.add(path) }
        return assembly.finished(checksGroups: only == nil)
    }

    /// Judges one text as a campaign of this workspace, e.g. what an editor holds unsaved.
    package func load(text source: SourceText) -> LoadedWorkspace {
        var findings: [Finding] = []
        var ignores: [IgnoreComment] = []
        var root = root
        let decoded = loadWorkspaceFile(&findings, &ignores, root: &root)
        var loaded = LoadedWorkspace(
            root: root, workspace: decoded?.workspace, campaigns: [], fileCount: 0, brokenCampaigns: [],
            findings: findings, ignores: ignores,
            optOutLists: decoded?.optOutLists.map(FieldPlace.init) ?? [])
        loadTemplates(into: &loaded, lines: decoded?.lines)
        var assembly = WorkspaceAssembly(loaded, lines: decoded?.lines ?? KnownLines(isComplete: false))
        assembly.add(source)
        return assembly.finished(checksGroups: false)
    }

    /// Reads `pregon.yaml`, and tells the root in which folder outside audiences may live.
    private func loadWorkspaceFile(
        _ findings: inout [Finding], _ ignores: inout [IgnoreComment], root: inout WorkspaceRoot
    ) -> DecodedWorkspace? {
        let shown = root.shown(Self.workspaceFile)
        let bytes: [UInt8]
        do {
            bytes = try FileReading.bytes(
                of: "\(root.path)/\(Self.workspaceFile)", limit: YAMLLimits.standard.fileBytes + 1)
        } catch {
            findings.append(
                Finding(
                    ReferenceRules.fileMissing, at: SourcePlace(file: shown),
                    "\(shown) cannot be read: \(error.reason)",
                    remedy: "`pregon init` makes a workspace with one"))
            return nil
        }
        return decode(SourceText(path: shown, bytes: bytes), &findings, &ignores, root: &root)
    }

    /// Reads what may become `pregon.yaml`, for its own findings alone.
    func findings(ofWorkspaceFile source: SourceText) -> [Finding] {
        var findings: [Finding] = []
        var ignores: [IgnoreComment] = []
        var root = root
        _ = decode(source, &findings, &ignores, root: &root)
        return findings
    }

    private func decode(
        _ source: SourceText, _ findings: inout [Finding], _ ignores: inout [IgnoreComment],
        root: inout WorkspaceRoot
    ) -> DecodedWorkspace? {
        let load = YAMLReader.read(source)
        ignores = IgnoreComment.all(in: load.document)
        // A secret may stand on the same line.
        for index in ignores.indices { ignores[index].place.excerpt = nil }
        let sink = FindingSink(load.findings, file: source.path, ignores: ignores)
        let reader = NodeReader(sink: sink)
        let decoded = load.document.flatMap { WorkspaceDecoder(reader: reader).decode($0.root) }
        if let decoded {
            if let audiences = decoded.workspace.audiences { root.audiences = folder(audiences) }
            for list in decoded.optOutLists {
                _ = reader.existingFile(
                    list, list.text, root: root, what: "the opt-out list", isAudience: true)
            }
        }
        // Whatever went wrong, a secret may stand on the line that is shown.
        findings += sink.findings.map(SecretWords.masked)
        return decoded
    }

    private func folder(_ setting: Setting) -> String? {
        switch setting {
        case .literal(let path): WorkspaceRoot.realPath(path.hasPrefix("/") ? path : "\(home)/\(path)")
        case .environment(let name): environment[name].flatMap(WorkspaceRoot.realPath)
        }
    }
}
