import CampaignModel
import Foundation
import GRDB
import Ledger
import Testing

@testable import LedgerSQLite

/// Backups, and what it takes to put one back without sending twice.
struct BackupTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)
    private let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")

    private func claim(_ ledger: SQLiteLedger, at seconds: Double = 0) throws -> ClaimAnswer {
        let request = ClaimRequest(
            line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)), scopes: [scope],
            clock: ClockReading(wall: now.advanced(seconds: seconds), boot: "boot-1", monotonic: 1),
            needsPace: true)
        return try ledger.claim(request) { _ in .send(payloadHash: [1]) }
    }

    /// Sends one message.
    private func send(_ ledger: SQLiteLedger, at seconds: Double) throws {
        guard case .claimed(let claimed) = try claim(ledger, at: seconds) else {
            throw LedgerError.notFound("anything to send")
        }
        try ledger.settle(Settlement(claimed: claimed, event: .accepted(messageID: nil), at: now))
    }

    /// A ledger of ten sends, one of them sent, and a backup of it.
    private func backedUp() throws -> (SQLiteBench, backup: String) {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(10), at: now)
        try send(bench.ledger, at: 0)
        let backup = bench.folder.path + "/ledger.backup"
        _ = try bench.ledger.backUp(to: backup)
        return (bench, backup)
    }

    private func restore(_ bench: SQLiteBench, _ backup: String, older: Bool = false, expected: String? = nil)
        throws -> RestoredLedger
    {
        try SQLiteLedger.restore(
            LedgerRestoring(
                backup: backup, place: bench.path, acceptsOlder: older, expected: expected, lines: ["dos"],
                by: "ana", at: now))
    }

    private func removeLedger(_ bench: SQLiteBench) throws {
        try bench.ledger.queue.close()
        for suffix in ["", "-journal"] {
            try? FileManager.default.removeItem(atPath: bench.path + suffix)
        }
    }

    // MARK: Backing up

    @Test func `a backup beside a runner is the ledger at one moment, for its owner alone`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(200), at: now)
        let lease = try bench.ledger.becomeRunner("me")
        defer { lease.release() }
        guard case .claimed = try claim(bench.ledger) else { Issue.record("nothing claimed"); return }
        let file = bench.folder.path + "/copy.sqlite"
        let backup = try bench.ledger.backUp(to: file)
        #expect(backup.identity == (try bench.ledger.identity()))
        #expect((backup.sends, backup.attempts, backup.suppressed) == (200, 1, 0))
        var status = stat()
        try #require(stat(file, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(backup.size == Int(status.st_size))
        let copy = try SQLiteLedger.open(at: file, expected: nil)
        #expect(try copy.check() == [])
        #expect(try copy.snapshot(of: scope).sends == bench.ledger.snapshot(of: scope).sends)
        #expect(try copy.planKey() == bench.ledger.planKey())
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        #expect(!left.contains { $0.contains(".part") })
    }

    @Test func `a backup overwrites nothing, and a failed one leaves nothing`() throws {
        let bench = try SQLiteBench()
        let file = bench.folder.path + "/notes.txt"
        try Data("groceries".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: LedgerError.exists(place: file)) { _ = try bench.ledger.backUp(to: file) }
        #expect(FileManager.default.contents(atPath: file) == Data("groceries".utf8))
        let nowhere = bench.folder.path + "/no/such/folder/x"
        let error = #expect(throws: LedgerError.self) { _ = try bench.ledger.backUp(to: nowhere) }
        guard case .io? = error else { Issue.record("\(String(describing: error))"); return }
    }

    // MARK: Restoring

    @Test func `a backup that lacks nothing is put back, and the copies before it are still told from it`()
        throws
    {
        let (bench, backup) = try backedUp()
        let before = try bench.ledger.identity()
        try removeLedger(bench)
        let restored = try restore(bench, backup)
        #expect(!restored.isOlder && restored.held.isEmpty && restored.setAside.isEmpty)
        let ledger = try SQLiteLedger.open(at: bench.path, expected: before.id)
        #expect(try ledger.identity().serial == before.serial + 1)
        #expect(try ledger.check() == [])
        let states = try ledger.tallies(campaign: nil).map { "\($0.state) \($0.count)" }
        #expect(Set(states) == ["accepted 1", "planned 9"])
        guard case .claimed = try claim(ledger, at: 200) else { Issue.record("it does not go on"); return }
        try ledger.queue.close()
        // The backup itself, copied into the place by hand, is older now.
        try removeLedger(bench)
        try FileManager.default.copyItem(atPath: backup, toPath: bench.path)
        let error = #expect(throws: LedgerError.self) {
            _ = try SQLiteLedger.open(at: bench.path, expected: nil)
        }
        guard case .older? = error else { Issue.record("\(String(describing: error))"); return }
    }

    @Test func `an older backup is refused, and restored deliberately with every line held`() throws {
        let (bench, backup) = try backedUp()
        let old = try bench.ledger.identity().serial
        try send(bench.ledger, at: 1)
        let lease = try bench.ledger.becomeRunner("me")
        lease.release()
        let known = try bench.ledger.identity()
        try removeLedger(bench)
        let error = #expect(throws: LedgerError.self) { _ = try restore(bench, backup) }
        #expect(
            error
                == .olderBackup(place: bench.path, backup: backup, serial: old, known: known.serial))
        #expect(!SQLiteLedger.exists(at: bench.path))
        let restored = try restore(bench, backup, older: true)
        #expect(restored.held == ["dos", "uno"])
        #expect(restored.known == known.serial)
        let ledger = try SQLiteLedger.open(at: bench.path, expected: nil)
        #expect(try ledger.identity().serial > known.serial)
        // The one that was sent since looks as if nobody had got it: therefore nothing goes.
        guard case .stopped(let stop) = try claim(ledger, at: 200) else {
            Issue.record("a line sends what was sent since")
            return
        }
        #expect(stop.by == "ana" && stop.until == nil)
        #expect(stop.reason.contains("what was sent since is not in it"))
        _ = try ledger.resume("uno")
        guard case .claimed = try claim(ledger, at: 200) else { Issue.record("it is held for ever"); return }
    }

    @Test func `where nothing says how far the ledger had come, nobody assumes the best`() throws {
        let (bench, backup) = try backedUp()
        let elsewhere = try SQLiteBench()
        try removeLedger(elsewhere)
        try FileManager.default.removeItem(atPath: elsewhere.path + ".identity")
        let error = #expect(throws: LedgerError.self) { _ = try restore(elsewhere, backup) }
        guard case .olderBackup(_, _, _, nil)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try restore(elsewhere, backup, older: true).isOlder)
        #expect(
            try bench.ledger.identity().id
                == SQLiteLedger.open(at: elsewhere.path, expected: nil).identity().id)
    }

    @Test func `a sound ledger is never replaced, a damaged one is kept aside`() throws {
        let (bench, backup) = try backedUp()
        let serial = try bench.ledger.identity().serial
        for older in [false, true] {
            #expect(throws: LedgerError.sound(place: bench.path, serial: serial)) {
                _ = try restore(bench, backup, older: older)
            }
        }
        try bench.ledger.queue.close()
        let url = URL(fileURLWithPath: bench.path)
        let cut = try Data(contentsOf: url).prefix(5000)
        try cut.write(to: url)
        let restored = try restore(bench, backup)
        let kept = try #require(restored.setAside.first)
        #expect(FileManager.default.contents(atPath: kept) == cut)
        #expect(try SQLiteLedger.open(at: bench.path, expected: nil).check() == [])
    }

    @Test func `another ledger's backup, a damaged one and one beside a runner are refused`() throws {
        let (bench, backup) = try backedUp()
        let (other, otherBackup) = try backedUp()
        let (id, otherID) = (try bench.ledger.identity().id, try other.ledger.identity().id)
        try removeLedger(bench)
        #expect(throws: LedgerError.foreign(place: otherBackup, expected: id, found: otherID)) {
            _ = try restore(bench, otherBackup, older: true)
        }
        #expect(throws: LedgerError.foreign(place: backup, expected: "0b7c", found: id)) {
            _ = try restore(bench, backup, expected: "0b7c")
        }
        let url = URL(fileURLWithPath: otherBackup)
        try Data(contentsOf: url).prefix(20_000).write(to: url)
        let damaged = #expect(throws: LedgerError.self) { _ = try restore(other, otherBackup) }
        guard case .damaged(otherBackup, _)? = damaged else {
            Issue.record("\(String(describing: damaged))")
            return
        }
        let lock = try RunnerLock(ledger: bench.path, description: "a runner") {}
        #expect(throws: LedgerError.held(place: bench.path, by: "a runner")) {
            _ = try restore(bench, backup)
        }
        lock.release()
        #expect(!SQLiteLedger.exists(at: bench.path))
    }

    /// A receiver of webhooks holds no lock between two events.
    @Test func `a ledger that another process has open is not replaced under it`() throws {
        let (bench, backup) = try backedUp()
        try bench.ledger.queue.close()
        let url = URL(fileURLWithPath: bench.path)
        try Data(contentsOf: url).prefix(5000).write(to: url)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"exec 9<"$1"; echo open; exec cat"#, "sh", bench.path]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.availableData == Data("open\n".utf8))
        let error = #expect(throws: LedgerError.self) { _ = try restore(bench, backup) }
        guard case .held(_, let by)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(by == "process \(process.processIdentifier) has it open (cat)")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        _ = try restore(bench, backup)
    }

    /// The old rollback journal would be played into the new ledger, if it stayed.
    @Test func `what lies beside a damaged ledger goes aside with it`() throws {
        let (bench, backup) = try backedUp()
        try bench.ledger.queue.close()
        for suffix in ["", "-journal", "-wal"] {
            try Data("garbage".utf8).write(to: URL(fileURLWithPath: bench.path + suffix))
        }
        let restored = try restore(bench, backup)
        // Looking whether it is sound, SQLite has thrown away journals that were none.
        #expect(
            restored.setAside.first.flatMap { FileManager.default.contents(atPath: $0) }
                == Data("garbage".utf8))
        #expect(try SQLiteLedger.open(at: bench.path, expected: nil).check() == [])
    }
}
