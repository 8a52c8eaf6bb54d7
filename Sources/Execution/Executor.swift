// Execution: plan → sends.
//
// In: what a pass covers, the lines with their gateways, a ledger, a clock. Out: attempts, each durable before
// its request and settled after its reply. The executor holds no state of its own that matters: killed at any
// moment, the ledger knows what may have gone out.
import CampaignModel
import Gateway
import Ledger
import Planning
import Timetable

/// Sends what is frozen in the ledger, line by line, at their pace.
package struct Executor: Sendable {
    let store: any LedgerStore
    let scopes: [ExecutionScope]
    let lines: [ExecutionLine]
    let clock: any ExecutionClock
    let media: MediaCache
    let stopAfterFailures: Int
    let seed: UInt64
    let report: @Sendable (ExecutionEvent) -> Void

    /// A wait up to this many seconds is waited out; for a longer one the pass ends and says when it goes on.
    static let longestWait = 900.0
    /// Seconds between the commit of an attempt and its first byte, at the most (design.md).
    static let latestFirstByte = 5.0

    package init(
        store: any LedgerStore, scopes: [ExecutionScope], lines: [ExecutionLine], clock: any ExecutionClock,
        media: any MediaSource, stopAfterFailures: Int, seed: UInt64,
        report: @escaping @Sendable (ExecutionEvent) -> Void
    ) {
        self.store = store
        self.scopes = scopes
        self.lines = lines
        self.clock = clock
        self.media = MediaCache(media)
        self.stopAfterFailures = stopAfterFailures
        self.seed = seed
        self.report = report
    }

    /// Works until nothing may go out any more, or the task is cancelled. Cancelling lets what is in flight end.
    package func run() async -> ExecutionResult {
        await withTaskGroup(of: (String, LineEnding, [SendState: Int]).self) { group in
            for (index, line) in lines.enumerated() {
                group.addTask {
                    var run = LineRun(executor: self, line: line, seed: seed &+ UInt64(index))
                    let ending = await run.run()
                    return (line.name, ending, run.settled)
                }
            }
            var result = ExecutionResult()
            for await (name, ending, settled) in group {
                result.endings[name] = ending
                result.settled.merge(settled, uniquingKeysWith: +)
            }
            return result
        }
    }
}

/// One line at work.
private struct LineRun {
    let executor: Executor
    let line: ExecutionLine
    var random: SeededRandom
    var delay = 0.0
    /// Attempts in a row that did not reach the gateway, and when the next may be made.
    var unreachable = 0
    var notBefore: Instant?
    var settled: [SendState: Int] = [:]

    init(executor: Executor, line: ExecutionLine, seed: UInt64) {
        self.executor = executor
        self.line = line
        random = SeededRandom(seed: seed)
    }

    mutating func run() async -> LineEnding {
        delay = line.pace.drawDelay(using: &random)
        while !Task.isCancelled {
            do {
                switch try claim() {
                case .claimed(let claimed, let wire, let committed):
                    try await send(claimed, wire, committed: committed)
                case .wait(let until, let reason):
                    let now = executor.clock.reading().wall
                    // The line's own pace is always waited for; other waits only if they are short.
                    if reason != nil, until.seconds(since: now) > Executor.longestWait {
                        return .closed(until: until, reason: reason)
                    }
                    executor.report(.waiting(line: line.name, until: until))
                    try await executor.clock.sleep(until: until)
                case .stopped(let stop): return .stopped(stop)
                case .nothingLeft: return .nothingLeft
                }
            } catch let error as LedgerError {
                if case .busy = error {
                    // Somebody else's short transaction; nothing has been claimed.
                    continue
                }
                return .failed(error)
            } catch {
                return .interrupted
            }
        }
        return .interrupted
    }

    private enum Step {
        /// With the moment at which the attempt had become durable.
        case claimed(ClaimedSend, WireRequest, committed: Instant)
        case wait(Instant, String?)
        case stopped(Stop)
        case nothingLeft
    }

    private func claim() throws(LedgerError) -> Step {
        let judge = ClaimJudge(executor: executor, line: line, delay: delay, notBefore: notBefore)
        let clock = executor.clock
        let request = ClaimRequest(
            line: line.name, sender: line.number,
            scopes: executor.scopes.filter { $0.windows[line.name] != nil }.map(\.scope),
            clock: clock.reading(),
            needsPace: line.pace.rate != .free || executor.scopes.contains { $0.pace != nil })
        var prepared: WireRequest?
        let answer = try executor.store.claim(request) { candidate in
            let decision = judge.decide(candidate)
            prepared = decision.wire
            return decision.decision
        }
        switch answer {
        case .claimed(let claimed):
            guard let wire = prepared else { return .nothingLeft }
            return .claimed(claimed, wire, committed: executor.clock.reading().wall)
        case .wait(let until, let reason): return .wait(until, reason)
        case .stopped(let stop): return .stopped(stop)
        case .nothingLeft: return .nothingLeft
        }
    }

    private mutating func send(_ claimed: ClaimedSend, _ wire: WireRequest, committed: Instant)
        async throws(LedgerError)
    {
        let settling = Settling(claimed: claimed, stopAfterFailures: executor.stopAfterFailures)
        let settlement: Settlement
        let begun = executor.clock.reading().wall
        if begun.seconds(since: committed) > Executor.latestFirstByte - HTTPLimits().connect {
            settlement = settling.tooLate(at: begun)
        } else {
            let reply = await line.gateway.send(wire)
            holdBack(after: reply)
            settlement = settling.settlement(of: reply, at: executor.clock.reading().wall)
        }
        delay = line.pace.drawDelay(using: &random)
        try settle(settlement)
        let state = try? claimed.send.life.after(settlement.event).state
        settled[state ?? .inDoubt, default: 0] += 1
        executor.report(
            .settled(
                key: claimed.send.key, line: line.name, state: state ?? .inDoubt,
                detail: settlement.event.detail))
    }

    /// A gateway that cannot be reached is asked again after 5 s, then 10, 20 … up to 10 minutes, whoever is next.
    private mutating func holdBack(after reply: SendReply) {
        guard case .notSent = reply.outcome else {
            unreachable = 0
            notBefore = nil
            return
        }
        let wait = Settling.backoff(attempt: unreachable)
        unreachable += 1
        notBefore = executor.clock.reading().wall.advanced(seconds: wait)
    }

    /// A result is worth waiting for: another program's transaction may hold the file for a moment.
    private func settle(_ settlement: Settlement) throws(LedgerError) {
        for _ in 0..<5 {
            do {
                return try executor.store.settle(settlement)
            } catch {
                guard case .busy = error else { throw error }
            }
        }
        try executor.store.settle(settlement)
    }
}

extension SendEvent {
    /// The reason an event carries, if any.
    var detail: String? {
        switch self {
        case .returned(let reason, _), .refused(let reason, _), .doubted(let reason), .cancelled(let reason),
            .expired(let reason), .suppressed(let reason), .postponed(_, let reason):
            reason
        default: nil
        }
    }
}
