import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Testing

/// A lost, foreign or older ledger would look like "nobody has got anything yet".
struct IdentityTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)

    private func stored(_ bench: SQLiteBench) throws -> (id: String?, serial: Int?) {
        let data = try #require(FileManager.default.contents(atPath: bench.path + ".identity"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return (json["ledger_id"] as? String, json["serial"] as? Int)
    }

    @Test func `the file beside a ledger says which it is and how far it has come`() throws {
        let bench = try SQLiteBench()
        let identity = try bench.ledger.identity()
        #expect(UUID(uuidString: identity.id) != nil)
        #expect(identity.id == identity.id.lowercased())
        #expect(try stored(bench) == (identity.id, Int(identity.serial)))
        try bench.ledger.freeze(manySends(1), at: now)
        #expect(try stored(bench).serial == Int(try bench.ledger.identity().serial))
    }

    @Test func `the file is brought up to date when a run ends, and when one begins after a crash`() throws {
        let bench = try SQLiteBench()
        func pause() throws {
            try bench.ledger.stop(
                Stop(subject: .line("uno"), reason: "x", since: now, until: now.advanced(seconds: 60)))
        }
        try pause()
        let lease = try bench.ledger.becomeRunner("one")
        #expect(try stored(bench).serial == Int(try bench.ledger.identity().serial))
        try pause()
        #expect(try stored(bench).serial != Int(try bench.ledger.identity().serial))
        lease.release()
        #expect(try stored(bench).serial == Int(try bench.ledger.identity().serial))
    }

    @Test func `two ledgers are never the same`() throws {
        let (one, other) = (try SQLiteBench(), try SQLiteBench())
        #expect(try one.ledger.identity().id != other.ledger.identity().id)
        #expect(try one.ledger.planKey() != other.ledger.planKey())
    }

    @Test func `a ledger that is gone is missed, by opening and by creating`() throws {
        let bench = try SQLiteBench()
        let serial = try bench.ledger.identity().serial
        try FileManager.default.removeItem(atPath: bench.path)
        let lost = LedgerError.lost(
            place: bench.path, identityFile: bench.path + ".identity", serial: serial)
        #expect(throws: lost) { _ = try SQLiteLedger.open(at: bench.path, expected: nil) }
        #expect(throws: lost) { _ = try SQLiteLedger.create(at: bench.path) }
        #expect(!FileManager.default.fileExists(atPath: bench.path))
    }

    @Test func `another ledger than the workspace names is refused`() throws {
        let bench = try SQLiteBench()
        let id = try bench.ledger.identity().id
        #expect(throws: LedgerError.foreign(place: bench.path, expected: "0b7c", found: id)) {
            _ = try SQLiteLedger.open(at: bench.path, expected: "0b7c")
        }
        _ = try SQLiteLedger.open(at: bench.path, expected: id)
    }

    @Test func `another ledger than the last one used here is refused`() throws {
        let (bench, other) = (try SQLiteBench(), try SQLiteBench())
        let (id, found) = (try bench.ledger.identity().id, try other.ledger.identity().id)
        try FileManager.default.removeItem(atPath: bench.path)
        try? FileManager.default.removeItem(atPath: bench.path + "-journal")
        try FileManager.default.copyItem(atPath: other.path, toPath: bench.path)
        #expect(throws: LedgerError.foreign(place: bench.path, expected: id, found: found)) {
            _ = try SQLiteLedger.open(at: bench.path, expected: nil)
        }
    }

    @Test func `a restored older ledger is refused`() throws {
        let bench = try SQLiteBench()
        let old = try bench.ledger.identity().serial
        let backup = try bench.copyOfFiles()
        try bench.ledger.freeze(manySends(2), at: now)
        let new = try bench.ledger.identity().serial
        try FileManager.default.copyItem(
            atPath: bench.path + ".identity", toPath: backup.path + "/newest")
        try FileManager.default.removeItem(atPath: backup.path + "/ledger.sqlite.identity")
        try FileManager.default.moveItem(
            atPath: backup.path + "/newest", toPath: backup.path + "/ledger.sqlite.identity")
        let place = backup.path + "/ledger.sqlite"
        let expected = LedgerError.older(
            place: place, identityFile: place + ".identity", serial: old, known: new)
        #expect(throws: expected) { _ = try SQLiteLedger.open(at: place, expected: nil) }
    }

    /// After a crash the file beside the ledger may be behind; only the other way round is a danger.
    @Test func `a ledger that is further than the file says is opened`() throws {
        let bench = try SQLiteBench()
        let before = FileManager.default.contents(atPath: bench.path + ".identity")
        try bench.ledger.freeze(manySends(2), at: now)
        try before?.write(to: URL(fileURLWithPath: bench.path + ".identity"))
        _ = try SQLiteLedger.open(at: bench.path, expected: nil)
    }

    @Test func `a ledger that comes alone is adopted and remembered`() throws {
        let bench = try SQLiteBench()
        try FileManager.default.removeItem(atPath: bench.path + ".identity")
        let identity = try SQLiteLedger.open(at: bench.path, expected: nil).identity()
        #expect(try stored(bench) == (identity.id, Int(identity.serial)))
    }

    @Test(arguments: ["", "{}", "{\"ledger_id\": 7}", "\u{0}\u{1}"])
    func `an identity file that cannot be read is no reason to go on`(text: String) throws {
        let bench = try SQLiteBench()
        try Data(text.utf8).write(to: URL(fileURLWithPath: bench.path + ".identity"))
        let error = #expect(throws: LedgerError.self) {
            _ = try SQLiteLedger.open(at: bench.path, expected: nil)
        }
        guard case .damaged? = error else { Issue.record("\(String(describing: error))"); return }
    }
}
