import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Synchronization
import Testing

/// What a crash leaves: the files of a ledger are copied as they stand at a moment and opened elsewhere.
struct DurabilityTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)
    private let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")

    private func request(at seconds: Double = 0) throws -> ClaimRequest {
        ClaimRequest(
            line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)), scopes: [scope],
            clock: ClockReading(wall: now.advanced(seconds: seconds), boot: "boot-1", monotonic: 1),
            needsPace: true)
    }

    private func open(_ folder: TestFolder) throws -> SQLiteLedger {
        try SQLiteLedger.open(at: folder.path + "/ledger.sqlite", expected: nil)
    }

    @Test func `a crash after the claim finds the attempt, and its send is in doubt`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(3), at: now)
        let answer = try bench.ledger.claim(try request()) { _ in .send(payloadHash: [1, 2, 3]) }
        guard case .claimed(let claimed) = answer else { Issue.record("\(answer)"); return }
        let copy = try bench.copyOfFiles()
        let ledger = try open(copy)
        #expect(try ledger.sends(inState: .inflight, campaign: nil, limit: 9) == [claimed.send])
        #expect(try ledger.recover(at: now) == 1)
        let next = try ledger.claim(try request(at: 1)) { _ in .send(payloadHash: []) }
        guard case .claimed(let second) = next else { Issue.record("\(next)"); return }
        #expect(second.send.id != claimed.send.id)
        #expect(try ledger.check() == [])
    }

    @Test func `a crash before the claim is decided leaves the send waiting`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(3), at: now)
        var copy: TestFolder?
        _ = try bench.ledger.claim(try request()) { _ in
            copy = try? bench.copyOfFiles()
            return .send(payloadHash: [1])
        }
        let ledger = try open(try #require(copy))
        #expect(try ledger.tallies(campaign: nil).map(\.state) == [.planned])
        #expect(try ledger.recover(at: now) == 0)
    }

    @Test func `a crash after the result finds the result`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(1), at: now)
        let answer = try bench.ledger.claim(try request()) { _ in .send(payloadHash: [1]) }
        guard case .claimed(let claimed) = answer else { Issue.record("\(answer)"); return }
        try bench.ledger.settle(
            Settlement(claimed: claimed, event: .accepted(messageID: "wamid.1"), at: now))
        let ledger = try open(try bench.copyOfFiles())
        #expect(
            try ledger.sends(inState: .accepted, campaign: nil, limit: 9).map(\.life.messageID) == ["wamid.1"]
        )
        #expect(try ledger.recover(at: now) == 0)
    }

    /// A transaction larger than the cache writes to the file before it is committed.
    @Test func `a crash in the middle of writing is rolled back`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(2000), at: now)
        let before = try Data(contentsOf: URL(fileURLWithPath: bench.path))
        let copy = try bench.raw { database in
            try database.execute(sql: "PRAGMA cache_size = 5")
            try database.execute(sql: "UPDATE sends SET state = 'accepted', attempts = 1")
            return try bench.copyOfFiles()
        }
        let half = try Data(contentsOf: URL(fileURLWithPath: copy.path + "/ledger.sqlite"))
        let log = FileManager.default.contents(atPath: copy.path + "/ledger.sqlite-wal")
        #expect(half != before || (log?.count ?? 0) > 100_000, "nothing had been written yet")
        let ledger = try open(copy)
        #expect(try ledger.tallies(campaign: nil).map(\.state) == [.planned])
        #expect(try ledger.tallies(campaign: nil).map(\.count) == [2000])
        #expect(try ledger.check() == [])
    }

    @Test func `operators work beside a runner, and take effect before its next claim`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(3), at: now)
        let lease = try bench.ledger.becomeRunner("the runner")
        defer { lease.release() }
        let operators = try SQLiteLedger.open(at: bench.path, expected: nil)
        let answer = try bench.ledger.claim(try request()) { _ in .send(payloadHash: [1]) }
        guard case .claimed(let claimed) = answer else { Issue.record("\(answer)"); return }
        try bench.ledger.settle(Settlement(claimed: claimed, event: .doubted(reason: "timeout"), at: now))
        let states = try operators.tallies(campaign: "alfa").map { "\($0.state) \($0.count)" }
        #expect(Set(states) == ["inDoubt 1", "planned 2"])
        try operators.resolve(
            id: claimed.send.id, event: .resolvedAsSent(messageID: nil), group: nil, at: now)
        let stop = Stop(subject: .line("uno"), reason: "paused by Ana", since: now, until: nil)
        try operators.stop(stop)
        let stopped = try bench.ledger.claim(try request(at: 1)) { _ in .send(payloadHash: [1]) }
        guard case .stopped(stop) = stopped else { Issue.record("\(stopped)"); return }
        #expect(try bench.ledger.sends(inState: .accepted, campaign: nil, limit: 9).count == 1)
    }

    @Test func `connections that claim at the same time never get the same send`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(40), at: now)
        let request = try request()
        let path = bench.path
        let claimed = Mutex<[Int64]>([])
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            do {
                let ledger = try SQLiteLedger.open(at: path, expected: nil)
                while case .claimed(let send) = try ledger.claim(
                    request, decide: { _ in .send(payloadHash: []) })
                {
                    claimed.withLock { $0.append(send.send.id) }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(claimed.withLock(\.count) == 40)
        #expect(Set(claimed.withLock { $0 }).count == 40)
    }
}

extension SQLiteBench {
    /// The ledger's files as they are on the disk at this moment. Copied by another process: one that closes
    /// a database file drops its own locks on it.
    func copyOfFiles() throws -> TestFolder {
        let copy = try TestFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"cp "$1"* "$2""#, "sh", path, copy.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return copy
    }
}
