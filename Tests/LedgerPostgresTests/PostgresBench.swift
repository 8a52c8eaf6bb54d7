import CampaignModel
import Ledger
import LedgerContract
import LedgerSQL
import Testing

@testable import LedgerPostgres

/// A new ledger in a schema of its own, and SQL behind its back.
final class PostgresBench: LedgerBench {
    let url: String
    let ledger: PostgresLedger
    private let schema: String
    var store: any LedgerStore { ledger }

    init() throws {
        (url, schema) = try TestServer.get().newPlace()
        ledger = try PostgresLedger.create(at: url)
    }

    deinit {
        // One by one, and unseen, a hundred ledgers would fill the server's memory for locks.
        let connection = try? PostgresConnection(ledger.pool.address)
        _ = try? connection?.command("DROP SCHEMA \(schema) CASCADE")
    }

    func anotherConnection() throws -> any LedgerStore { try PostgresLedger.open(at: url, expected: nil) }

    func attempts(ofSend id: Int64) throws -> [AttemptRecord] {
        try ledger.reading { database in
            try database.rows(
                """
                SELECT number, sender, payload_hash, boot, began_wall, began_monotonic, ended_wall,
                    outcome, http_status, reply FROM attempts WHERE send = ? ORDER BY id
                """, [id]
            ).map { row in
                AttemptRecord(
                    number: Int(try row.integer(0)),
                    sender: try #require(PhoneNumber(digits: UInt64(try row.integer(1)))),
                    payloadHash: try row.bytes(2), boot: try row.text(3),
                    began: Instant(milliseconds: try row.integer(4)), monotonic: UInt64(try row.integer(5)),
                    ended: row.isNull(6) ? nil : Instant(milliseconds: try row.integer(6)),
                    outcome: row.isNull(7) ? nil : try row.text(7),
                    httpStatus: row.isNull(8) ? nil : Int(try row.integer(8)),
                    reply: row.isNull(9) ? nil : try row.text(9))
            }
        }
    }

    func suppress(_ number: PhoneNumber, because reason: String) throws {
        try ledger.transaction {
            try $0.execute(
                "INSERT INTO suppressions (number, reason, since) VALUES (?, ?, 1795446000000)",
                [Int64(number.digits), reason])
        }
    }

    func keptEvents() throws -> [String] {
        try ledger.reading {
            try $0.values("SELECT masked FROM events WHERE masked IS NOT NULL ORDER BY id")
        }
    }

    func endLeases() throws { try ledger.transaction { try $0.execute("UPDATE sends SET lease_until = 0") } }

    /// As a superuser can, past the references between tables.
    func tamper(_ tampering: Tampering) throws {
        try ledger.transaction { database in
            try database.execute("SET LOCAL session_replication_role = replica")
            switch tampering {
            case .state(let id, let state, let reason):
                try database.execute(
                    "UPDATE sends SET state = ?, reason = ? WHERE id = ?", [state.rawValue, reason, id])
            case .attemptsRemoved(let id):
                try database.execute("DELETE FROM attempts WHERE send = ?", [id])
            case .attemptOfNoSend:
                try database.execute(
                    """
                    INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot,
                        began_wall, began_monotonic)
                    VALUES (4711, 1, 'alfa', 'uno', 573001900001, '\\x00', 'boot', 0, 0)
                    """)
            case .fingerprintCutShort(let id):
                try database.execute(
                    "UPDATE sends SET fingerprint = substr(fingerprint, 1, 31) WHERE id = ?", [id])
            case .eventsRemoved(let id):
                try database.execute("DELETE FROM events WHERE send = ?", [id])
            case .content(let id, let bytes):
                try database.execute("UPDATE sends SET content = ? WHERE id = ?", [bytes, id])
            }
        }
    }
}

@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct ContractTests {
    @Test(arguments: LedgerContract.all + LedgerContract.sharing)
    func `a PostgreSQL ledger keeps the contract`(promise: ContractCase) throws {
        try promise.run(on: PostgresBench())
    }
}
