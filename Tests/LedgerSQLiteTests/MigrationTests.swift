import CampaignModel
import Foundation
import GRDB
import Ledger
import Testing

@testable import LedgerSQLite

/// Ledgers that older versions of the program have made.
struct MigrationTests {
    /// A ledger as version 0.1.0 made it, with a send that was accepted, one in doubt and one that waits.
    private static func old() throws -> (folder: TestFolder, path: String) {
        let folder = try TestFolder()
        let path = folder.path + "/ledger.sqlite"
        try SQLiteBench.raw(path) { database in
            try database.execute(sql: version1)
            try database.execute(
                sql: """
                    INSERT INTO meta VALUES ('ledger_id', '0b7c0000-0000-4000-8000-000000000001'),
                        ('serial', 41), ('plan_key', randomblob(32))
                    """)
            for (index, state) in ["accepted", "in_doubt", "planned"].enumerated() {
                let number = Int64(573_001_000_000 + index)
                let content = SendContent.text("Hola \(index)").canonicalBytes
                let attempts = state == "planned" ? 0 : 1
                try database.execute(
                    sql: """
                        INSERT INTO sends (campaign, revision, occurrence, message, recipient, position, line,
                            sender, fingerprint, content, state, attempts, reason, message_id, last_attempt,
                            frozen_at, changed_at)
                        VALUES ('alfa', 1, 'once', '1', ?, 1, 'uno', 573001900001, ?, ?, ?, ?, ?, ?, ?, 1, 1)
                        """,
                    arguments: [
                        number, Data(Fingerprint(ofBytes: content).bytes), Data(content), state, attempts,
                        state == "in_doubt" ? "timeout" : nil, state == "accepted" ? "wamid.1" : nil,
                        attempts == 1 ? 1_795_446_000_000 : nil,
                    ])
                guard attempts == 1 else { continue }
                try database.execute(
                    sql: """
                        INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot,
                            began_wall, began_monotonic, ended_wall, outcome)
                        VALUES (?, 1, 'alfa', 'uno', 573001900001, x'00', 'boot', 1795446000000, 1, 1, ?)
                        """, arguments: [index + 1, state])
            }
            try database.execute(
                sql: "INSERT INTO suppressions VALUES (573001000009, 'on paper', 1795446000000)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        return (folder, path)
    }

    @Test func `a ledger of version 1 goes on with everything it knows, and takes evidence`() throws {
        let (folder, path) = try Self.old()
        try withExtendedLifetime(folder) {
            let ledger = try SQLiteLedger.open(at: path, expected: nil)
            #expect(try ledger.inspecting(LedgerSchema.version) == LedgerSchema.currentVersion)
            #expect(
                try ledger.identity()
                    == LedgerIdentity(id: "0b7c0000-0000-4000-8000-000000000001", serial: 41))
            #expect(try ledger.tallies(campaign: nil).map(\.count).reduce(0, +) == 3)
            #expect(try ledger.check() == [])
            #expect(try ledger.suppressedNumbers().map(\.full) == ["573001000009"])
            let accepted = try #require(
                try ledger.sends(inState: .accepted, campaign: nil, limit: 9).first)
            let at = Instant(milliseconds: 1_795_446_060_000)
            let event = EvidenceEvent(
                .delivered, messageID: "wamid.1", identity: "d", masked: "", receivedAt: at)
            #expect(try ledger.record([event], stopAfterFailures: 20).new == 1)
            #expect(try ledger.evidence(ofSend: accepted.id) == DeliveryEvidence(delivered: at))
            #expect(try SQLiteLedger.open(at: path, expected: nil).check() == [])
        }
    }

    @Test func `a migration that fails leaves the old ledger as it was`() throws {
        let (folder, path) = try Self.old()
        try withExtendedLifetime(folder) {
            // In the way of the last thing that the migration makes.
            try SQLiteBench.raw(path) { try $0.execute(sql: "CREATE TABLE undelivered (x)") }
            #expect(throws: LedgerError.self) { _ = try SQLiteLedger.open(at: path, expected: nil) }
            try SQLiteBench.raw(path) { database in
                #expect(try LedgerSchema.version(database) == 1)
                #expect(try !database.tableExists("events"))
                try database.execute(sql: "DROP TABLE undelivered")
            }
            #expect(try SQLiteLedger.open(at: path, expected: nil).check() == [])
        }
    }

    @Test func `a new ledger and a migrated one have the same tables`() throws {
        let (folder, path) = try Self.old()
        try withExtendedLifetime(folder) {
            func tables(_ ledger: SQLiteLedger) throws -> [String] {
                try ledger.inspecting { database in
                    try String.fetchAll(
                        database,
                        sql: "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name")
                }
            }
            let bench = try SQLiteBench()
            #expect(
                try tables(SQLiteLedger.open(at: path, expected: nil)) == tables(bench.ledger))
        }
    }

    /// As version 0.1.0 wrote it. Never to be changed: such files are out there.
    private static let version1 = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE sends (
            id INTEGER PRIMARY KEY,
            campaign TEXT NOT NULL, revision INTEGER NOT NULL, occurrence TEXT NOT NULL,
            message TEXT NOT NULL, recipient INTEGER NOT NULL, position INTEGER NOT NULL,
            line TEXT NOT NULL, sender INTEGER NOT NULL,
            fingerprint BLOB NOT NULL, content BLOB NOT NULL, group_owner TEXT,
            price INTEGER, currency TEXT,
            state TEXT NOT NULL CHECK (state IN ('planned', 'inflight', 'accepted', 'refused', 'in_doubt',
                'cancelled', 'expired', 'suppressed')),
            attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER, reason TEXT,
            permanent INTEGER NOT NULL DEFAULT 0, message_id TEXT, token INTEGER, last_attempt INTEGER,
            frozen_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
            UNIQUE (campaign, revision, occurrence, recipient, message)
        ) STRICT;
        CREATE INDEX sends_waiting ON sends (line, id) WHERE state = 'planned';
        CREATE INDEX sends_in_flight ON sends (id) WHERE state = 'inflight';
        CREATE INDEX sends_to_person ON sends (recipient, last_attempt);
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY, send INTEGER NOT NULL REFERENCES sends (id), number INTEGER NOT NULL,
            campaign TEXT NOT NULL, line TEXT NOT NULL, sender INTEGER NOT NULL, payload_hash BLOB NOT NULL,
            boot TEXT NOT NULL, began_wall INTEGER NOT NULL, began_monotonic INTEGER NOT NULL,
            ended_wall INTEGER, outcome TEXT, http_status INTEGER, reply TEXT
        ) STRICT;
        CREATE INDEX attempts_by_sender ON attempts (sender, began_wall);
        CREATE INDEX attempts_by_campaign ON attempts (campaign, began_wall);
        CREATE TABLE failures (line TEXT PRIMARY KEY, consecutive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE stops (
            kind TEXT NOT NULL CHECK (kind IN ('line', 'campaign')), name TEXT NOT NULL,
            reason TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE groups (
            campaign TEXT PRIMARY KEY, chat_id TEXT NOT NULL, invite_link TEXT, created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE suppressions (
            number INTEGER PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL
        ) STRICT;
        """
}
