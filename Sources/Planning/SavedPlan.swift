import CampaignModel
import Ledger

/// A plan that was written to a file to be approved and applied later. It names people and contents by keyed
/// hashes only.
package struct SavedPlan: Codable, Sendable {
    package struct Entry: Codable, Sendable, Hashable {
        /// Keyed hash of the send's key.
        package var send: String
        /// What the plan says of it, e.g. `new`.
        package var kind: String
        /// Keyed hash of the fingerprint.
        package var content: String
        package var line: String
    }

    package struct Part: Codable, Sendable {
        package var campaign: String
        package var revision: Int
        package var occurrence: String
        package var to_send: Int
        package var excluded: Int
        package var entries: [Entry]
        /// Keyed hash of what decides how and when it is sent: lines, hours, days, pace, ends.
        package var settings: String
    }

    package static let format = 1

    package var format_version: Int
    /// When it was made, ISO 8601 in UTC.
    package var created: String
    package var ledger_id: String
    package var retry_failed: Bool
    package var campaigns: [Part]

    /// - Parameter key: the ledger's own secret.
    package init(_ plan: Plan, ledger: LedgerIdentity, key: [UInt8], retryFailed: Bool) throws {
        format_version = Self.format
        created = plan.now.description
        ledger_id = ledger.id
        retry_failed = retryFailed
        campaigns = try plan.campaigns.map { try Part($0, key: key) }
    }

    /// What has changed between this plan and one made now, in words; empty if nothing has.
    package func differences(from current: Plan, ledger: LedgerIdentity, key: [UInt8]) throws
        -> [String]
    {
        guard ledger.id == ledger_id else { return ["it was made with another ledger (\(ledger_id))"] }
        let now = try SavedPlan(current, ledger: ledger, key: key, retryFailed: retry_failed)
        var changes: [String] = []
        for part in campaigns {
            guard let other = now.campaigns.first(where: { $0.campaign == part.campaign }) else {
                changes.append("campaign \(part.campaign) is gone")
                continue
            }
            changes += part.differences(from: other).map { "\(part.campaign): \($0)" }
        }
        for part in now.campaigns where !campaigns.contains(where: { $0.campaign == part.campaign }) {
            changes.append("campaign \(part.campaign) is new")
        }
        return changes
    }
}

extension SavedPlan.Part {
    init(_ plan: CampaignPlan, key: [UInt8]) throws {
        campaign = plan.scope.campaign
        revision = plan.scope.revision
        occurrence = plan.scope.occurrence
        to_send = plan.totals.toSend
        excluded = plan.totals.excluded
        settings = Digest.keyed(plan.settings, key: key)
        entries = try plan.sends.map { send in
            SavedPlan.Entry(
                send: Digest.keyed(send.key.text, key: key), kind: send.kind.rawValue,
                content: Digest.keyed(hexadecimal(try send.fingerprint().bytes), key: key), line: send.line)
        }
    }

    func differences(from other: SavedPlan.Part) -> [String] {
        var changes: [String] = []
        if revision != other.revision { changes.append("revision was \(revision), now \(other.revision)") }
        if occurrence != other.occurrence {
            changes.append("the occurrence was \(occurrence), now \(other.occurrence)")
        }
        let before = Dictionary(entries.map { ($0.send, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(other.entries.map { ($0.send, $0) }, uniquingKeysWith: { first, _ in first })
        if settings != other.settings {
            changes.append("a line, the hours, the pace or the schedule is another than when it was made")
        }
        guard changes.isEmpty else { return changes }
        var (joined, left, edited, moved, stands) = (0, 0, 0, 0, 0)
        for (send, entry) in after {
            guard let old = before[send] else {
                joined += 1
                continue
            }
            if old.content != entry.content { edited += 1 }
            if old.line != entry.line { moved += 1 }
            if old.kind != entry.kind, old.content == entry.content { stands += 1 }
        }
        left = before.keys.count { after[$0] == nil }
        for (count, words) in [
            (joined, "new"), (left, "gone"), (edited, "with other content"), (moved, "on another line"),
            (stands, "standing otherwise in the ledger than when it was made"),
        ] where count > 0 {
            changes.append("\(count) \(count == 1 ? "send" : "sends") \(words)")
        }
        return changes
    }
}
