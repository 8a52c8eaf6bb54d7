import Foundation
import GRDB
import Glibc
import Ledger

/// What a backup holds.
package struct LedgerBackup: Sendable, Hashable {
    package var identity: LedgerIdentity
    package var sends: Int
    package var attempts: Int
    package var suppressed: Int
    /// Bytes of the file.
    package var size: Int
}

extension SQLiteLedger {
    /// Writes a copy of the ledger as it is at one moment, also beside a runner, whose next commit waits for it. The
    /// file must not be there; it appears when it is whole, checked and on the disk. Mode 0600.
    package func backUp(to file: String) throws(LedgerError) -> LedgerBackup {
        guard !Self.exists(at: file) else { throw .exists(place: file) }
        let part = file + ".part"
        try Self.makeEmpty(part)
        defer { for suffix in ["", "-journal"] { unlink(part + suffix) } }
        try Self.copy(queue, path: path, to: part)
        let backup = try Self.look(intoBackup: part)
        // Unlike renaming, this puts nothing over a file that somebody has made meanwhile.
        if link(part, file) != 0 {
            guard errno != EEXIST else { throw .exists(place: file) }
            // Some file systems know no links.
            guard !Self.exists(at: file), rename(part, file) == 0 else { throw Self.failed(file) }
        }
        guard ResultJournal.syncFolder(of: file) else { throw Self.failed(file) }
        return backup
    }

    /// Copies a database whole into an empty file, which is on the disk when this returns.
    static func copy(_ source: DatabaseQueue, path: String, to file: String) throws(LedgerError) {
        do {
            var configuration = Configuration()
            configuration.label = "backup"
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
            let copy = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? copy.close() }
            try source.backup(to: copy)
        } catch {
            throw LedgerError(
                error, path: (error as? DatabaseError)?.resultCode == .SQLITE_BUSY ? path : file)
        }
        let descriptor = Glibc.open(file, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed(file) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed(file) }
    }

    /// Reads a backup through; a damaged one is none.
    static func look(intoBackup file: String) throws(LedgerError) -> LedgerBackup {
        var configuration = Configuration()
        configuration.readonly = true
        let backup: LedgerBackup
        do {
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? queue.close() }
            backup = try queue.read { database in
                guard try database.tableExists("meta"), try database.tableExists("sends") else {
                    throw LedgerError.damaged(place: file, detail: "it has none of a ledger's tables")
                }
                if try LedgerSchema.version(database) > LedgerSchema.currentVersion {
                    throw LedgerError.newer(place: file)
                }
                let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
                guard found == ["ok"] else {
                    throw LedgerError.damaged(place: file, detail: oneLine(found.joined(separator: "; ")))
                }
                func count(_ table: String) throws -> Int {
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
                }
                return LedgerBackup(
                    identity: try LedgerSchema.identity(database, path: file), sends: try count("sends"),
                    attempts: try count("attempts"), suppressed: try count("suppressions"), size: 0)
            }
        } catch {
            throw LedgerError(error, path: file)
        }
        var whole = backup
        var status = stat()
        if stat(file, &status) == 0 { whole.size = Int(status.st_size) }
        return whole
    }

    /// Makes an empty file that only its owner can read, even for a moment.
    static func makeEmpty(_ file: String) throws(LedgerError) {
        let descriptor = Glibc.open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .exists(place: file) }
            throw failed(file)
        }
        close(descriptor)
    }

    static func failed(_ place: String) -> LedgerError {
        .io(place: place, detail: String(cString: strerror(errno)))
    }
}
