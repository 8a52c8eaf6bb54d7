import Foundation
import GRDB
import Ledger

/// The tables, and how an older file becomes a current one.
enum LedgerSchema {
    /// What each version adds to the one before it; `PRAGMA user_version` says how many a file has.
    private static let versions = [
        version1, operators, evidence, outcomes, bothClocks, doubts, countedPace, waiting,
    ]

    static var currentVersion: Int { versions.count }

    static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Runs what is missing inside the caller's transaction, so that a ledger is old or current, never half.
    static func migrate(_ database: Database) throws {
        for version in try version(database)..<currentVersion {
            try database.execute(sql: versions[version])
            try database.execute(sql: "PRAGMA user_version = \(version + 1)")
        }
    }

    /// Times are milliseconds since 1970 (UTC), numbers of people integers of 12 digits, and recipient 0 is
    /// the campaign's group. `token` fences the result of the attempt in flight.
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

    /// What operators decide: who paused a line or campaign, and campaigns that were cancelled.
    private static let operators = """
        ALTER TABLE stops ADD COLUMN by TEXT;
        CREATE TABLE cancellations (
            campaign TEXT PRIMARY KEY, revision INTEGER NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL,
            since INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// What comes after acceptance. `digest` is an HMAC-SHA-256 under the plan's key, because what it is taken
    /// of may hold a number; `masked` is there only while an event belongs to no send. `proves`: the send was
    /// accepted, whatever else is known of it.
    private static let evidence = """
        CREATE INDEX sends_by_message_id ON sends (message_id) WHERE message_id IS NOT NULL;
        CREATE TABLE events (
            id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('sent', 'delivered', 'read', 'failed', 'replied', 'unreadable')),
            message_id TEXT, send INTEGER REFERENCES sends (id), proves INTEGER NOT NULL DEFAULT 0,
            code TEXT, failure TEXT, reason TEXT, masked TEXT,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, arrivals INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX events_of_send ON events (send) WHERE send IS NOT NULL;
        CREATE INDEX events_of_nobody ON events (message_id) WHERE send IS NULL AND message_id IS NOT NULL;
        CREATE TABLE evidence (
            send INTEGER PRIMARY KEY REFERENCES sends (id), sent_at INTEGER, delivered_at INTEGER,
            read_at INTEGER, failed_at INTEGER, replied_at INTEGER, opted_out_at INTEGER
        ) STRICT;
        CREATE TABLE undelivered (line TEXT PRIMARY KEY, consecutive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// The pace counts by the monotonic clock as well (`RecentAttempts`).
    private static let bothClocks = """
        CREATE INDEX attempts_by_sender_and_boot ON attempts (sender, boot, began_monotonic);
        CREATE INDEX attempts_by_campaign_and_boot ON attempts (campaign, boot, began_monotonic);
        """

    /// What became of the latest accepted messages of each line (`FailureRate`).
    private static let outcomes = """
        CREATE TABLE outcomes (
            id INTEGER PRIMARY KEY, line TEXT NOT NULL, send INTEGER NOT NULL UNIQUE REFERENCES sends (id),
            failed INTEGER NOT NULL CHECK (failed IN (0, 1))
        ) STRICT;
        CREATE INDEX outcomes_of_line ON outcomes (line, id);
        """

    /// That nobody knew an attempt's fate outlasts what a person decides of it (`SendLife.wasDoubted`).
    private static let doubts = """
        ALTER TABLE sends ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
        UPDATE sends SET doubted = 1 WHERE state <> 'accepted' AND id IN (
            SELECT send FROM attempts WHERE outcome = 'in_doubt');
        """

    /// What the pace counts is found in the index alone (`RecentAttempts`).
    private static let countedPace = """
        DROP INDEX attempts_by_sender_and_boot;
        DROP INDEX attempts_by_campaign_and_boot;
        CREATE INDEX attempts_by_sender_and_boot ON attempts (sender, boot, began_monotonic, began_wall);
        CREATE INDEX attempts_by_campaign_and_boot ON attempts (campaign, boot, began_monotonic, began_wall);
        """

    /// A claim finds its send, and what is put off, without passing over what waits of other campaigns.
    private static let waiting = """
        DROP INDEX sends_waiting;
        CREATE INDEX sends_waiting ON sends (line, campaign, revision, occurrence, id, not_before)
            WHERE state = 'planned';
        CREATE INDEX sends_put_off ON sends (line, campaign, revision, occurrence, not_before)
            WHERE state = 'planned' AND not_before IS NOT NULL;
        """

    static func insertIdentity(_ database: Database) throws {
        var generator = SystemRandomNumberGenerator()
        let key = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        try database.execute(
            sql: "INSERT INTO meta VALUES ('ledger_id', ?), ('serial', 1), ('plan_key', ?)",
            arguments: [UUID().uuidString.lowercased(), key])
    }

    static func identity(_ database: Database, path: String) throws -> LedgerIdentity {
        let id = try String.fetchOne(
            try database.cachedStatement(sql: "SELECT value FROM meta WHERE name = 'ledger_id'"))
        let serial = try Int64.fetchOne(
            try database.cachedStatement(sql: "SELECT value FROM meta WHERE name = 'serial'"))
        guard let id, let serial else {
            throw LedgerError.damaged(place: path, detail: "it does not say which ledger it is")
        }
        return LedgerIdentity(id: id, serial: serial)
    }

    static func advanceSerial(_ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE meta SET value = value + 1 WHERE name = 'serial'").execute()
    }
}
