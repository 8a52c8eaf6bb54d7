import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

// Many campaigns of a workspace write to the same file: its rows are read once, for all that read them alike.
extension WorkspaceChecker {
    /// What is known of a campaign's audience.
    struct AudienceVerdict {
        var findings: [Finding]
        /// People left after the exclusions; nil where the audience could not be read, or does not fit.
        var eligible: Int?
    }

    /// The findings of each campaign's audience, in the campaigns' order.
    func checkAudiences(of campaigns: [LoadedCampaign]) -> [[Finding]] {
        judgeAudiences(of: campaigns).map(\.findings)
    }

    func judgeAudiences(of campaigns: [LoadedCampaign]) -> [AudienceVerdict] {
        var verdicts = Array(repeating: AudienceVerdict(findings: []), count: campaigns.count)
        for group in sharingAudience(campaigns) {
            for (index, own) in zip(group, checkTogether(group, of: campaigns)) { verdicts[index] = own }
        }
        return verdicts
    }

    /// Positions of campaigns, together where their recipients are the same people.
    private func sharingAudience(_ campaigns: [LoadedCampaign]) -> [[Int]] {
        var groups: [[Int]] = []
        var groupOf: [AudienceSource: Int] = [:]
        for index in campaigns.indices {
            let source = campaigns[index].campaign.audience
            guard case .file = source.origin else {
                groups.append([index])
                continue
            }
            if let group = groupOf[source] {
                groups[group].append(index)
            } else {
                groupOf[source] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    /// - Parameter group: positions of at least one campaign; all have the same audience.
    private func checkTogether(_ group: [Int], of campaigns: [LoadedCampaign]) -> [AudienceVerdict] {
        let input: AudienceInput
        do {
            input = try sources.input(for: campaigns[group[0]])
        } catch {
            // What is missing is missing for all, but each names it in a place of its own.
            return group.map { AudienceVerdict(findings: inputFindings(of: campaigns[$0])) }
        }
        let stopped = StoppedChecks()
        do {
            let (reading, rows) = try AudienceReader.read(input) {
                SharedRows(group, of: campaigns, workspace: sources.workspace, stopped)
            }
            return group.indices.map { member in
                if let findings = stopped.findings[member] { return AudienceVerdict(findings: findings) }
                let check = rows.checks[member]
                return AudienceVerdict(
                    findings: check.findings(reading, of: campaigns[group[member]], input: input),
                    eligible: check.eligible)
            }
        } catch {
            return group.indices.map { member in
                AudienceVerdict(
                    findings: stopped.findings[member]
                        ?? MissingColumn.atTheirNames(
                            error.findings, in: campaigns[group[member]], input: input))
            }
        }
    }

    private func inputFindings(of loaded: LoadedCampaign) -> [Finding] {
        do {
            _ = try sources.input(for: loaded)
            return []
        } catch {
            return error.findings
        }
    }
}

/// What is known of campaigns whose columns do not fit, by position in their group. It outlives the reading, which
/// may fail later on or begin anew in another encoding.
private final class StoppedChecks {
    var findings: [Int: [Finding]] = [:]
}

/// Hands every row to the checks of all campaigns in a group.
private struct SharedRows: AudienceConsumer {
    private(set) var checks: [RowCheck]
    private let group: [Int]
    private let campaigns: [LoadedCampaign]
    private let stopped: StoppedChecks
    private var running: [Int] = []

    /// No campaign of the group needs any row.
    struct NoneLeft: Error {}

    init(_ group: [Int], of campaigns: [LoadedCampaign], workspace: Workspace, _ stopped: StoppedChecks) {
        checks = group.map { RowCheck(campaigns[$0], workspace: workspace) }
        self.group = group
        self.campaigns = campaigns
        self.stopped = stopped
    }

    mutating func begin(_ header: AudienceHeader) throws {
        for index in checks.indices where stopped.findings[index] == nil {
            do throws(UnknownPlaceholders) {
                try checks[index].begin(header, of: campaigns[group[index]])
                running.append(index)
            } catch {
                stopped.findings[index] = error.findings
            }
        }
        if running.isEmpty { throw NoneLeft() }
    }

    mutating func row(_ row: borrowing RecipientRow) {
        for index in running { checks[index].row(row) }
    }
}
