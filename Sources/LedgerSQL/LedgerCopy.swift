import Ledger

/// Everything that a ledger holds but its identity, row by row: what an import takes over from another store.
package enum LedgerCopy {
    enum Kind { case integer, text, bytes }

    struct Table {
        var name: String
        /// All of its columns, which both stores have.
        var columns: KeyValuePairs<String, Kind>
        /// Rows are numbered by the store.
        var isNumbered = false
    }

    /// In an order in which no row comes before what it refers to.
    static let tables = [
        Table(
            name: "sends",
            columns: [
                "id": .integer, "campaign": .text, "revision": .integer, "occurrence": .text,
                "message": .text,
                "recipient": .integer, "position": .integer, "line": .text, "sender": .integer,
                "fingerprint": .bytes, "content": .bytes, "group_owner": .text, "price": .integer,
                "currency": .text, "state": .text, "attempts": .integer, "not_before": .integer,
                "reason": .text, "permanent": .integer, "message_id": .text, "token": .integer,
                "last_attempt": .integer, "frozen_at": .integer, "changed_at": .integer, "doubted": .integer,
            ], isNumbered: true),
        Table(
            name: "attempts",
            columns: [
                "id": .integer, "send": .integer, "number": .integer, "campaign": .text, "line": .text,
                "sender": .integer, "payload_hash": .bytes, "boot": .text, "began_wall": .integer,
                "began_monotonic": .integer, "ended_wall": .integer, "outcome": .text,
                "http_status": .integer,
                "reply": .text,
            ], isNumbered: true),
        Table(
            name: "events",
            columns: [
                "id": .integer, "digest": .bytes, "kind": .text, "message_id": .text, "send": .integer,
                "proves": .integer, "code": .text, "failure": .text, "reason": .text, "masked": .text,
                "first_at": .integer, "last_at": .integer, "arrivals": .integer,
            ], isNumbered: true),
        Table(
            name: "evidence",
            columns: [
                "send": .integer, "sent_at": .integer, "delivered_at": .integer, "read_at": .integer,
                "failed_at": .integer, "replied_at": .integer, "opted_out_at": .integer,
            ]),
        Table(
            name: "outcomes",
            columns: ["id": .integer, "line": .text, "send": .integer, "failed": .integer], isNumbered: true),
        Table(name: "failures", columns: ["line": .text, "consecutive": .integer]),
        Table(name: "undelivered", columns: ["line": .text, "consecutive": .integer]),
        Table(
            name: "stops",
            columns: [
                "kind": .text, "name": .text, "reason": .text, "since": .integer, "until": .integer,
                "by": .text,
            ]),
        Table(
            name: "cancellations",
            columns: [
                "campaign": .text, "revision": .integer, "reason": .text, "by": .text, "since": .integer,
            ]),
        Table(
            name: "groups",
            columns: ["campaign": .text, "chat_id": .text, "invite_link": .text, "created_at": .integer]),
        Table(name: "suppressions", columns: ["number": .integer, "reason": .text, "since": .integer]),
    ]

    /// How many of what a person would ask for were copied.
    package struct Counts: Sendable, Hashable {
        package var sends = 0
        package var attempts = 0
        package var suppressed = 0
    }

    /// Copies all rows into a store whose tables are empty.
    /// - Parameter onRow: told after each row how many were copied, of how many.
    package static func copy(
        from source: any SQLTransaction, to target: any SQLTransaction,
        onRow: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> Counts {
        var counts = Counts()
        var done = 0
        let total = try tables.reduce(0) { sum, table in
            try sum + (source.value("SELECT count(*) FROM \(table.name)") ?? 0)
        }
        for table in tables {
            let names = table.columns.map(\.key).joined(separator: ", ")
            let writer = try target.rowWriter(into: table.name, columns: table.columns.map(\.key))
            let places = table.columns.map { _ in "?" }.joined(separator: ", ")
            let given = table.isNumbered ? " OVERRIDING SYSTEM VALUE" : ""
            let insertion = "INSERT INTO \(table.name) (\(names))\(given) VALUES (\(places))"
            let order = table.isNumbered ? " ORDER BY id" : ""
            try source.forEach("SELECT \(names) FROM \(table.name)\(order)", []) { row in
                let values = try table.columns.enumerated().map { index, column in
                    try value(column.value, row, index)
                }
                if let writer { try writer.add(values) } else { try target.execute(insertion, values) }
                switch table.name {
                case "sends": counts.sends += 1
                case "attempts": counts.attempts += 1
                case "suppressions": counts.suppressed += 1
                default: break
                }
                done += 1
                onRow(done, total)
                return true
            }
            try writer?.finish()
        }
        return counts
    }

    /// Tables whose rows the target's own numbers must go on after.
    package static var numbered: [String] { tables.filter(\.isNumbered).map(\.name) }

    private static func value(_ kind: Kind, _ row: any SQLRow, _ column: Int) throws -> SQLValue {
        if row.isNull(column) { return .null }
        switch kind {
        case .integer: return .integer(try row.integer(column))
        case .text: return .text(try row.text(column))
        case .bytes: return .bytes(try row.bytes(column))
        }
    }
}

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }
}
