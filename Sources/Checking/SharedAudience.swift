import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

// Many campaigns of a workspace write to the same file: its rows are read once, for all that read them alike.
extension WorkspaceChecker {
    /// The findings of each campaign's audience, in the campaigns' order.
    func checkAudiences(of campaigns: [LoadedCampaign]) -> [[Finding]] {
        var findings: [[Finding]] = Array(repeating: [], count: campaigns.count)
        for group in sharingAudience(campaigns) {
            for (index, own) in zip(group, checkTogether(group.map { campaigns[$0] })) {
                findings[index] = own
            }
        }
        return findings
    }

    /// Positions of campaigns, together where their recipients are the same people.
    private func sharingAudience(_ campaigns: [LoadedCampaign]) -> [[Int]] {
        var groups: [[Int]] = []
        var groupOf: [AudienceSource: Int] = [:]
        for (index, loaded) in campaigns.enumerated() {
            let source = loaded.campaign.audience
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

    /// - Parameter group: at least one campaign; all have the same audience.
    private func checkTogether(_ group: [LoadedCampaign]) -> [[Finding]] {
        let input: AudienceInput
        do {
            input = try sources.input(for: group[0])
        } catch {
            // What is missing is missing for all, but each names it in a place of its own.
            return group.map(inputFindings)
        }
        let stopped = StoppedChecks()
        do {
            let (reading, rows) = try AudienceReader.read(input) { SharedRows(group, stopped) }
            return group.indices.map { index in
                stopped.findings[index]
                    ?? rows.checks[index].findings(reading, input: input)
            }
        } catch {
            return group.indices.map { index in
                stopped.findings[index]
                    ?? MissingColumn.atTheirNames(error.findings, in: group[index], input: input)
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
    private let stopped: StoppedChecks
    private var running: [Int] = []

    /// No campaign of the group needs any row.
    struct NoneLeft: Error {}

    init(_ group: [LoadedCampaign], _ stopped: StoppedChecks) {
        checks = group.map(RowCheck.init)
        self.stopped = stopped
    }

    mutating func begin(_ header: AudienceHeader) throws {
        for index in checks.indices where stopped.findings[index] == nil {
            do throws(UnknownPlaceholders) {
                try checks[index].begin(header)
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
