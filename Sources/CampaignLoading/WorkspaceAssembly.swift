import CampaignModel
import Diagnostics
import YAMLTree

/// Puts a workspace together, file by file, and then judges what the files say of one another.
struct WorkspaceAssembly {
    private var loaded: LoadedWorkspace
    private let lines: KnownLines
    private let found = FoundFiles()
    /// Where each campaign's name stands first, whether the campaign is right or wrong.
    private var names: [String: FieldPlace] = [:]
    private var repeated: Set<String> = []
    /// Whether a file could not be read far enough to know the campaign's name.
    private var hasNameless = false

    init(_ loaded: LoadedWorkspace, lines: KnownLines) {
        self.loaded = loaded
        self.lines = lines
    }

    /// Adds a file, by its path relative to the workspace.
    mutating func add(_ path: String) {
        let shown = loaded.root.shown(path)
        do {
            let bytes = try FileReading.bytes(
                of: "\(loaded.root.path)/\(path)", limit: YAMLLimits.standard.fileBytes + 1)
            add(SourceText(path: shown, bytes: bytes))
        } catch {
            loaded.fileCount += 1
            hasNameless = true
            loaded.findings.append(
                Finding(
                    ReferenceRules.fileMissing, at: SourcePlace(file: shown),
                    "\(shown) cannot be read: \(error.reason)", remedy: "check the file's permissions"))
        }
    }

    mutating func add(_ source: SourceText) {
        loaded.fileCount += 1
        let load = YAMLReader.read(source)
        let ignores = IgnoreComment.all(in: load.document)
        let sink = FindingSink(load.findings, file: source.path, ignores: ignores)
        let nameNode = load.document.flatMap { CampaignDecoder.nameNode($0.root) }
        let campaign = load.document.flatMap { document in
            CampaignDecoder(
                reader: NodeReader(sink: sink), root: loaded.root, found: found, source: source,
                lines: lines
            ).decode(document.root)
        }
        if let nameNode, ValueText.isCampaignName(nameNode.text) { register(nameNode, sink: sink) }
        if let campaign, !sink.hasErrors {
            loaded.campaigns.append(campaign)
        } else if let name = nameNode?.text ?? Self.likelyName(source) {
            loaded.brokenCampaigns.append(name)
            loaded.brokenFiles[name] = source.path
        } else if load.document == nil, !load.findings.contains(where: { $0.rule == YAMLRules.emptyFile }) {
            hasNameless = true
        }
        loaded.findings += sink.findings
        loaded.ignores += ignores
    }

    /// The name in a file that YAML cannot read, by its line `campaign: …`: what that campaign has waiting is
    /// held, and other files may speak of it.
    private static func likelyName(_ source: SourceText) -> String? {
        let key = Array("campaign:".utf8)
        for line in source.bytes.split(separator: 0x0A) where line.starts(with: key) {
            let value = line.dropFirst(key.count).prefix { $0 != 0x23 }
            let name = String(decoding: value.filter { !" \t\r\"'".utf8.contains($0) }, as: UTF8.self)
            return ValueText.isCampaignName(name) ? name : nil
        }
        return nil
    }

    private mutating func register(_ node: YAMLNode, sink: FindingSink) {
        let name = node.text
        guard let first = names[name] else {
            names[name] = FieldPlace(node)
            return
        }
        repeated.insert(name)
        sink.report(
            ReferenceRules.duplicateCampaign, node, "another file has a campaign `\(name)` already",
            remedy: "give each campaign its own name; one that was sent must keep its name",
            related: [.init(place: first.place, message: "the first stands here")])
    }

    /// - Parameter checksGroups: false where only some files were read, so that others may have the group.
    mutating func finished(checksGroups: Bool) -> LoadedWorkspace {
        // Which of two campaigns with one name is meant cannot be said, so neither is sent.
        let unclear = repeated
        if !unclear.isEmpty { exclude { unclear.contains($0.campaign.name) } }
        if checksGroups { checkGroups() }
        loaded.findings.sort()
        loaded.campaigns.sort { $0.campaign.name < $1.campaign.name }
        return loaded
    }

    private mutating func exclude(where isWrong: (LoadedCampaign) -> Bool) {
        for wrong in loaded.campaigns.filter(isWrong) {
            loaded.brokenCampaigns.append(wrong.campaign.name)
            loaded.brokenFiles[wrong.campaign.name] = wrong.source.path
        }
        loaded.campaigns.removeAll(where: isWrong)
    }

    /// `group: {of: …}` must name a campaign that creates a group.
    private mutating func checkGroups() {
        var wrong: Set<String> = []
        for campaign in loaded.campaigns {
            guard case .of(let owner) = campaign.campaign.group?.origin, let place = campaign.places.groupOf,
                !loaded.brokenCampaigns.contains(owner)
            else { continue }
            let other = loaded.campaign(named: owner)?.campaign
            if case .created = other?.group?.origin { continue }
            wrong.insert(campaign.source.path)
            // The campaign may be the one whose file has another mistake.
            if other == nil, hasNameless { continue }
            let others = names.keys.filter { $0 != owner && $0 != campaign.campaign.name }.sorted()
            loaded.findings.append(
                Finding(
                    ReferenceRules.unknownGroup, at: place.place,
                    other == nil ? "there is no campaign `\(owner)`" : "campaign `\(owner)` creates no group",
                    remedy: NearestName.question(owner, in: others)
                        ?? "name the campaign that creates the group"))
        }
        if !wrong.isEmpty { exclude { wrong.contains($0.source.path) } }
    }
}
