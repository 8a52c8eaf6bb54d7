import CampaignModel
import Foundation
import GRDB
import Ledger
import LedgerContract
import LedgerSQLite
import Testing

/// A new ledger in a folder of its own, and SQL behind its back.
final class SQLiteBench: LedgerBench {
    let folder: TestFolder
    let path: String
    let ledger: SQLiteLedger
    var store: any LedgerStore { ledger }

    init() throws {
        folder = try TestFolder()
        path = folder.path + "/ledger.sqlite"
        ledger = try SQLiteLedger.create(at: path)
    }

    func anotherConnection() throws -> any LedgerStore { try SQLiteLedger.open(at: path, expected: nil) }

    func attempts(ofSend id: Int64) throws -> [AttemptRecord] {
        try raw { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, sender, payload_hash, boot, began_wall, began_monotonic, ended_wall,
                        outcome, http_status, reply FROM attempts WHERE send = ? ORDER BY id
                    """, arguments: [id]
            ).map { row in
                let hash: Data = row[2]
                let ended: Int64? = row[6]
                return AttemptRecord(
                    number: row[0], sender: try #require(PhoneNumber(digits: row[1])),
                    payloadHash: Array(hash), boot: row[3], began: Instant(milliseconds: row[4]),
                    monotonic: row[5], ended: ended.map(Instant.init(milliseconds:)), outcome: row[7],
                    httpStatus: row[8], reply: row[9])
            }
        }
    }

    func suppress(_ number: PhoneNumber, because reason: String) throws {
        try raw { database in
            try database.execute(
                sql: "INSERT INTO suppressions (number, reason, since) VALUES (?, ?, 1795446000000)",
                arguments: [Int64(number.digits), reason])
        }
    }

    func keptEvents() throws -> [String] {
        try raw { database in
            try String.fetchAll(
                database, sql: "SELECT masked FROM events WHERE masked IS NOT NULL ORDER BY id")
        }
    }

    func tamper(_ tampering: Tampering) throws {
        try raw { database in
            switch tampering {
            case .state(let id, let state, let reason):
                try database.execute(
                    sql: "UPDATE sends SET state = ?, reason = ? WHERE id = ?",
                    arguments: [state.rawValue, reason, id])
            case .attemptsRemoved(let id):
                try database.execute(sql: "DELETE FROM attempts WHERE send = ?", arguments: [id])
            case .attemptOfNoSend:
                try database.execute(
                    sql: """
                        INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot,
                            began_wall, began_monotonic)
                        VALUES (4711, 1, 'alfa', 'uno', 573001900001, x'00', 'boot', 0, 0)
                        """)
            case .fingerprintCutShort(let id):
                try database.execute(
                    sql: "UPDATE sends SET fingerprint = substr(fingerprint, 1, 31) WHERE id = ?",
                    arguments: [id])
            case .eventsRemoved(let id):
                try database.execute(sql: "DELETE FROM events WHERE send = ?", arguments: [id])
            case .content(let id, let bytes):
                try database.execute(
                    sql: "UPDATE sends SET content = ? WHERE id = ?", arguments: [Data(bytes), id])
            }
        }
    }

    /// A transaction on a connection that is not the ledger's, with no rules of its own.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.raw(path, body)
    }

    static func raw<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.write(body)
    }
}

/// A folder that goes when the test does.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-ledger-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct ContractTests {
    @Test(arguments: LedgerContract.all + LedgerContract.alone)
    func `a SQLite ledger keeps the contract`(promise: ContractCase) throws {
        try promise.run(on: SQLiteBench())
    }
}
