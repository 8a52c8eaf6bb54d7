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

    /// Everything there is to say of a workspace: what loading found and what checking finds, without what is
    /// silenced. This is what people are shown.
    package func findings(of loaded: LoadedWorkspace) -> [Finding] {
        Silencing.apply(
            to: loaded.findings.map { Silencing.Candidate($0) } + candidates(in: loaded),
            ignores: loaded.ignores, isComplete: loaded.workspace != nil)
    }

    /// What checking finds, silenced or not.
    package func check(_ loaded: LoadedWorkspace) -> [Finding] {
        Set(candidates(in: loaded).map(\.finding)).sorted()
    }

    private func candidates(in loaded: LoadedWorkspace) -> [Silencing.Candidate] {
        // Where a list is missing, the loader has said so at its place.
        let missing = loaded.findings.contains {
            $0.place.file == loaded.root.shown(WorkspaceLoader.workspaceFile)
                && [ReferenceRules.fileMissing, ReferenceRules.pathOutside].contains($0.rule)
        }
        let optOut = sources.optOutFindings.filter { !missing || $0.rule != ReferenceRules.fileMissing }
        let lists = sources.workspace.optOut.lists.map(root.shown)
        var found = at(optOut, lists, loaded.optOutLists)
        let schedules = loaded.workspace.flatMap { ScheduleCheck(workspace: $0, today: sources.today) }
        for (campaign, audience) in zip(loaded.campaigns, judgeAudiences(of: loaded.campaigns)) {
            found += audience.findings.map { finding in
                // Campaigns that share an audience share what is wrong with its rows.
                let isElsewhere = finding.place.file != campaign.source.path
                return Silencing.Candidate(
                    finding, alsoAt: isElsewhere ? campaign.places.audienceFile?.place : nil)
            }
            found += TemplateUse.findings(campaign, in: loaded).map { Silencing.Candidate($0) }
            found += (schedules?.findings(campaign, eligible: audience.eligible) ?? []).map {
                Silencing.Candidate($0)
            }
            found += at(
                sources.listFindings(of: campaign.campaign),
                campaign.campaign.audience.exclude.map(root.shown),
                campaign.places.exclude)
        }
        return found
    }

    /// Findings of lists, which are also silenced where the lists are named.
    private func at(_ findings: [Finding], _ files: [String], _ places: [FieldPlace]) -> [Silencing.Candidate]
    {
        findings.map { finding in
            let index = files.firstIndex(of: finding.place.file)
            return Silencing.Candidate(
                finding, alsoAt: index.flatMap { places.indices.contains($0) ? places[$0].place : nil })
        }
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
    /// The line of an eligible row with the number of one of the campaign's own lines.
    private(set) var ownNumberLine: Int?
    private let ownNumbers: [NumberKey]
    /// Eligible people for a group: a line's own number is not listed (gateways.md, "create a group").
    var members: Int { eligible - (ownNumberLine == nil ? 0 : 1) }

    init(_ loaded: LoadedCampaign, workspace: Workspace) {
        ownNumbers = loaded.campaign.lines.compactMap {
            workspace.line(named: $0).map { NumberKey($0.number) }
        }
    }

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
            if row.isTo(oneOf: ownNumbers) { ownNumberLine = ownNumberLine ?? row.line }
            if isSameForAll, eligible > 0 {
                eligible += 1
            } else if let reason = filling?.exclusion(of: row) {
                count(reason, row)
            } else {
                eligible += 1
            }
        } else if let reason = row.exclusion {
            count(reason, row)
        }
    }

    func findings(_ reading: AudienceReading, of loaded: LoadedCampaign, input: AudienceInput) -> [Finding] {
        reading.findings + RowsExcluded.findings(excluded, rows: reading.rows, input: input)
            + NobodyLeft.findings(self, reading: reading, loaded: loaded)
            + GroupTooSmall.findings(self, reading: reading, loaded: loaded)
            + OwnNumber.findings(self, loaded: loaded, input: input)
    }

    private mutating func count(_ reason: ExclusionReason, _ row: borrowing RecipientRow) {
        let kind = RowsExcluded.kind(of: reason)
        if excluded[kind] == nil {
            excluded[kind] = .init(
                reason: reason, firstLine: row.line, count: 0, maskedNumber: row.maskedNumber)
        }
        excluded[kind]?.count += 1
        if row.hasCorrectableNumber { excluded[kind]?.correctable += 1 }
    }
}
