import CampaignModel
import Foundation
import GRDB
import Glibc
import Ledger
import LedgerSQL

/// A backup that is to take a ledger's place.
package struct LedgerRestoring: Sendable {
    package var backup: String
    package var place: String
    /// Restores a backup that has not come as far as the ledger had, with every line held.
    package var acceptsOlder: Bool
    /// The `ledger_id` that the workspace names.
    package var expected: String?
    /// Lines of the workspace, held besides those the backup knows.
    package var lines: [String]
    package var by: String
    package var at: Instant

    package init(
        backup: String, place: String, acceptsOlder: Bool, expected: String?, lines: [String], by: String,
        at: Instant
    ) {
        self.backup = backup
        self.place = place
        self.acceptsOlder = acceptsOlder
        self.expected = expected
        self.lines = lines
        self.by = by
        self.at = at
    }
}

/// What became of it.
package struct RestoredLedger: Sendable, Hashable {
    package var contents: LedgerBackup
    /// How far the ledger that it replaces had come; nil where nobody knows.
    package var known: Int64?
    /// Where the files are kept that were in its place.
    package var setAside: [String]
    /// Lines that send nothing until they are resumed.
    package var held: [String]

    /// What was sent since the backup is not in it.
    package var isOlder: Bool { !held.isEmpty }
}

extension SQLiteLedger {
    /// Puts a backup in a ledger's place. A sound ledger is never replaced, a backup that lacks something only if
    /// that is asked for; then every line is held. Killed at any moment, it leaves the old files, the new ledger
    /// or a place where the ledger is missed.
    package static func restore(_ restoring: LedgerRestoring) throws(LedgerError) -> RestoredLedger {
        let place = restoring.place
        let contents = try look(intoBackup: restoring.backup)
        try makeFolder(of: place)
        let lock = try RunnerLock(ledger: place, description: "pregon ledger restore") {}
        defer { lock.release() }
        // A receiver of webhooks would go on writing into the old file, and its journal into the new one.
        if let holder = OpenFile.holder(of: place) { throw .held(place: place, by: holder) }
        let identityFile = IdentityFile(ledger: place)
        // One that cannot be read says nothing of how far the ledger had come.
        let remembered: LedgerIdentity?
        do { remembered = try identityFile.read() } catch { remembered = nil }
        for expected in [restoring.expected, remembered?.id].compactMap(\.self)
        where expected != contents.identity.id {
            throw .foreign(place: restoring.backup, expected: expected, found: contents.identity.id)
        }
        try refuseSound(place)
        // Where nothing says how far the ledger had come, as on a new machine, it may have come further.
        let isOlder = (remembered?.serial ?? .max) > contents.identity.serial
        guard !isOlder || restoring.acceptsOlder else {
            throw .olderBackup(
                place: place, backup: restoring.backup, serial: contents.identity.serial,
                known: remembered?.serial)
        }
        let part = place + ".restoring"
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(part + suffix) }
        let held = try prepare(
            part, restoring: restoring, after: remembered?.serial ?? 0, isOlder: isOlder, contents: contents)
        let setAside = try setAside(place, at: restoring.at)
        guard rename(part, place) == 0, ResultJournal.syncFolder(of: place) else { throw failed(place) }
        let restored = try openRestored(place, identityFile: identityFile)
        return RestoredLedger(
            contents: LedgerBackup(
                identity: restored, sends: contents.sends, attempts: contents.attempts,
                suppressed: contents.suppressed, size: contents.size),
            known: remembered?.serial, setAside: setAside, held: held)
    }

    private static func makeFolder(of place: String) throws(LedgerError) {
        let folder = URL(fileURLWithPath: place).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .io(place: place, detail: "its folder cannot be made: \(error.localizedDescription)")
        }
    }

    /// A ledger that opens and adds up is not to be replaced.
    private static func refuseSound(_ place: String) throws(LedgerError) {
        guard exists(at: place) else { return }
        let ledger: SQLiteLedger
        do {
            ledger = try open(at: place, expected: nil)
        } catch {
            switch error {
            case .damaged, .older, .foreign, .missing, .lost: return
            default: throw error
            }
        }
        defer { try? ledger.queue.close() }
        let serial: Int64
        do {
            guard try ledger.check().isEmpty else { return }
            serial = try ledger.identity().serial
        } catch {
            guard case .damaged = error else { throw error }
            return
        }
        throw .sound(place: place, serial: serial)
    }

    /// Makes the ledger that takes the place, whole, under another name; returns the lines that it holds.
    private static func prepare(
        _ part: String, restoring: LedgerRestoring, after known: Int64, isOlder: Bool, contents: LedgerBackup
    ) throws(LedgerError) -> [String] {
        try makeEmpty(part)
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let source = try DatabaseQueue(path: restoring.backup, configuration: configuration)
            defer { try? source.close() }
            try copy(source, path: restoring.backup, to: part)
        } catch {
            throw LedgerError(error, path: restoring.backup)
        }
        let ledger = try SQLiteLedger(adopting: part)
        defer {
            try? ledger.queue.close()
            unlink(part + "-journal")
        }
        return try ledger.changing { database in
            // Further than whatever was here, so that the older copies are still told from it.
            try database.execute(
                sql: "UPDATE meta SET value = ? WHERE name = 'serial'",
                arguments: [max(known, contents.identity.serial) + 1])
            guard isOlder else { return [] }
            return try ledger.hold(
                restoring.lines, reason: "restored from a backup", of: contents.identity.serial,
                by: restoring.by, at: restoring.at, in: database)
        }
    }

    /// Holds every line, those the ledger knows besides these: it may lack what was sent since.
    package func holdAll(_ lines: [String], reason: String, by: String, at: Instant) throws(LedgerError)
        -> [String]
    {
        let serial = try identity().serial
        return try changing { database in
            try self.hold(lines, reason: reason, of: serial, by: by, at: at, in: database)
        }
    }

    private func hold(
        _ lines: [String], reason: String, of serial: Int64, by: String, at: Instant, in database: Database
    ) throws -> [String] {
        let names = try String.fetchSet(database, sql: "SELECT DISTINCT line FROM sends")
        let lines = names.union(lines).sorted()
        for line in lines {
            let stop = Stop(
                subject: .line(line),
                reason: """
                    \(reason) of serial \(serial), and what was sent since is not in it. Settle it by the gateway's \
                    list before you go on
                    """, since: at, until: nil, by: by)
            try database.execute(
                sql: "DELETE FROM stops WHERE kind = 'line' AND name = ?", arguments: [line])
            try SQLiteTransaction(database: database, place: path).store(stop)
        }
        return lines
    }

    /// Keeps what is in the place under another name: its last commits may be there and nowhere else. A journal
    /// that stayed would be played into the new ledger.
    private static func setAside(_ place: String, at: Instant) throws(LedgerError) -> [String] {
        let stamp = at.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        var moved: [String] = []
        for suffix in ["", "-journal", "-wal", "-shm"] where exists(at: place + suffix) {
            let target = "\(place).replaced-\(stamp)\(suffix)"
            guard !exists(at: target), rename(place + suffix, target) == 0 else { throw failed(target) }
            moved.append(target)
        }
        return moved
    }

    private static func openRestored(_ place: String, identityFile: IdentityFile) throws(LedgerError)
        -> LedgerIdentity
    {
        let ledger = try SQLiteLedger(adopting: place)
        defer { try? ledger.queue.close() }
        let identity = try ledger.identity()
        try identityFile.write(identity)
        return identity
    }
}
