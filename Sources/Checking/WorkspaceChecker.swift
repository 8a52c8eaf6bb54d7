import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// Checks every campaign of a workspace against its audience, row by row.
package struct WorkspaceChecker {
    let sources: AudienceSources
    let root: WorkspaceRoot

    package init(root: WorkspaceRoot, sources: AudienceSources) {
        self.root = root
        self.sources = sources
    }

    package func check(_ loaded: LoadedWorkspace) -> [Finding] {
        var findings = sources.optOutFindings
        var listFindings: Set<Finding> = []
        for campaign in loaded.campaigns {
            findings += check(campaign)
            listFindings.formUnion(sources.listFindings(of: campaign.campaign))
        }
        return (findings + listFindings).sorted()
    }

    package func check(_ loaded: LoadedCampaign) -> [Finding] {
        let input: AudienceInput
        do {
            input = try sources.input(for: loaded)
        } catch {
            return error.findings
        }
        do {
            let (reading, rows) = try AudienceReader.read(input) { RowCheck(loaded: loaded) }
            return reading.findings + rows.findings
                + RowsExcluded.findings(rows.excluded, rows: reading.rows, input: input)
                + NobodyLeft.findings(rows, reading: reading, loaded: loaded)
        } catch {
            switch error {
            case .unusable(let findings): return findings
            case .consumer(let unknown as UnknownPlaceholders): return unknown.findings
            case .consumer: return []
            }
        }
    }
}

/// Stops reading an audience whose columns do not fit the campaign.
struct UnknownPlaceholders: Error {
    let findings: [Finding]
}

/// Fills every text for every row and keeps count of what cannot go out.
struct RowCheck: AudienceConsumer {
    let loaded: LoadedCampaign
    private var filling: MessageFilling?
    private var scratch: [UInt8] = []
    private(set) var findings: [Finding] = []
    private(set) var eligible = 0
    /// By the reason's name: how many rows, the first one's line and words.
    private(set) var excluded: [String: RowsExcluded.Group] = [:]

    init(loaded: LoadedCampaign) { self.loaded = loaded }

    mutating func begin(_ header: AudienceHeader) throws {
        var unknown = UnknownColumn.inInvite(of: loaded, header: header)
        do {
            filling = try MessageFilling(campaign: loaded.campaign, header: header) { _ in [] }
        } catch {
            unknown += UnknownColumn.findings(error, in: loaded, header: header)
        }
        if !unknown.isEmpty { throw UnknownPlaceholders(findings: unknown) }
    }

    mutating func row(_ row: borrowing RecipientRow) throws {
        if row.isEligible {
            guard let filling else { return }
            if filling.isSameForAll, eligible > 0 {
                eligible += 1
                return
            }
            if let reason = filling.exclusion(of: row, scratch: &scratch) {
                count(reason, line: row.line)
            } else {
                eligible += 1
            }
        } else if let reason = row.exclusion {
            count(reason, line: row.line)
        }
    }

    private mutating func count(_ reason: ExclusionReason, line: Int) {
        excluded[reason.name, default: .init(reason: reason, firstLine: line, count: 0)].count += 1
    }
}
