import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Gateway
import Ledger
import LedgerSQLite
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
        let chosen = names.isEmpty ? loaded.campaigns : names.compactMap { loaded.campaign(named: $0) }
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

    func sources(now: Instant, ledger: (any LedgerStore)?) throws -> AudienceSources {
        AudienceSources(
            root: loaded.root, workspace: workspace, today: zone.date(now),
            suppressed: try ledger?.suppressedNumbers() ?? [])
    }

    /// Checks audiences and makes the plan. Errors of a campaign's audience stop it.
    func plan(
        _ campaigns: [LoadedCampaign], now: Instant, ledger: (any LedgerStore)?, options: Planner.Options,
        console: Console
    ) throws -> Plan {
        let sources = try sources(now: now, ledger: ledger)
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
        return try Planner(
            workspace: workspace, zone: zone, now: now, options: options, templates: loaded.templates
        )
        .plan(requests, ledger: ledger)
    }

    // MARK: Ledger

    /// The ledger's file.
    func ledgerPath() throws -> String {
        let text = try resolve(workspace.ledger, what: "ledger")
        guard text.hasPrefix("sqlite:") else {
            throw Failure(
                .unreadable,
                "the ledger is not a SQLite file, which is all this version knows: write `sqlite:` and a path"
            )
        }
        let path = String(text.dropFirst("sqlite:".count))
        let place = path.hasPrefix("/") ? path : "\(loaded.root.path)/\(path)"
        // By any link to it, it is one ledger with one runner and one identity.
        guard let real = realpath(place, nil) else { return place }
        defer { free(real) }
        return String(cString: real)
    }

    /// The ledger if there is one; a lost, foreign or older one is an error, never "none".
    func existingLedger() throws -> SQLiteLedger? {
        do {
            return try SQLiteLedger.open(at: try ledgerPath(), expected: workspace.ledgerID)
        } catch let error as LedgerError {
            if case .missing = error { return nil }
            throw error
        }
    }

    /// The ledger, which must be there.
    func ledgerOfRecord() throws -> SQLiteLedger {
        guard let ledger = try existingLedger() else { throw LedgerError.missing(place: try ledgerPath()) }
        return ledger
    }

    /// The ledger for sending. A new one is made only if that is asked for.
    func ledgerForSending(makesNew: Bool, console: Console) throws -> SQLiteLedger {
        let path = try ledgerPath()
        if !makesNew { try refuseThrowAwayDisk(path) }
        if let ledger = try existingLedger() { return ledger }
        try refuseSecondLedger()
        if !makesNew {
            guard Console.isInteractive else { throw LedgerError.missing(place: path) }
            let question =
                "There is no ledger at \(path). A new one means that nobody has got anything yet. Create it?"
            guard console.confirms(question) else {
                throw Failure(.unreadable, "no ledger; nothing was sent")
            }
        }
        do {
            return try SQLiteLedger.create(at: path)
        } catch .exists {
            // Another program has made it in this very moment; which of the two sends is decided by the runner's role.
            return try ledgerOfRecord()
        }
    }

    /// Where pregon.yaml names its ledger, a new one would be another.
    func refuseSecondLedger() throws {
        guard let id = workspace.ledgerID else { return }
        throw Failure(
            .unreadable,
            """
            pregon.yaml names the ledger \(id), which is not there; a new one would be another. Put it back, or \
            remove `ledger_id` if it is lost for good and everybody may get everything again
            """)
    }

    /// In CI a file inside the checkout is gone after the job, and with it the knowledge of who got what.
    private func refuseThrowAwayDisk(_ path: String) throws {
        guard let ci = environment["CI"], !ci.isEmpty, ci != "false" else { return }
        let checkout = WorkspaceFinder.checkout(of: loaded.root.path)
        guard path == checkout || path.hasPrefix(checkout + "/") else { return }
        throw Failure(
            .unreadable,
            """
            this is a CI job, and the ledger \(path) lies inside the checkout, which is thrown away afterwards: \
            the next job would send everything again. Put it on a disk that stays (`ledger: ${PREGON_LEDGER}`, a \
            path outside the checkout; PostgreSQL once it is supported), or pass --new-ledger if that is meant
            """)
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
