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
        // Where a list is missing, the loader has said so at its place.
        let missing = loaded.findings.contains {
            $0.place.file == loaded.root.shown(WorkspaceLoader.workspaceFile)
                && [ReferenceRules.fileMissing, ReferenceRules.pathOutside].contains($0.rule)
        }
        var findings = sources.optOutFindings.filter { !missing || $0.rule != ReferenceRules.fileMissing }
        var listFindings: Set<Finding> = []
        let ofAudiences = checkAudiences(of: loaded.campaigns)
        for index in loaded.campaigns.indices {
            let campaign = loaded.campaigns[index]
            findings += ofAudiences[index]
            findings += TemplateUse.findings(campaign, in: loaded)
            if let workspace = loaded.workspace {
                findings += NeverOpen.findings(campaign, workspace: workspace, today: sources.today)
            }
            listFindings.formUnion(sources.listFindings(of: campaign.campaign))
        }
        // Campaigns that share an audience share what is wrong with its rows.
        return Set(findings).union(listFindings).sorted()
    }

    /// What keeps one campaign of a workspace from being planned, besides what the loader found in its file.
    package func check(_ campaign: LoadedCampaign, in loaded: LoadedWorkspace) -> [Finding] {
        let hasTemplates = campaign.campaign.gateway == .contacto
        return checkAudiences(of: [campaign]).flatMap(\.self) + TemplateUse.findings(campaign, in: loaded)
            // A list of templates with a mistake is no list to rely on.
            + (hasTemplates ? loaded.templateFindings : [])
    }
}

/// The columns of an audience do not fit the campaign, so that its rows need not be looked at.
struct UnknownPlaceholders: Error {
    let findings: [Finding]
}

/// Fills every text for every row and keeps count of what cannot go out.
struct RowCheck {
    private var filling: FillingCheck?
    private var isSameForAll = false
    private(set) var eligible = 0
    /// By the kind of reason: how many rows, the first one's line and words.
    private(set) var excluded: [String: RowsExcluded.Group] = [:]

    mutating func begin(
        _ header: AudienceHeader, of loaded: LoadedCampaign
    ) throws(UnknownPlaceholders) {
        var unknown = UnknownColumn.inInvite(of: loaded, header: header)
        do {
            let messages = try MessageFilling(campaign: loaded.campaign, header: header) { _ in [] }
            isSameForAll = messages.isSameForAll
            filling = FillingCheck(messages)
        } catch {
            unknown += UnknownColumn.findings(error, in: loaded, header: header)
        }
        if !unknown.isEmpty { throw UnknownPlaceholders(findings: unknown) }
    }

    mutating func row(_ row: borrowing RecipientRow) {
        if row.isEligible {
            if isSameForAll, eligible > 0 {
                eligible += 1
            } else if let reason = filling?.exclusion(of: row) {
                count(reason, line: row.line)
            } else {
                eligible += 1
            }
        } else if let reason = row.exclusion {
            count(reason, line: row.line)
            if row.hasCorrectableNumber { excluded[RowsExcluded.kind(of: reason)]?.correctable += 1 }
        }
    }

    func findings(_ reading: AudienceReading, of loaded: LoadedCampaign, input: AudienceInput) -> [Finding] {
        reading.findings + RowsExcluded.findings(excluded, rows: reading.rows, input: input)
            + NobodyLeft.findings(self, reading: reading, loaded: loaded)
    }

    private mutating func count(_ reason: ExclusionReason, line: Int) {
        excluded[RowsExcluded.kind(of: reason), default: .init(reason: reason, firstLine: line, count: 0)]
            .count += 1
    }
}
