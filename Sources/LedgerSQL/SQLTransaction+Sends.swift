import CampaignModel
import Ledger

extension SQLTransaction {
    /// A person who did not get a message does not get the ones after it.
    func suppressFollowers(of send: LedgerSend, at: Instant) throws {
        try execute(
            """
            UPDATE sends SET state = 'suppressed', reason = ?, not_before = NULL, changed_at = ?
            WHERE campaign = ? AND revision = ? AND occurrence = ? AND recipient = ? AND position > ?
                AND state = 'planned'
            """,
            [
                "message \(send.key.message) before it was not accepted", at.milliseconds, send.key.campaign,
                send.key.revision, send.key.occurrence, SendRow.recipient(send.key.target), send.position,
            ])
    }

    /// Why a number is never to be written to again; nil where it may be.
    func suppression(of number: PhoneNumber) throws -> String? {
        try value("SELECT reason FROM suppressions WHERE number = ?", [Int64(number.digits)])
    }

    func store(_ group: GroupRecord, at: Instant) throws {
        try execute(
            "INSERT INTO groups (campaign, chat_id, invite_link, created_at) VALUES (?, ?, ?, ?)",
            [group.campaign, group.chatID, group.inviteLink, at.milliseconds])
    }

    func group(of campaign: String) throws -> GroupRecord? {
        try row("SELECT campaign, chat_id, invite_link FROM groups WHERE campaign = ?", [campaign])
            .map { GroupRecord(campaign: try $0.at(0), chatID: try $0.at(1), inviteLink: try $0.at(2)) }
    }
}
