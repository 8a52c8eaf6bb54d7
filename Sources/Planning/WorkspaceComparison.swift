import Audience
import CampaignModel
import Ledger
import Timetable

/// Compares the files of an earlier revision with those of a plan.
package struct WorkspaceComparison: Sendable {
    /// One state of the files.
    package struct Side: Sendable {
        package var workspace: Workspace
        /// Its campaigns without mistakes, by name.
        package var requests: [Planner.Request]
        /// Campaigns that cannot be compared, and what is wrong with each.
        package var broken: [String: [String]]
        /// Campaigns whose audience lies outside git.
        package var outside: Set<String>

        package init(
            workspace: Workspace, requests: [Planner.Request], broken: [String: [String]] = [:],
            outside: Set<String> = []
        ) {
            self.workspace = workspace
            self.requests = requests
            self.broken = broken
            self.outside = outside
        }
    }

    let name: String
    let commit: String
    /// Nil where the revision has no workspace.
    let base: Side?
    let current: Side
    let notes: [String]

    /// - Parameters:
    ///   - name: the revision as it was asked for.
    ///   - notes: what could not be read of it, in words.
    package init(name: String, commit: String, base: Side?, current: Side, notes: [String] = []) {
        self.name = name
        self.commit = commit
        self.base = base
        self.current = current
        self.notes = notes
    }

    /// - Parameters:
    ///   - plan: the plan of the current files.
    ///   - only: the campaigns asked for; nil: all of both sides.
    package func diff(
        _ plan: Plan, only: Set<String>? = nil, ledger store: (any LedgerStore)?,
        options: Planner.Options = Planner.Options()
    ) throws -> WorkspaceDiff {
        func isAskedFor(_ name: String) -> Bool { only?.contains(name) ?? true }
        var old = try OldSide(base, now: plan.now, isAskedFor: isAskedFor, ledger: store, options: options)
        let year = plan.zone.date(plan.now).components.year
        var new: [String: CampaignPlan] = [:]
        for campaign in plan.campaigns { new[campaign.campaign.name] = campaign }
        var result = WorkspaceDiff(
            name: name, commit: commit,
            settings: base.map {
                SettingChanges.sentences(from: $0.workspace, to: current.workspace, year: year)
            } ?? [], notes: notes, campaigns: [])
        if base == nil { result.notes.append("\(name) has no workspace here, so every campaign is new") }
        var unmatched: [(index: Int, roll: AudienceRoll, campaign: Campaign)] = []
        for request in current.requests where isAskedFor(request.campaign.name) {
            guard let own = new[request.campaign.name] else { continue }
            let roll = try AudienceRoll(request)
            if old.requests[own.campaign.name] == nil, old.broken[own.campaign.name] == nil {
                unmatched.append((result.campaigns.count, roll, own.campaign))
            }
            result.campaigns.append(compare(own, request, roll, with: &old, year: year))
        }
        for (name, mistakes) in current.broken where isAskedFor(name) {
            var diff = CampaignDiff(name: name, kind: .brokenNow, mistakes: mistakes)
            diff.notes.append("nothing of it is planned; what it has waiting is held until it is mended")
            result.campaigns.append(diff)
        }
        let known = Set(current.requests.map(\.campaign.name)).union(current.broken.keys)
        for (name, request) in old.requests.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            var diff = CampaignDiff(name: name, kind: .removed)
            diff.before = old.outlines[name]
            let roll = old.rolls[name]
            diff.audience = AudienceDiff(from: roll, to: nil)
            diff.notes.append("what it has waiting is held; it is not sent while the file is gone")
            let index = result.campaigns.count
            result.campaigns.append(diff)
            if let roll { markRenamed(request.campaign, roll, at: index, among: &unmatched, in: &result) }
        }
        for (name, mistakes) in old.broken where !known.contains(name) {
            result.campaigns.append(CampaignDiff(name: name, kind: .removed, mistakes: mistakes))
        }
        let order = CampaignDiff.Kind.allCases
        result.campaigns.sort {
            (order.firstIndex(of: $0.kind) ?? 0, $0.name) < (order.firstIndex(of: $1.kind) ?? 0, $1.name)
        }
        return result
    }

    // MARK: One campaign

    private func compare(
        _ plan: CampaignPlan, _ request: Planner.Request, _ roll: AudienceRoll, with old: inout OldSide,
        year: Int
    ) -> CampaignDiff {
        let name = plan.campaign.name
        var diff = CampaignDiff(name: name, kind: .new)
        diff.after = CampaignOutline(plan)
        if let mistakes = old.broken[name] {
            diff.kind = .brokenBefore
            diff.mistakes = mistakes
            diff.audience = AudienceDiff(from: nil, to: roll)
            return diff
        }
        guard let before = old.requests[name] else {
            diff.audience = AudienceDiff(from: nil, to: roll)
            return diff
        }
        diff.before = old.outlines[name]
        diff.audience = AudienceDiff(from: old.rolls[name], to: roll)
        diff.texts = CampaignTexts.changes(
            from: CampaignTexts(before.campaign, mediaHashes: before.mediaHashes),
            to: CampaignTexts(request.campaign, mediaHashes: request.mediaHashes))
        diff.schedule =
            ScheduleChanges(old: before.campaign.schedule, new: request.campaign.schedule, year: year)
            .sentences
        diff.settings = SettingChanges.sentences(from: before.campaign, to: request.campaign)
        diff.kind = diff.hasChanges ? .changed : .unchanged
        if current.outside.contains(name) || base?.outside.contains(name) == true {
            diff.notes.append(
                "its audience lies outside git, which keeps no earlier version of it: how the file itself "
                    + "changed cannot be seen")
        }
        diff.notes += sentNotes(plan, diff)
        return diff
    }

    /// What has gone out already does not change any more.
    private func sentNotes(_ plan: CampaignPlan, _ diff: CampaignDiff) -> [String] {
        var notes: [String] = []
        let edited = plan.totals.count(of: .changed)
        if edited > 0 {
            let what = edited == 1 ? "1 message has already gone out and says" : nil
            notes.append(
                "\(what ?? "\(edited) messages have already gone out and say") something else now. "
                    + "Nobody gets it again; raise `revision` if everybody should")
        }
        let isOfGroup = diff.texts.contains {
            ["group, name", "group, welcome"].contains($0.what)
        }
        if isOfGroup, plan.group?.chatID != nil {
            notes.append(
                "the group has been made already and keeps the name and the welcome it was made with")
        }
        return notes
    }

    /// A campaign that is gone, and a new one that says the same to the same people: it was renamed.
    private func markRenamed(
        _ gone: Campaign, _ roll: AudienceRoll, at index: Int,
        among candidates: inout [(index: Int, roll: AudienceRoll, campaign: Campaign)],
        in result: inout WorkspaceDiff
    ) {
        let found = candidates.firstIndex { candidate in
            guard candidate.campaign.messages == gone.messages, candidate.campaign.group == gone.group else {
                return false
            }
            let smaller = min(roll.entries.count, candidate.roll.entries.count)
            return AudienceDiff(from: roll, to: candidate.roll).common * 2 >= max(1, smaller)
        }
        guard let found else { return }
        let candidate = candidates.remove(at: found)
        result.campaigns[index].renamedTo = candidate.campaign.name
        result.campaigns[candidate.index].renamedFrom = gone.name
        result.campaigns[candidate.index].audience = AudienceDiff(from: roll, to: candidate.roll)
        result.campaigns[candidate.index].notes.append(
            "`\(gone.name)` was renamed. To the ledger a new name is a new campaign: whoever has got it under the "
                + "old name would get it again. Keep the old name, unless that is meant")
    }
}

/// What the files of the revision come to.
private struct OldSide {
    var requests: [String: Planner.Request] = [:]
    var rolls: [String: AudienceRoll] = [:]
    var outlines: [String: CampaignOutline] = [:]
    var broken: [String: [String]]

    init(
        _ side: WorkspaceComparison.Side?, now: Instant, isAskedFor: (String) -> Bool,
        ledger: (any LedgerStore)?, options: Planner.Options
    ) throws {
        broken = side?.broken.filter { isAskedFor($0.key) } ?? [:]
        guard let side else { return }
        var usable: [Planner.Request] = []
        for request in side.requests {
            let name = request.campaign.name
            do {
                let roll = try AudienceRoll(request)
                usable.append(request)
                guard isAskedFor(name) else { continue }
                rolls[name] = roll
                requests[name] = request
            } catch {
                if isAskedFor(name) { broken[name] = Self.mistakes(error) }
            }
        }
        guard let zone = Zone(identifier: side.workspace.timezone) else { return }
        let planner = Planner(workspace: side.workspace, zone: zone, now: now, options: options)
        try planner.plan(usable.filter { isAskedFor($0.campaign.name) }, ledger: ledger) { _, plan in
            outlines[plan.campaign.name] = CampaignOutline(plan)
        }
    }

    private static func mistakes(_ error: AudienceError) -> [String] {
        switch error {
        case .unusable(let findings): findings.filter { $0.severity == .error }.map(\.message)
        case .consumer: ["its placeholders do not fit the columns of its audience"]
        }
    }
}
