import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func records(of table: LedgerTable, from start: Int64, limit: Int) throws(LedgerError)
        -> LedgerPage
    {
        let source = ExportSource(table)
        return try reading { database in
            // The last column is the row's place, which is not exported.
            let rows = try database.rows(
                """
                SELECT \(source.columns), \(source.place) FROM \(source.rows)
                WHERE \(source.place) >= ? ORDER BY \(source.place) LIMIT ?
                """, [start, limit])
            let width = source.kinds.count
            let records = try rows.map { row in
                LedgerRecord(
                    table: table,
                    values: try source.kinds.enumerated().map { try Self.value($1, row: row, column: $0) })
            }
            let last = try rows.last.map { try $0.at(width) as Int64 }
            return LedgerPage(records: records, next: rows.count < limit ? nil : last.map { $0 + 1 })
        }
    }

    package func count(of table: LedgerTable) throws(LedgerError) -> Int {
        try reading { database in
            try database.value("SELECT count(*) FROM \(table == .optOuts ? "suppressions" : table.rawValue)")
                ?? 0
        }
    }

    private static func value(_ kind: ExportSource.Kind, row: any SQLRow, column: Int) throws
        -> LedgerRecord.Value
    {
        guard !row.isNull(column) else { return .none }
        switch kind {
        case .text: return .text(try row.at(column))
        case .integer: return .integer(try row.at(column))
        case .flag: return .flag(try row.at(column))
        case .moment: return .moment(try row.moment(column))
        case .number: return .number(UInt64(bitPattern: try row.at(column) as Int64))
        case .identifier: return .identifier(try row.at(column))
        case .hundredths: return .hundredths(try row.at(column))
        case .bytes: return .bytes(try row.at(column))
        }
    }
}

/// Where the records of an export come from.
private struct ExportSource {
    enum Kind { case text, integer, flag, moment, number, identifier, hundredths, bytes }

    var rows: String
    /// An integer that orders the rows and does not change.
    var place: String
    var columns: String
    /// In the order of `LedgerTable.columns`.
    var kinds: [Kind]

    init(_ table: LedgerTable) {
        switch table {
        case .sends:
            rows = "sends s LEFT JOIN evidence e ON e.send = s.id"
            place = "s.id"
            columns = """
                s.id, s.campaign, s.revision, s.occurrence, s.message, s.position, s.recipient, s.line, s.sender,
                s.state, s.reason, s.permanent, s.attempts, s.not_before, s.last_attempt, s.message_id, s.price,
                s.currency, s.fingerprint, s.frozen_at, s.changed_at, e.sent_at, e.delivered_at, e.read_at,
                e.failed_at, e.replied_at, e.opted_out_at
                """
            kinds = [
                .integer, .text, .integer, .text, .text, .integer, .number, .text, .number, .text, .text,
                .flag, .integer, .moment, .moment, .identifier, .hundredths, .text, .bytes, .moment, .moment,
                .moment, .moment, .moment, .moment, .moment, .moment,
            ]
        case .attempts:
            rows = "attempts"
            place = "id"
            columns = """
                id, send, number, campaign, line, sender, began_wall, ended_wall, outcome, http_status, reply,
                payload_hash, boot
                """
            kinds = [
                .integer, .integer, .integer, .text, .text, .number, .moment, .moment, .text, .integer, .text,
                .bytes, .text,
            ]
        case .events:
            rows = "events"
            place = "id"
            columns = "id, kind, send, message_id, code, reason, masked, first_at, last_at, arrivals"
            kinds = [
                .integer, .text, .integer, .identifier, .text, .text, .text, .moment, .moment, .integer,
            ]
        case .stops:
            rows = Self.numbered("stops", by: "kind, name")
            place = "place"
            columns = "kind, name, reason, since, until, by"
            kinds = [.text, .text, .text, .moment, .moment, .text]
        case .cancellations:
            rows = Self.numbered("cancellations", by: "campaign")
            place = "place"
            columns = "campaign, revision, reason, by, since"
            kinds = [.text, .integer, .text, .text, .moment]
        case .groups:
            rows = Self.numbered("groups", by: "campaign")
            place = "place"
            columns = "campaign, chat_id, invite_link, created_at"
            kinds = [.text, .identifier, .identifier, .moment]
        case .optOuts:
            rows = "suppressions"
            place = "number"
            columns = "number, reason, since"
            kinds = [.number, .text, .moment]
        }
    }

    /// A small table without numbers of its own.
    private static func numbered(_ table: String, by order: String) -> String {
        "(SELECT *, row_number() OVER (ORDER BY \(order)) AS place FROM \(table)) AS numbered"
    }
}
