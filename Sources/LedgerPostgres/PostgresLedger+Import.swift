import CampaignModel
import Ledger
import LedgerSQL

extension PostgresLedger {
    /// Makes a new ledger of everything that another one holds, under its identity; `exists` where one is. Nobody may
    /// send by the other one meanwhile, nor afterwards.
    package static func create(
        at url: String, from source: any SQLLedgerStore,
        clock: @escaping @Sendable () -> Instant = systemClock,
        onRow: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(LedgerError) -> (ledger: PostgresLedger, counts: LedgerCopy.Counts) {
        let identity = try source.identity()
        let key = try source.planKey()
        let ledger = PostgresLedger(ConnectionPool(try PostgresAddress(url: url)), clock: clock)
        let counts = try ledger.writing { target in
            try PostgresMigration(connection: target.connection).create()
            try target.execute("UPDATE meta SET text_value = ? WHERE name = 'ledger_id'", [identity.id])
            try target.execute("UPDATE meta SET bytes_value = ? WHERE name = 'plan_key'", [key])
            // A million rows take longer than any other transaction.
            try target.execute("SET LOCAL statement_timeout = 0")
            let counts = try source.reading {
                try LedgerCopy.copy(from: $0, to: target, onRow: onRow)
            }
            for table in LedgerCopy.numbered {
                try target.execute(
                    """
                    SELECT setval(pg_get_serial_sequence('\(table)', 'id'), (SELECT max(id) FROM \(table)))
                    WHERE EXISTS (SELECT 1 FROM \(table))
                    """)
            }
            try target.execute("SELECT setval('serial', ?)", [identity.serial + 1])
            return counts
        }
        return (ledger, counts)
    }
}
