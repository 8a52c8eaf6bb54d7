import CampaignModel
import Foundation
import GRDB
import Ledger
import Testing

@testable import LedgerSQLite

struct FileTests {
    private static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `nobody else can read a ledger or what lies beside it`() throws {
        let bench = try SQLiteBench()
        let lease = try bench.ledger.becomeRunner("me")
        defer { lease.release() }
        try bench.ledger.stop(
            Stop(subject: .line("uno"), reason: "x", since: Instant(milliseconds: 0), until: nil))
        let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        #expect(files.contains("ledger.sqlite.identity"))
        #expect(files.contains("ledger.sqlite.runner"))
        for file in files { #expect(try Self.mode(bench.folder.path + "/" + file) == 0o600, "\(file)") }
    }

    @Test func `a folder that was not there is made for its owner alone`() throws {
        let folder = try TestFolder()
        let ledger = try SQLiteLedger.create(at: folder.path + "/.pregon/deep/ledger.sqlite")
        #expect(try Self.mode(folder.path + "/.pregon/deep") == 0o700)
        #expect(try ledger.identity().serial >= 1)
    }

    /// SQLite's release notes: the WAL-reset corruption is mended from 3.51.3 on.
    @Test(arguments: [
        ("3.40.1", false), ("3.51.2", false), ("3.51.3", true), ("3.51.10", true), ("3.52.0", true),
        ("4.0.0", true), ("3.51", false), ("3.9.99", false), ("", false), ("unknown", false),
    ])
    func `the write-ahead log is used where it is sound`(version: String, sound: Bool) {
        #expect(SQLiteLedger.hasSoundWAL(version: version) == sound)
    }

    @Test func `every commit is as durable as SQLite can make it`() throws {
        let bench = try SQLiteBench()
        let reopened = try SQLiteLedger.open(at: bench.path, expected: nil)
        for ledger in [bench.ledger, reopened] {
            let (version, journal, synchronous, foreignKeys) = try ledger.inspecting { database in
                (
                    try String.fetchOne(database, sql: "SELECT sqlite_version()"),
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                    try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
                )
            }
            let isSound = SQLiteLedger.hasSoundWAL(version: try #require(version))
            #expect(journal == (isSound ? "wal" : "persist"))
            #expect(synchronous == 3)
            #expect(foreignKeys == 1)
        }
    }

    @Test func `creating leaves an existing ledger as it is`() throws {
        let bench = try SQLiteBench()
        let before = try bench.ledger.identity()
        #expect(throws: LedgerError.exists(place: bench.path)) { _ = try SQLiteLedger.create(at: bench.path) }
        #expect(try SQLiteLedger.open(at: bench.path, expected: before.id).identity() == before)
    }

    @Test func `creating overwrites no file that is something else`() throws {
        let folder = try TestFolder()
        let path = folder.path + "/notes.txt"
        try Data("groceries".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: LedgerError.exists(place: path)) { _ = try SQLiteLedger.create(at: path) }
        #expect(FileManager.default.contents(atPath: path) == Data("groceries".utf8))
    }

    @Test func `opening never creates`() throws {
        let folder = try TestFolder()
        let path = folder.path + "/ledger.sqlite"
        #expect(throws: LedgerError.missing(place: path)) {
            _ = try SQLiteLedger.open(at: path, expected: nil)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `a ledger of a newer program is refused`() throws {
        let bench = try SQLiteBench()
        try bench.raw { try $0.execute(sql: "PRAGMA user_version = 1000") }
        #expect(throws: LedgerError.newer(place: bench.path)) {
            _ = try SQLiteLedger.open(at: bench.path, expected: nil)
        }
    }

    @Test(arguments: [0, -1])
    func `a ledger without a version is refused`(version: Int) throws {
        let bench = try SQLiteBench()
        try bench.raw { try $0.execute(sql: "PRAGMA user_version = \(version)") }
        try Self.expectDamaged(bench.path)
    }

    static func expectDamaged(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let error = #expect(throws: LedgerError.self, sourceLocation: sourceLocation) {
            let ledger = try SQLiteLedger.open(at: path, expected: nil)
            // Damage further back shows when it is looked for.
            if let wrong = try ledger.check().first {
                throw LedgerError.damaged(place: path, detail: wrong)
            }
        }
        guard case .damaged(path, _)? = error else {
            Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
            return
        }
    }
}

struct DamageTests {
    private static func overwrite(_ path: String, _ change: (inout Data) -> Void) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        change(&data)
        try data.write(to: URL(fileURLWithPath: path))
    }

    /// A closed ledger with a few hundred sends, so that it has many pages.
    private static func filled() throws -> (folder: TestFolder, path: String) {
        let folder = try TestFolder()
        let path = folder.path + "/ledger.sqlite"
        let ledger = try SQLiteLedger.create(at: path)
        try ledger.freeze(manySends(300), at: Instant(milliseconds: 1_795_446_000_000))
        try ledger.queue.close()
        return (folder, path)
    }

    @Test func `a file of garbage is no ledger`() throws {
        let (folder, path) = try Self.filled()
        try withExtendedLifetime(folder) {
            try Self.overwrite(path) { $0 = Data((0..<$0.count).map { UInt8($0 % 251) }) }
            try FileTests.expectDamaged(path)
        }
    }

    @Test(arguments: [0, 1, 100, 512, 4096, 20_000])
    func `a file cut short is no ledger`(length: Int) throws {
        let (folder, path) = try Self.filled()
        try withExtendedLifetime(folder) {
            try Self.overwrite(path) {
                #expect($0.count > 40_000)
                $0 = $0.prefix(length)
            }
            try FileTests.expectDamaged(path)
        }
    }

    @Test func `a database of another program is no ledger`() throws {
        let folder = try TestFolder()
        let path = folder.path + "/ledger.sqlite"
        try SQLiteBench.raw(path) { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
        try FileTests.expectDamaged(path)
        #expect(try SQLiteBench.raw(path) { try $0.tableExists("notes") })
    }

    @Test(arguments: [
        "UPDATE sends SET sender = 12", "UPDATE sends SET recipient = 571", "DELETE FROM meta",
        "UPDATE sends SET fingerprint = x'00'",
    ])
    func `rows that cannot be read are damage, not a guess`(sql: String) throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(1), at: Instant(milliseconds: 0))
        try bench.raw { try $0.execute(sql: sql) }
        let error = #expect(throws: LedgerError.self) {
            let ledger = try SQLiteLedger.open(at: bench.path, expected: nil)
            _ = try ledger.snapshot(of: CampaignScope(campaign: "alfa", revision: 1, occurrence: "once"))
        }
        guard case .damaged? = error else { Issue.record("\(String(describing: error))"); return }
    }
}

/// A batch of texts of campaign `alfa`, one to each of so many people.
func manySends(_ count: Int) -> FreezeBatch {
    var batch = FreezeBatch()
    guard let sender = PhoneNumber(digits: 573_001_900_001) else { return batch }
    batch.added = (1...count).compactMap { index in
        PhoneNumber(digits: 573_001_000_000 + UInt64(index)).map { number in
            FrozenSend(
                key: SendKey(
                    campaign: "alfa", revision: 1, occurrence: "once", message: "1", target: .person(number)),
                position: 1, line: "uno", sender: sender,
                content: .text("Hola \(index) " + String(repeating: "ñ", count: 100)))
        }
    }
    return batch
}
