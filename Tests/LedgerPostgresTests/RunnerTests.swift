import CampaignModel
import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct RunnerTests {
    private func ledger() throws -> (PostgresLedger, url: String) {
        let url = try TestServer.get().newPlace().url
        return (try PostgresLedger.create(at: url), url)
    }

    /// Ends a server process as a network fault or a killed runner would, and waits until it has gone.
    private func end(_ backend: Int32, of ledger: PostgresLedger) throws {
        try PostgresConnection(ledger.pool.address).run(
            "SELECT pg_terminate_backend(?::int, 5000)", [.integer(Int64(backend))])
    }

    /// As if so many seconds had passed since anybody was seen.
    private func silence(_ seconds: Int, in ledger: PostgresLedger) throws {
        try ledger.transaction {
            try $0.execute("UPDATE runners SET last_seen = last_seen - ?", [Int64(seconds) * 1000])
        }
    }

    @Test func `several runners work by one ledger, and each is known while it does`() throws {
        let (one, url) = try ledger()
        let other = try PostgresLedger.open(at: url, expected: nil)
        let lease = try one.becomeRunner("apply on alfa")
        let second = try other.becomeRunner("run on beta")
        #expect(try one.runners().map(\.description) == ["apply on alfa", "run on beta"])
        #expect(try one.runners().allSatisfy(\.isAlive))
        lease.release()
        lease.release()
        #expect(try other.runners().map(\.description) == ["run on beta"])
        second.release()
        #expect(try one.runners().isEmpty)
    }

    @Test func `one ledger object is one runner at a time`() throws {
        let (ledger, _) = try ledger()
        let lease = try ledger.becomeRunner("first")
        #expect(throws: LedgerError.held(place: ledger.place, by: "first")) {
            try ledger.becomeRunner("second")
        }
        #expect(try ledger.runners().count == 1)
        lease.release()
        try ledger.becomeRunner("second").release()
    }

    @Test func `a lease that nobody holds any more is released`() throws {
        let (ledger, _) = try ledger()
        do { _ = try ledger.becomeRunner("short") }
        #expect(try ledger.runners().isEmpty)
    }

    @Test func `a runner is dead when its lock has gone and nobody has seen it for 30 seconds`() throws {
        let (one, url) = try ledger()
        let other = try PostgresLedger.open(at: url, expected: nil)
        let lease = try one.becomeRunner("killed soon")
        let backend = try #require(one.role.withLock { $0?.backend })
        try silence(31, in: other)
        #expect(try other.runners().map(\.isAlive) == [true])
        try end(backend, of: other)
        #expect(try other.runners().map(\.isAlive) == [false])
        try silence(-31, in: other)
        #expect(try other.runners().map(\.isAlive) == [true])
        lease.release()
    }

    @Test func `what a runner that was killed had in flight is in doubt before its lease ends`() throws {
        let (one, url) = try ledger()
        let other = try PostgresLedger.open(at: url, expected: nil)
        let start = PostgresLedger.systemClock()
        let sender = try #require(PhoneNumber(digits: 573_001_900_001))
        let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")
        var batch = FreezeBatch()
        batch.added = [
            FrozenSend(
                key: SendKey(
                    campaign: "alfa", revision: 1, occurrence: "once", message: "1",
                    target: .person(try #require(PhoneNumber(digits: 573_001_000_001)))),
                position: 1, line: "uno", sender: sender, content: .text("hello"))
        ]
        try one.freeze(batch, at: start)
        let lease = try one.becomeRunner("killed soon")
        let request = ClaimRequest(
            line: "uno", sender: sender, scopes: [scope],
            clock: ClockReading(wall: start, boot: "boot", monotonic: 1), needsPace: false)
        guard case .claimed = try one.claim(request, decide: { _ in .send(payloadHash: [0]) }) else {
            Issue.record("nothing was claimed")
            return
        }
        try end(try #require(one.role.withLock { $0?.backend }), of: other)
        // It may only have lost its connection, and be about to come back.
        #expect(try other.recover(at: start) == 0)
        try silence(31, in: other)
        #expect(try other.recover(at: start) == 1)
        lease.release()
    }

    @Test func `a session that broke is made anew before the next transaction`() throws {
        let (one, url) = try ledger()
        let other = try PostgresLedger.open(at: url, expected: nil)
        let lease = try one.becomeRunner("unlucky")
        try end(try #require(one.role.withLock { $0?.backend }), of: other)
        // Somebody held it for dead, and tidied up.
        try other.transaction { try $0.execute("DELETE FROM runners", []) }
        try one.transaction { _ in }
        try silence(31, in: other)
        #expect(try other.runners().map(\.isAlive) == [true])
        #expect(try other.runners().map(\.description) == ["unlucky"])
        lease.release()
        #expect(try other.runners().isEmpty)
    }

    @Test func `a runner says that it lives at most every few seconds, in passing`() throws {
        let (ledger, _) = try ledger()
        let role = try RunnerRole(ledger.pool.address, description: "quiet", interval: .seconds(3600))
        let eager = try RunnerRole(ledger.pool.address, description: "eager", interval: .zero)
        try silence(20, in: ledger)
        let before = try ledger.runners().map(\.lastSeen)
        try role.beat()
        try eager.beat()
        let after = try ledger.runners().map(\.lastSeen)
        #expect(after[0] == before[0])
        #expect(after[1] > before[1])
    }

    @Test func `the rows of runners that are long dead are removed by the next one`() throws {
        let (one, url) = try ledger()
        let other = try PostgresLedger.open(at: url, expected: nil)
        let dead = try one.becomeRunner("dead")
        try end(try #require(one.role.withLock { $0?.backend }), of: other)
        try silence(86_401, in: other)
        let lease = try other.becomeRunner("alive")
        #expect(try other.runners().map(\.description) == ["alive"])
        lease.release()
        dead.release()
    }

    @Test func `statements of a runner's transactions know whose they are, and of nobody else's`() throws {
        let (ledger, _) = try ledger()
        let whose = "SELECT nullif(current_setting('pregon.runner', true), '')"
        #expect(try ledger.transaction { try $0.value(whose) as String? } == nil)
        let lease = try ledger.becomeRunner("r")
        let id = try #require(try ledger.runners().first?.id)
        #expect(try ledger.transaction { try $0.value(whose) as String? } == String(id))
        lease.release()
        #expect(try ledger.transaction { try $0.value(whose) as String? } == nil)
    }

    @Test(arguments: [
        (0, 0, 0, 0), (5000, 4000, 6000, 0), (3999, 4000, 6000, -1), (6001, 4000, 6000, 1),
        // This machine's clock was set back while the server answered.
        (5000, 6000, 4000, 0), (9000, 6000, 4000, 3000),
    ])
    func `a server's moment is compared with those of asking and of its answer`(
        server: Int64, asked: Int64, answered: Int64, difference: Int64
    ) {
        #expect(
            PostgresLedger.clockDifference(server: server, asked: asked, answered: answered) == difference)
    }

    @Test(arguments: [-3600.0, -2.5, 2.5, 3600.0])
    func `nobody becomes a runner whose clock is not the server's`(seconds: Double) throws {
        let (_, url) = try ledger()
        let ledger = try PostgresLedger.open(at: url, expected: nil) {
            PostgresLedger.systemClock().advanced(seconds: seconds)
        }
        let error = #expect(throws: LedgerError.self) { try ledger.becomeRunner("late") }
        guard case .clockOff(_, let milliseconds) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(milliseconds.signum() == (seconds > 0 ? -1 : 1))
        #expect(try ledger.runners().isEmpty)
    }

    @Test func `a clock that is a second off will do`() throws {
        let (_, url) = try ledger()
        let ledger = try PostgresLedger.open(at: url, expected: nil) {
            PostgresLedger.systemClock().advanced(seconds: 1)
        }
        try ledger.becomeRunner("nearly").release()
    }
}
