import CampaignModel

/// What of a ledger can be exported.
package enum LedgerTable: String, Sendable, CaseIterable {
    case sends, attempts, events, stops, cancellations, groups
    case optOuts = "opt-outs"

    /// The columns of its records, in order; `docs/ledger.md` says what they mean.
    package var columns: [String] {
        switch self {
        case .sends:
            [
                "id", "campaign", "revision", "occurrence", "message", "position", "recipient", "line",
                "sender", "state", "reason", "permanent", "attempts", "not_before", "last_attempt",
                "message_id", "price", "currency", "fingerprint", "frozen_at", "changed_at", "sent_at",
                "delivered_at", "read_at", "failed_at", "replied_at", "opted_out_at",
            ]
        case .attempts:
            [
                "id", "send", "number", "campaign", "line", "sender", "began_at", "ended_at", "outcome",
                "http_status", "reply", "payload_hash", "boot",
            ]
        case .events:
            [
                "id", "kind", "send", "message_id", "code", "reason", "masked", "first_at", "last_at",
                "arrivals",
            ]
        case .stops: ["kind", "name", "reason", "since", "until", "by"]
        case .cancellations: ["campaign", "revision", "reason", "by", "since"]
        case .groups: ["campaign", "chat_id", "invite_link", "created_at"]
        case .optOuts: ["number", "reason", "since"]
        }
    }
}

/// One row of an export; its values stand in the order of `LedgerTable.columns`.
package struct LedgerRecord: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case none
        case text(String)
        case integer(Int64)
        case flag(Bool)
        case moment(Instant)
        /// A person's or a line's number; 0 stands for a group.
        case number(UInt64)
        /// A text in which a number may be hidden: WhatsApp's identifiers hold it in base64, those of groups as it is.
        case identifier(String)
        /// Hundredths of a unit of currency.
        case hundredths(Int64)
        case bytes([UInt8])
    }

    package var table: LedgerTable
    package var values: [Value]

    package init(table: LedgerTable, values: [Value]) {
        self.table = table
        self.values = values
    }
}

/// A part of an export.
package struct LedgerPage: Sendable, Hashable {
    package var records: [LedgerRecord]
    /// Where the next page begins; nil after the last.
    package var next: Int64?

    package init(records: [LedgerRecord], next: Int64?) {
        self.records = records
        self.next = next
    }
}
