import CampaignModel
import Ledger

/// Between rows of `sends` and values.
package enum SendRow {
    static let columns = """
        s.id, s.campaign, s.revision, s.occurrence, s.message, s.recipient, s.position, s.line, s.sender,
        s.fingerprint, s.group_owner, s.state, s.attempts, s.not_before, s.reason, s.permanent, s.message_id,
        s.doubted
        """

    static func send(_ row: any SQLRow, place: String) throws -> LedgerSend {
        let stored: [UInt8] = try row.at(9)
        guard let sender = PhoneNumber(digits: UInt64(bitPattern: try row.at(8))),
            let target = target(try row.at(5)),
            let fingerprint = Fingerprint(stored: stored),
            let state = SendState(rawValue: try row.at(11))
        else {
            throw LedgerError.damaged(place: place, detail: "send \(try row.at(0) as Int64) cannot be read")
        }
        return LedgerSend(
            id: try row.at(0),
            key: SendKey(
                campaign: try row.at(1), revision: try row.at(2), occurrence: try row.at(3),
                message: try row.at(4), target: target),
            position: try row.at(6), line: try row.at(7), sender: sender, fingerprint: fingerprint,
            life: SendLife(
                state: state, attempts: try row.count(12), notBefore: try row.momentIfAny(13),
                reason: try row.at(14), isPermanent: try row.at(15), messageID: try row.at(16),
                wasDoubted: try row.at(17)),
            groupOwner: try row.at(10))
    }

    /// The number of a person, or 0 for the campaign's group.
    static func recipient(_ target: SendTarget) -> Int64 {
        switch target {
        case .person(let number): Int64(number.digits)
        case .group: 0
        }
    }

    static func target(_ recipient: Int64) -> SendTarget? {
        if recipient == 0 { return .group }
        return PhoneNumber(digits: UInt64(bitPattern: recipient)).map(SendTarget.person)
    }

    package static func fetch(_ database: any SQLTransaction, id: Int64) throws -> LedgerSend {
        let sql = "SELECT \(columns) FROM sends s WHERE s.id = ?" + database.dialect.forChange
        guard let row = try database.row(sql, [id]) else { throw LedgerError.notFound("send \(id)") }
        return try send(row, place: database.place)
    }

    /// Writes an attempt that begins to the row of its send.
    static func begin(
        _ life: SendLife, token: Int64, id: Int64, at: Instant, in database: any SQLTransaction
    ) throws {
        try database.executeAhead(
            """
            UPDATE sends SET state = ?, attempts = ?, not_before = ?, reason = ?, changed_at = ?5,
                token = ?, last_attempt = ?5\(database.dialect.atClaim) WHERE id = ?
            """,
            [
                life.state.rawValue, life.attempts, life.notBefore?.milliseconds, life.reason,
                at.milliseconds, token, id,
            ])
    }

    /// Writes a life back to its row; `token` is cleared unless the send is in flight.
    static func store(_ life: SendLife, id: Int64, at: Instant, in database: any SQLTransaction) throws {
        try database.executeAhead(
            """
            UPDATE sends SET state = ?, attempts = ?, not_before = ?, reason = ?, permanent = ?,
                message_id = ?, doubted = ?, changed_at = ?, token = CASE WHEN ?1 = 'inflight' THEN token END
            WHERE id = ?
            """,
            [
                life.state.rawValue, life.attempts, life.notBefore?.milliseconds, life.reason,
                life.isPermanent, life.messageID, life.wasDoubted, at.milliseconds, id,
            ])
    }
}
