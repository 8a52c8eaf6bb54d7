import CampaignModel
import Ledger

/// A plan that was saved to be approved and applied later. It names people and contents by keyed hashes only.
package struct SavedPlan: Sendable {
    package struct Part: Sendable {
        package var campaign: String
        package var revision: Int
        package var occurrence: String
        package var toSend: Int
        package var excluded: Int
        package var entries: SavedEntries
        /// Keyed hash of what decides how and when it is sent: lines, hours, days, pace, ends.
        package var settings: String

        package init(
            campaign: String, revision: Int, occurrence: String, toSend: Int, excluded: Int,
            entries: SavedEntries, settings: String
        ) {
            self.campaign = campaign
            self.revision = revision
            self.occurrence = occurrence
            self.toSend = toSend
            self.excluded = excluded
            self.entries = entries
            self.settings = settings
        }
    }

    package static let format = 1

    /// When it was made, ISO 8601 in UTC.
    package var created: String
    package var ledgerID: String
    package var retryFailed: Bool
    package var campaigns: [Part]

    package init(created: String, ledgerID: String, retryFailed: Bool, campaigns: [Part]) {
        self.created = created
        self.ledgerID = ledgerID
        self.retryFailed = retryFailed
        self.campaigns = campaigns
    }

    /// What has changed between this plan and one made now, in words; empty if nothing has.
    /// - Parameters:
    ///   - names: by the secret of that ledger.
    ///   - onSend: called after each send of the current plan.
    /// - Throws: where an audience's file has changed since the current plan was made.
    package func differences(
        from current: Plan, ledger: LedgerIdentity, names: PlanNames, onSend: () -> Void = {}
    ) throws -> [String] {
        guard ledger.id == ledgerID else { return ["it was made with another ledger (\(ledgerID))"] }
        var changes: [String] = []
        for part in campaigns {
            guard let other = current.campaigns.first(where: { $0.scope.campaign == part.campaign }) else {
                changes.append("campaign \(part.campaign) is gone")
                continue
            }
            changes += try part.differences(from: other, names, onSend).map { "\(part.campaign): \($0)" }
        }
        for other in current.campaigns
        where !campaigns.contains(where: { $0.campaign == other.scope.campaign }) {
            changes.append("campaign \(other.scope.campaign) is new")
        }
        return changes
    }
}

extension SavedPlan.Part {
    fileprivate func differences(from other: CampaignPlan, _ names: PlanNames, _ onSend: () -> Void) throws
        -> [String]
    {
        var changes: [String] = []
        if revision != other.scope.revision {
            changes.append("revision was \(revision), now \(other.scope.revision)")
        }
        if occurrence != other.scope.occurrence {
            changes.append("the occurrence was \(occurrence), now \(other.scope.occurrence)")
        }
        if settings != names.name(ofSettings: other.settings) {
            changes.append("a line, the hours, the pace or the schedule is another than when it was made")
        }
        guard changes.isEmpty else { return changes }
        var search = SavedEntries.Search(entries)
        var (joined, edited, moved, stands) = (0, 0, 0, 0)
        for send in other.sends {
            let now = try names.entry(of: send)
            defer { onSend() }
            guard let old = search.find(now.send) else {
                joined += 1
                continue
            }
            let isSame = old.content == now.content.half
            if !isSame { edited += 1 }
            if old.standing.line != now.line { moved += 1 }
            if old.standing.kind != now.kind, isSame { stands += 1 }
        }
        for (count, words) in [
            (joined, "new"), (search.unfound, "gone"), (edited, "with other content"),
            (moved, "on another line"),
            (stands, "standing otherwise in the ledger than when it was made"),
        ] where count > 0 {
            changes.append("\(count) \(count == 1 ? "send" : "sends") \(words)")
        }
        return changes
    }
}
