import GRDB
import Ledger
import LedgerSQL

/// Looking for damage.
///
/// Truncated files and altered pages are found by SQLite's own check, which reads the whole file. A ledger of some
/// 100,000 sends takes less than a second, so that is done whenever somebody becomes the runner or plans. A larger
/// one is only checked by `pregon ledger check`. What would send twice is caught in any case, because a person's send
/// is found by two indexes and the table: see `add` and `ClaimSearch`.
extension SQLiteLedger {
    /// Bytes up to which a ledger is read through before anything is sent by it.
    static let sizeReadThrough = 128 << 20

    /// Refuses a damaged ledger before anything is sent by it.
    package func refuseDamage() throws(LedgerError) {
        let found = try inspecting { database -> [String] in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            guard pages.multipliedReportingOverflow(by: pageSize).partialValue <= Self.sizeReadThrough else {
                return []
            }
            return try Self.integrity(database, mostFindings: 1)
        }
        guard !found.isEmpty else { return }
        throw LedgerError.damaged(place: place, detail: found.joined(separator: "; "))
    }

    package func structuralDamage() throws(LedgerError) -> [String] {
        try inspecting { try Self.integrity($0, mostFindings: 20) }
    }

    private static func integrity(_ database: Database, mostFindings: Int) throws -> [String] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check(\(mostFindings))")
            .filter { $0 != "ok" }.map(oneLine)
    }

    /// SQLite's findings may run over several lines.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
