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
    let probeTurn = ProbeTurn()

    /// A wait up to this many seconds is waited out; for a longer one the pass ends and says when it goes on.
    static let longestWait = 900.0
    /// Seconds between the commit of an attempt and its first byte, at the most (design.md).
    static let latestFirstByte = 5.0
    /// Seconds between the decision that a send may go out and its request, at the most: what is left of the attempt's
    /// lease outlasts the reply's time limit by 15 s (`AttemptLease`).
    static let longestDecision = AttemptLease.seconds - HTTPLimits().reply - AttemptLease.room

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

    /// A pass over the campaigns of a plan that are due, which must be frozen already.
    package init(
        _ plan: Plan, workspace: Workspace, store: any LedgerStore, lines: [ExecutionLine],
        clock: any ExecutionClock, media: any MediaSource, seed: UInt64,
        report: @escaping @Sendable (ExecutionEvent) -> Void
    ) {
        self.init(
            store: store,
            scopes: plan.campaigns.filter(\.isDue).map {
                ExecutionScope($0, workspace: workspace, zone: plan.zone)
            },
            lines: lines, clock: clock, media: media,
            stopAfterFailures: workspace.sending.stopAfterFailures, seed: seed, report: report)
    }

    /// Works until nothing may go out any more, or the task is cancelled. Cancelling lets what is in flight end.
    package func run() async -> ExecutionResult {
        let watch = ClockWatch(clock.reading())
        return await withTaskGroup(of: (String, LineEnding, [SendState: Int]).self) { group in
            for (index, line) in lines.enumerated() {
                group.addTask {
                    var run = LineRun(executor: self, line: line, watch: watch, seed: seed &+ UInt64(index))
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
