import CampaignModel
import Gateway
import Ledger
import Planning
import Synchronization
import TestWorkspaces
import Testing

@testable import Execution

/// What a line does while the ledger's server is away, and when another runner has been quicker.
@Suite struct OutageTests {
    private let people: [(UInt64, String)] = (1...3).map { ($0, "Persona \($0)") }

    private final class Said: Sendable {
        let words = Mutex<[String]>([])
    }

    /// Frozen messages to three people, and an executor whose ledger breaks.
    private func scene(
        _ pass: Pass, onCommit: @escaping @Sendable (Int) -> Void = { _ in },
        breaks: @escaping @Sendable (Int) -> DistantLedger.Break?
    ) throws -> (executor: Executor, said: Said) {
        let whole = try pass.executor([TestCampaigns.texts(to: people)])
        let said = Said()
        let executor = Executor(
            store: DistantLedger(pass.bench.ledger, breaks: breaks, onCommit: onCommit), scopes: whole.scopes,
            lines: whole.lines,
            clock: pass.clock, media: NoMedia(), stopAfterFailures: 20, seed: 1
        ) { event in
            switch event {
            case .ledgerAway: said.words.withLock { $0.append("away") }
            case .ledgerBack: said.words.withLock { $0.append("back") }
            case .settled(_, _, let state, _): said.words.withLock { $0.append(state.rawValue) }
            case .waiting: break
            }
        }
        return (executor, said)
    }

    @Test func `nothing is sent while the server is away, and everything once afterwards`() async throws {
        let pass = Pass(try TestBench())
        let start = pass.clock.reading().wall
        let (executor, said) = try scene(pass) { $0 <= 20 ? .before : nil }
        let result = await executor.run()
        #expect(result.endings == ["uno": .nothingLeft])
        #expect(pass.gateway.requests.count == 3)
        #expect(try pass.counts() == [.accepted: 3])
        #expect(said.words.withLock { $0 } == ["away", "back", "accepted", "accepted", "accepted"])
        #expect(pass.clock.reading().wall.seconds(since: start) >= 20 * LineRun.outageInterval)
    }

    @Test func `a result is kept until the server is back, and nothing is sent meanwhile`() async throws {
        let pass = Pass(try TestBench())
        // The first transaction claims, the second is to store its result.
        let (executor, said) = try scene(pass) { (2...30).contains($0) ? .before : nil }
        let result = await executor.run()
        #expect(result.endings == ["uno": .nothingLeft])
        #expect(pass.gateway.requests.count == 3)
        #expect(try pass.counts() == [.accepted: 3])
        #expect(said.words.withLock { $0 } == ["away", "back", "accepted", "accepted", "accepted"])
    }

    @Test func `a result whose commit nobody heard of is found there`() async throws {
        let pass = Pass(try TestBench())
        let store = pass.bench.ledger
        // The commit holds the result and the next claim, whose request is never made.
        let (executor, said) = try scene(pass) { $0 == 2 ? .after : nil }
        let result = await executor.run()
        #expect(result.endings == ["uno": .nothingLeft])
        #expect(pass.gateway.requests.count == 2)
        #expect(try pass.counts() == [.accepted: 2, .inflight: 1])
        #expect(said.words.withLock { $0 } == ["accepted", "accepted"])
        #expect(try store.recover(at: pass.clock.reading().wall) == 1)
    }

    @Test func `after five minutes a line gives up, and what it had on its way is in flight`() async throws {
        let pass = Pass(try TestBench())
        let start = pass.clock.reading().wall
        let (executor, _) = try scene(pass) { $0 >= 2 ? .before : nil }
        let result = await executor.run()
        guard case .failed(.unreachable)? = result.endings["uno"] else {
            Issue.record("\(result.endings)")
            return
        }
        let waited = pass.clock.reading().wall.seconds(since: start)
        #expect((LineRun.longestOutage...LineRun.longestOutage + 10).contains(waited))
        #expect(pass.gateway.requests.count == 1)
        #expect(try pass.counts() == [.inflight: 1, .planned: 2])
    }

    @Test func `what another runner has taken for lost stays in doubt, and the line goes on`() async throws {
        let bench = try TestBench()
        let pass = Pass(bench) { _, count in
            // While the first request is on its way, its lease runs out for somebody else.
            if count == 0 { _ = try? bench.ledger.recover(at: bench.now) }
            return .accepted
        }
        let (executor, said) = try scene(pass) { _ in nil }
        let result = await executor.run()
        #expect(result.endings == ["uno": .nothingLeft])
        #expect(pass.gateway.requests.count == 3)
        #expect(try pass.counts() == [.inDoubt: 1, .accepted: 2])
        #expect(said.words.withLock { $0 } == ["in_doubt", "accepted", "accepted"])
        #expect(result.settled == [.inDoubt: 1, .accepted: 2])
    }

    @Test func `what was decided too long ago is not sent, and waits again`() async throws {
        let pass = Pass(try TestBench())
        let clock = pass.clock
        // A claim whose commit takes half a minute to come back, as on a machine that stood still.
        let (executor, said) = try scene(
            pass, onCommit: { if $0 == 1 { clock.advance(seconds: Executor.longestDecision + 1) } }
        ) { _ in nil }
        #expect(Executor.longestDecision == 30)
        _ = await executor.run()
        #expect(said.words.withLock { $0 } == ["planned", "accepted", "accepted", "accepted"])
        #expect(pass.gateway.requests.count == 3)
        #expect(try pass.counts() == [.accepted: 3])
    }
}
