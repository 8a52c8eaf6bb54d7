import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Gateway
import Ledger
import Planning
import Timetable

/// A workspace at work: loaded, checked, with its zone, its ledger and its lines.
struct Session {
    var loaded: LoadedWorkspace
    var workspace: Workspace
    var zone: Zone
    var environment: [String: String]

    /// Loads a workspace; `pregon.yaml` itself must be right.
    init(_ options: GlobalOptions, environment: [String: String] = ProcessInfo.processInfo.environment) throws
    {
        let root = try WorkspaceFinder.find(options.workspace)
        try self.init(root: root, environment: environment, console: options.console)
    }

    init(root: WorkspaceRoot, environment: [String: String], console: Console) throws {
        self.environment = environment
        loaded = WorkspaceLoader(root: root, environment: environment).load()
        let file = root.shown(WorkspaceLoader.workspaceFile)
        let own = loaded.findings.filter { $0.place.file == file }
        guard let workspace = loaded.workspace, !own.hasErrors else {
            throw Failure(
                .findings, "\(file) has errors; nothing can be planned or sent before they are mended",
                findings: HumanFormat(usesColor: console.usesColor).render(own.sorted()))
        }
        self.workspace = workspace
        guard let zone = Zone(identifier: workspace.timezone) else {
            throw Failure(.unreadable, "the system knows no time zone \(workspace.timezone)")
        }
        self.zone = zone
    }

    // MARK: Campaigns

    /// The campaigns named, or all. Those with errors stop everything, unless others were named.
    func campaigns(_ names: [String], console: Console) throws -> [LoadedCampaign] {
        try refuseUnknown(names)
        // Named twice, it is one campaign all the same.
        var seen: Set<String> = []
        let chosen =
            names.isEmpty
            ? loaded.campaigns
            : names.filter { seen.insert($0).inserted }.compactMap { loaded.campaign(named: $0) }
        let isBroken =
            names.isEmpty ? loaded.findings.hasErrors : names.contains { loaded.campaign(named: $0) == nil }
        if isBroken {
            let errors = loaded.findings.filter { $0.severity == .error }
            console.detail(HumanFormat(usesColor: console.usesColor).render(errors))
            throw Failure(
                .findings,
                "\(errors.count) error\(errors.count == 1 ? "" : "s") in the campaign files; `pregon validate` shows all"
            )
        }
        return chosen
    }

    /// Names of campaigns must be those of files.
    func refuseUnknown(_ names: [String], besides others: [String] = []) throws {
        let known = Set(loaded.campaigns.map(\.campaign.name) + loaded.brokenCampaigns + others).sorted()
        for name in names where !known.contains(name) {
            let hint =
                NearestName.of(name, in: known).map { "did you mean `\($0)`?" }
                ?? "there are: \(known.joined(separator: ", "))"
            throw Failure(.usage, "there is no campaign `\(name)`; \(hint)")
        }
    }

    /// Campaigns that the files or the ledger know.
    func knownCampaigns(_ ledger: any LedgerStore) throws -> [String] {
        let names = try ledger.tallies(campaign: nil).map(\.scope.campaign)
        return Set(loaded.campaigns.map(\.campaign.name) + loaded.brokenCampaigns + names).sorted()
    }

    func sources(now: Instant, ledger: (any LedgerStore)?, progress: StepProgress? = nil) throws
        -> AudienceSources
    {
        let sources = AudienceSources(
            root: loaded.root, workspace: workspace, today: zone.date(now),
            suppressed: try ledger?.suppressedNumbers() ?? [])
        progress?.follow(sources)
        return sources
    }

    /// Checks audiences and makes the plan. Errors of a campaign's audience stop it.
    func plan(
        _ campaigns: [LoadedCampaign], now: Instant, ledger: (any LedgerStore)?, options: Planner.Options,
        console: Console
    ) throws -> Plan {
        let progress = StepProgress(console)
        defer { progress.end() }
        let sources = try sources(now: now, ledger: ledger, progress: progress)
        let checker = WorkspaceChecker(root: loaded.root, sources: sources)
        let own = campaigns.flatMap { checker.check($0, in: loaded) }
        let findings = Set(sources.optOutFindings + own).filter { $0.severity == .error }
        if !findings.isEmpty {
            throw Failure(
                .findings, "the audiences or templates have errors; `pregon validate` shows all",
                findings: console.isQuiet
                    ? nil : HumanFormat(usesColor: console.usesColor).render(findings.sorted()))
        }
        let requests = try campaigns.map { loaded in
            Planner.Request(
                campaign: loaded.campaign, audience: try sources.input(for: loaded),
                mediaHashes: try loaded.mediaHashes(in: self.loaded.root))
        }
        var options = options
        options.onLedger = { progress.show("comparing \($0) with the ledger", $1, of: $2) }
        return try Planner(
            workspace: workspace, zone: zone, now: now, options: options, templates: loaded.templates
        )
        .plan(requests, ledger: ledger)
    }

    // MARK: Lines

    func resolve(_ setting: Setting, what: String) throws -> String {
        switch setting {
        case .literal(let text): return text
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw Failure(
                    .unreadable,
                    "\(what) is ${\(name)} in pregon.yaml, but \(name) is not set in the environment")
            }
            return value
        }
    }

    /// The ways to the gateways of the lines named; their secrets are looked up here, for the first time.
    func executionLines(_ names: Set<String>) throws -> [ExecutionLineParts] {
        try workspace.lines.filter { names.contains($0.name) }.map { line in
            let resolved = try LineResolver(session: self).resolve(line)
            return ExecutionLineParts(line: line, gateway: HTTPGatewayClient(line: resolved))
        }
    }
}

/// A line with the way to its gateway.
struct ExecutionLineParts {
    let line: Line
    let gateway: any GatewayClient
}

/// Finds the workspace that a command is about.
enum WorkspaceFinder {
    static func find(_ given: String?) throws -> WorkspaceRoot {
        if let given {
            guard let root = root(given) else {
                throw Failure(
                    .unreadable, "there is no pregon.yaml in \(given); `pregon init \(given)` makes one")
            }
            return root
        }
        if let root = nearest() { return root }
        throw Failure(
            .unreadable,
            "no pregon.yaml here, in a folder above or in campaigns/; `pregon init` makes a workspace, --workspace names one"
        )
    }

    /// The nearest one upward, else campaigns/; nil where there is none.
    static func nearest() -> WorkspaceRoot? {
        var folder = FileManager.default.currentDirectoryPath
        while true {
            if hasWorkspaceFile(folder), let root = root(folder) { return root }
            guard folder != "/", !folder.isEmpty else { return root("campaigns") }
            folder = (folder as NSString).deletingLastPathComponent
        }
    }

    static func root(_ path: String) -> WorkspaceRoot? {
        guard hasWorkspaceFile(path), let real = WorkspaceRoot.realPath(path) else { return nil }
        let here = WorkspaceRoot.realPath(FileManager.default.currentDirectoryPath) ?? "/"
        let shown =
            real == here ? "" : real.hasPrefix(here + "/") ? String(real.dropFirst(here.count + 1)) : path
        return WorkspaceRoot(path: real, shownPath: shown)
    }

    private static func hasWorkspaceFile(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(WorkspaceLoader.workspaceFile)")
    }

    /// The git checkout that holds a folder, or the folder itself.
    static func checkout(of path: String) -> String {
        var folder = path
        while folder != "/", !folder.isEmpty {
            if FileManager.default.fileExists(atPath: folder + "/.git") { return folder }
            folder = (folder as NSString).deletingLastPathComponent
        }
        return path
    }
}
