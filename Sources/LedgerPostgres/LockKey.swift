import Ledger
import LedgerSQL

/// Names of things as the 64-bit numbers that advisory locks go by. Two things with one number only wait for each
/// other without need.
enum LockKey {
    /// - Parameter schema: two ledgers in one database have nothing to do with each other.
    static func key(_ thing: LedgerLock, schema: String) -> Int64 {
        switch thing {
        case .sender(let number): key("sender", String(number), schema: schema)
        case .campaign(let name): key("campaign", name, schema: schema)
        case .recipient(let number): key("recipient", String(number), schema: schema)
        case .message(let id): key("message", id, schema: schema)
        case .evidence: key("evidence", "", schema: schema)
        case .planning: key("planning", "", schema: schema)
        }
    }

    /// Held while tables are made or changed.
    static func migration(schema: String) -> Int64 { key("migration", "", schema: schema) }

    /// The first half of a runner's lock, whose other half is the runner's number.
    static func runners(schema: String) -> Int32 {
        Int32(truncatingIfNeeded: key("runners", "", schema: schema) >> 32)
    }

    private static func key(_ kind: String, _ value: String, schema: String) -> Int64 {
        let hash = Digest.sha256(Array("pregon\0\(schema)\0\(kind)\0\(value)".utf8))
        return hash.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
