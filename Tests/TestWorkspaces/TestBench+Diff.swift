import Audience
import CampaignModel
import Ledger
import Planning

extension TestBench {
    /// One state of the files with these campaigns.
    package func side(_ campaigns: [Campaign]) -> WorkspaceComparison.Side {
        WorkspaceComparison.Side(
            workspace: workspace,
            requests: campaigns.map { campaign in
                Planner.Request(
                    campaign: campaign,
                    audience: AudienceInput(
                        source: campaign.audience, shownPath: "\(campaign.name).yaml", today: zone.date(now)),
                    mediaHashes: [:])
            })
    }

    package func diff(
        from old: [Campaign], to new: [Campaign], ledger: (any LedgerStore)? = nil
    ) throws -> WorkspaceDiff {
        try diff(side(old), to: side(new), ledger: ledger)
    }

    package func diff(
        _ old: WorkspaceComparison.Side?, to new: WorkspaceComparison.Side, ledger: (any LedgerStore)? = nil
    ) throws -> WorkspaceDiff {
        guard let diff = try compared(old, to: new, ledger: ledger).base else { throw NotThere() }
        return diff
    }

    /// A plan of the new files with its difference to the old ones.
    package func compared(
        _ old: WorkspaceComparison.Side?, to new: WorkspaceComparison.Side, ledger: (any LedgerStore)? = nil
    ) throws -> Plan {
        var plan = try Planner(workspace: new.workspace, zone: zone, now: now)
            .plan(new.requests, ledger: ledger)
        let commit = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"
        plan.base = try WorkspaceComparison(name: "main", commit: commit, base: old, current: new)
            .diff(plan, ledger: ledger)
        return plan
    }
}
