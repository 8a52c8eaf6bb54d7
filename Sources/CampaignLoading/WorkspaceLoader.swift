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

    package init(root: WorkspaceRoot, environment: [String: String] = [:]) {
        self.root = root
        self.environment = environment
    }

    /// - Parameter only: paths relative to the workspace, if not everything is to be read. References
    ///   between campaigns are then not checked.
    package func load(only: [String]? = nil) -> LoadedWorkspace {
        var root = root
        var findings: [Finding] = []
        let workspace = loadWorkspaceFile(&findings)
        if let audiences = workspace?.audiences { root.audiences = folder(audiences) }
        let listing = WorkspaceFiles(root: root, ignore: workspace?.ignore ?? []).list()
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
            root: root, workspace: workspace, campaigns: [], fileCount: 0, brokenCampaigns: [], findings: [])
        var names: [String: SourcePlace] = [:]
        for path in only ?? listing.files {
            loaded.fileCount += 1
            load(path, root: root, into: &loaded, names: &names)
        }
        if only == nil { checkGroups(&loaded, known: Set(names.keys)) }
        loaded.findings += findings
        loaded.findings.sort()
        loaded.campaigns.sort { $0.campaign.name < $1.campaign.name }
        return loaded
    }

    /// Judges one text as a campaign of this workspace, e.g. what an editor holds unsaved.
    package func load(text source: SourceText) -> LoadedWorkspace {
        var findings: [Finding] = []
        let workspace = loadWorkspaceFile(&findings)
        var root = root
        if let audiences = workspace?.audiences { root.audiences = folder(audiences) }
        var loaded = LoadedWorkspace(
            root: root, workspace: workspace, campaigns: [], fileCount: 1, brokenCampaigns: [],
            findings: findings)
        var names: [String: SourcePlace] = [:]
        decode(source, into: &loaded, names: &names)
        loaded.findings.sort()
        return loaded
    }

    // MARK: Files

    private func loadWorkspaceFile(_ findings: inout [Finding]) -> Workspace? {
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
        let load = YAMLReader.read(SourceText(path: shown, bytes: bytes))
        let sink = FindingSink()
        sink.add(load.findings)
        let workspace = load.document.flatMap {
            WorkspaceDecoder(reader: NodeReader(sink: sink)).decode($0.root)
        }
        findings += sink.findings
        return workspace
    }

    private func load(
        _ path: String, root: WorkspaceRoot, into loaded: inout LoadedWorkspace,
        names: inout [String: SourcePlace]
    ) {
        let shown = root.shown(path)
        do {
            let bytes = try FileReading.bytes(
                of: "\(root.path)/\(path)", limit: YAMLLimits.standard.fileBytes + 1)
            decode(SourceText(path: shown, bytes: bytes), into: &loaded, names: &names)
        } catch {
            loaded.findings.append(
                Finding(
                    ReferenceRules.fileMissing, at: SourcePlace(file: shown),
                    "\(shown) cannot be read: \(error.reason)", remedy: "check the file's permissions"))
        }
    }

    private func decode(
        _ source: SourceText, into loaded: inout LoadedWorkspace, names: inout [String: SourcePlace]
    ) {
        let load = YAMLReader.read(source)
        let sink = FindingSink()
        sink.add(load.findings)
        var campaign: LoadedCampaign?
        var name: String?
        if let document = load.document {
            name = CampaignDecoder.name(document.root)
            campaign = CampaignDecoder(
                reader: NodeReader(sink: sink), root: loaded.root, source: source,
                workspace: loaded.workspace
            ).decode(document.root)
        }
        if let found = campaign {
            let place = found.places.name.place
            if let first = names[found.campaign.name] {
                sink.add(
                    Finding(
                        ReferenceRules.duplicateCampaign, at: place,
                        "another file has a campaign `\(found.campaign.name)` already",
                        remedy: "give each campaign its own name; one that was sent must keep its name",
                        related: [.init(place: first, message: "the first stands here")]))
            } else {
                names[found.campaign.name] = place
            }
        }
        if let campaign, !sink.findings.hasErrors {
            loaded.campaigns.append(campaign)
        } else if let name {
            loaded.brokenCampaigns.append(name)
        }
        loaded.findings += sink.findings
    }

    // MARK: Between files

    /// `group: {of: …}` must name a campaign that creates a group.
    private func checkGroups(_ loaded: inout LoadedWorkspace, known: Set<String>) {
        for campaign in loaded.campaigns {
            guard case .of(let owner) = campaign.campaign.group?.origin, let place = campaign.places.group,
                !loaded.brokenCampaigns.contains(owner)
            else { continue }
            let other = loaded.campaign(named: owner)?.campaign
            if case .created = other?.group?.origin { continue }
            let words =
                other == nil ? "there is no campaign `\(owner)`" : "campaign `\(owner)` creates no group"
            loaded.findings.append(
                Finding(
                    ReferenceRules.unknownGroup, at: place.place, words,
                    remedy: NearestName.of(owner, in: known.sorted()).map { "did you mean `\($0)`?" }
                        ?? "name the campaign that creates the group"))
        }
        let wrong = Set(loaded.findings.filter { $0.rule == ReferenceRules.unknownGroup }.map(\.place.file))
        loaded.brokenCampaigns += loaded.campaigns.filter { wrong.contains($0.source.path) }
            .map(\.campaign.name)
        loaded.campaigns.removeAll { wrong.contains($0.source.path) }
    }

    private func folder(_ setting: Setting) -> String? {
        switch setting {
        case .literal(let path): WorkspaceRoot.realPath(path.hasPrefix("/") ? path : "\(root.path)/\(path)")
        case .environment(let name): environment[name].flatMap(WorkspaceRoot.realPath)
        }
    }
}
