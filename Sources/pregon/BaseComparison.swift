import Audience
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Ledger
import Planning
import Revisions

/// The campaigns that a command is about: those that can be planned, and the mistakes of the others.
struct ChosenCampaigns {
    var usable: [LoadedCampaign]
    var broken: [String: [String]] = [:]
}

/// Puts `plan --base` together: the files of the revision beside those of the work tree.
struct BaseComparison {
    let session: Session
    let ledger: (any LedgerStore)?
    let options: Planner.Options
    let progress: StepProgress

    /// - Parameter names: the campaigns asked for; empty: all.
    func difference(of plan: Plan, to base: String, chosen: ChosenCampaigns, names: [String]) async throws
        -> WorkspaceDiff
    {
        defer { progress.end() }
        let now = try side(
            of: session.loaded, workspace: session.workspace, usable: chosen.usable, at: plan.now)
        var current = now
        current.broken = chosen.broken
        do {
            return try await Revision.read(
                base, of: session.loaded.root, environment: session.environment
            ) { revision in
                try WorkspaceComparison(
                    name: revision.name, commit: revision.commit,
                    base: try revision.workspace.map { try earlierSide(of: $0, at: plan.now) },
                    current: current, notes: revision.notes
                ).diff(
                    plan, only: names.isEmpty ? nil : Set(names), ledger: ledger, options: options)
            }
        } catch let error as RevisionError {
            if case .badName = error { throw Failure(.usage, "\(error)") }
            throw Failure(.unreadable, "\(error)")
        }
    }

    private func earlierSide(of loaded: LoadedWorkspace, at now: Instant) throws -> WorkspaceComparison.Side {
        let file = loaded.root.shown(WorkspaceLoader.workspaceFile)
        let isWrong = loaded.findings.contains { $0.place.file == file && $0.severity == .error }
        guard let workspace = loaded.workspace, !isWrong else {
            let names = loaded.campaigns.map(\.campaign.name) + loaded.brokenCampaigns
            let why = ["\(file) itself had an error then"]
            return WorkspaceComparison.Side(
                workspace: session.workspace, requests: [],
                broken: Dictionary(names.map { ($0, why) }, uniquingKeysWith: { first, _ in first }))
        }
        var side = try side(of: loaded, workspace: workspace, usable: loaded.campaigns, at: now)
        side.broken.merge(loaded.mistakesOfBroken, uniquingKeysWith: { first, _ in first })
        return side
    }

    /// Consent is judged on the same day and by the same opt-outs on both sides, so that only files make a
    /// difference.
    private func side(
        of loaded: LoadedWorkspace, workspace: Workspace, usable: [LoadedCampaign], at now: Instant
    ) throws -> WorkspaceComparison.Side {
        let sources = AudienceSources(
            root: loaded.root, workspace: workspace, today: session.zone.date(now),
            suppressed: try ledger?.suppressedNumbers() ?? [])
        progress.follow(sources)
        var side = WorkspaceComparison.Side(workspace: workspace, requests: [])
        for campaign in usable {
            let name = campaign.campaign.name
            do {
                let input = try sources.input(for: campaign)
                if let file = input.file, !file.hasPrefix(loaded.root.path + "/") {
                    side.outside.insert(name)
                }
                side.requests.append(
                    Planner.Request(
                        campaign: campaign.campaign, audience: input,
                        mediaHashes: try campaign.mediaHashes(in: loaded.root)))
            } catch let error as AudienceError {
                side.broken[name] = error.findings.map(\.message)
            }
        }
        return side
    }
}

extension LoadedWorkspace {
    /// What is wrong with each campaign whose file has an error.
    var mistakesOfBroken: [String: [String]] {
        var mistakes: [String: [String]] = [:]
        for name in brokenCampaigns {
            let errors = findings.filter { $0.severity == .error && $0.place.file == brokenFiles[name] }
            mistakes[name] = errors.map { "\($0.place.file): \($0.message)" }
        }
        return mistakes
    }
}

extension Session {
    /// The campaigns named, or all, with the mistakes of those that cannot be planned.
    func chosenCampaigns(_ names: [String], now: Instant, ledger: (any LedgerStore)?) throws
        -> ChosenCampaigns
    {
        try refuseUnknown(names)
        func isAskedFor(_ name: String) -> Bool { names.isEmpty || names.contains(name) }
        var chosen = ChosenCampaigns(
            usable: [], broken: loaded.mistakesOfBroken.filter { isAskedFor($0.key) })
        let checker = WorkspaceChecker(root: loaded.root, sources: try sources(now: now, ledger: ledger))
        for campaign in loaded.campaigns where isAskedFor(campaign.campaign.name) {
            let errors = checker.check(campaign, in: loaded).filter { $0.severity == .error }
            if errors.isEmpty {
                chosen.usable.append(campaign)
            } else {
                chosen.broken[campaign.campaign.name] = errors.map { "\($0.place.file): \($0.message)" }
            }
        }
        return chosen
    }

    /// The ledger, if this machine knows where it is and it is there: a pull request from a fork has no secrets.
    func reachableLedger() throws -> (any LedgerStore)? {
        guard (try? ledgerPlace()) != nil else { return nil }
        return try existingLedger()
    }
}
