import CampaignModel
import Gateway
import Ledger
import Timetable

/// One line at work.
struct LineRun {
    let executor: Executor
    let line: ExecutionLine
    let watch: ClockWatch
    var random: SeededRandom
    var delay = 0.0
    /// The pace lets nothing out before, by what the line itself has sent in this pass.
    var restsUntil: Instant?
    /// Attempts in a row that did not reach the gateway, and when the next may be made.
    var unreachable = 0
    var notBefore: Instant?
    var settled: [SendState: Int] = [:]

    init(executor: Executor, line: ExecutionLine, watch: ClockWatch, seed: UInt64) {
        self.executor = executor
        self.line = line
        self.watch = watch
        random = SeededRandom(seed: seed)
    }

    mutating func run() async -> LineEnding {
        delay = line.pace.drawDelay(using: &random)
        // What the commit of the last result has claimed, or why it could not.
        var found: Step?
        while true {
            let step: Step
            if let known = found {
                (step, found) = (known, nil)
            } else {
                if let ending = reasonToEnd { return ending }
                do {
                    step = try await throughOutages { () throws(LedgerError) in try claim() }
                } catch {
                    return .failed(error)
                }
            }
            switch step {
            case .claimed(let attempt):
                do {
                    found = try await send(attempt)
                } catch {
                    return .failed(error)
                }
            case .wait(let until, let reason):
                // The line's own pace is always waited for; other waits only if they are short.
                if reason != nil, until.seconds(since: executor.clock.reading().wall) > Executor.longestWait {
                    return .closed(until: until, reason: reason)
                }
                executor.report(.waiting(line: line.name, until: until))
                do {
                    try await executor.clock.sleep(until: until)
                } catch {
                    return .interrupted
                }
            case .stopped(let stop): return .stopped(stop)
            case .nothingLeft: return .nothingLeft
            }
        }
    }

    enum Step {
        case claimed(Attempt)
        case wait(Instant, String?)
        case stopped(Stop)
        case nothingLeft
    }

    /// An attempt that is durable, and its request.
    struct Attempt {
        var claimed: ClaimedSend
        var wire: WireRequest
        /// When it was found that it may go out.
        var decided: Instant
        /// When it had become durable.
        var committed: Instant
    }

    /// Why nothing more is claimed, if that is so.
    private var reasonToEnd: LineEnding? {
        if Task.isCancelled { return .interrupted }
        return watch.jump(at: executor.clock.reading()).map { .clockJumped(seconds: $0) }
    }

    var needsPace: Bool { line.pace.rate != .free || needsCampaignPace }
    var needsCampaignPace: Bool { executor.scopes.contains { $0.pace != nil } }
    /// The tightest of the campaigns' limits an hour.
    var campaignLimit: Int? { executor.scopes.compactMap { $0.pace?.perHour }.min() }

    /// Sends what is claimed and stores what came of it; what comes next is claimed by the same commit, and handed
    /// back where that could be done.
    private mutating func send(_ attempt: Attempt) async throws(LedgerError) -> Step? {
        let (claimed, wire, committed) = (attempt.claimed, attempt.wire, attempt.committed)
        let settling = Settling(claimed: claimed, stopAfterFailures: executor.stopAfterFailures)
        let settlement: Settlement
        let begun = executor.clock.reading().wall
        if isTooLate(decided: attempt.decided, committed: committed, begun: begun) {
            settlement = settling.tooLate(at: begun)
        } else {
            let reply = await line.gateway.send(wire)
            holdBack(after: reply)
            settlement =
                reply.isAmbiguous && line.gateway.refusesRepeats
                ? try await probe(claimed, wire, after: reply)
                : settling.settlement(of: reply, at: executor.clock.reading().wall)
        }
        delay = line.pace.drawDelay(using: &random)
        restsUntil =
            needsPace
            ? line.pace.nextAllowed(now: committed, previousAttempts: [committed], lastDelay: delay) : nil
        let (next, isStored) = try await store(settlement)
        let state =
            isStored
            ? (try? settlement.claimed.send.life.after(settlement.event).state) ?? .inDoubt : .inDoubt
        settled[state, default: 0] += 1
        executor.report(
            .settled(
                key: claimed.send.key, line: line.name, state: state,
                detail: isStored ? settlement.event.detail : LedgerError.staleToken.description))
        switch next {
        case nil, .failure(.busy), .failure(.unreachable): return nil
        case .success(let step): return step
        case .failure(let error): throw error
        }
    }

    /// Stores a result, and claims what comes next by the same commit where there is to be more. Not stored is what
    /// another runner has meanwhile taken for lost: then the send is in doubt already.
    private mutating func store(_ settlement: Settlement) async throws(LedgerError) -> (
        next: Result<Step, LedgerError>?, isStored: Bool
    ) {
        do {
            if reasonToEnd == nil { return (try settleAndClaim(settlement), true) }
            try settle(settlement)
            return (nil, true)
        } catch .staleToken where executor.store.isShared {
            return (nil, false)
        } catch .unreachable {
            // Whether it is there, nobody knows until the server is back.
            let store = executor.store
            let isStored = try await throughOutages { () throws(LedgerError) in
                do throws(LedgerError) {
                    try settle(settlement)
                    return true
                } catch .staleToken {
                    return try store.holds(settlement)
                }
            }
            return (nil, isStored)
        }
    }

    /// Between the commit of an attempt and its first byte lies a connection, which takes its time, too. And what was
    /// decided long before its commit came back may no longer be so: its lease runs since then.
    func isTooLate(decided: Instant, committed: Instant, begun: Instant) -> Bool {
        begun.seconds(since: committed) > Executor.latestFirstByte - HTTPLimits().connect
            || begun.seconds(since: decided) > Executor.longestDecision
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
}

extension SendReply {
    /// Nobody can say whether the gateway took it.
    var isAmbiguous: Bool {
        switch outcome {
        case .ambiguous, .unrecognised: true
        case .failed(let code): code.class == .ambiguous
        case .accepted, .notSent: false
        }
    }
}

extension SendEvent {
    /// The reason an event carries, if any.
    var detail: String? {
        switch self {
        case .returned(let reason, _), .refused(let reason, _), .doubted(let reason, _),
            .cancelled(let reason),
            .expired(let reason), .suppressed(let reason), .postponed(_, let reason):
            reason
        default: nil
        }
    }
}
