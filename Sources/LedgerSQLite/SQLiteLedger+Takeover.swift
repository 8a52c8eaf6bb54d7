import GRDB
import Ledger

/// A ledger that another one takes the place of: from the beginning of that on, nothing is sent by it.
extension SQLiteLedger {
    package struct Takeover: Sendable, Hashable {
        /// Where the other one is, without its password.
        package var by: String
        package var isDone: Bool

        package init(by: String, isDone: Bool) {
            self.by = by
            self.isDone = isDone
        }
    }

    /// Whether something beside a file says how far its ledger had come. A copy or a backup has nothing there, and may
    /// lack what was sent since.
    package static func isKnown(at path: String) -> Bool { exists(at: IdentityFile(ledger: path).path) }

    package func takeover() throws(LedgerError) -> Takeover? {
        try inspecting { database in
            for (name, isDone) in Self.marks {
                let by = try String.fetchOne(
                    database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
                if let by { return Takeover(by: by, isDone: isDone) }
            }
            return nil
        }
    }

    /// Nil: it was not taken over after all.
    package func note(_ takeover: Takeover?) throws(LedgerError) {
        try changing { database in
            for (name, _) in Self.marks {
                try database.execute(sql: "DELETE FROM meta WHERE name = ?", arguments: [name])
            }
            if let takeover, let mark = Self.marks.first(where: { $0.value == takeover.isDone }) {
                try database.execute(
                    sql: "INSERT INTO meta VALUES (?, ?)", arguments: [mark.key, takeover.by])
            }
            try LedgerSchema.advanceSerial(database)
        }
        try rememberIdentity()
    }

    private static let marks: KeyValuePairs = ["taken_over": true, "taking_over": false]
}
