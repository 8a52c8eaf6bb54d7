import CampaignLoading
import CampaignModel
import Diagnostics
import Execution
import Foundation
import Ledger
import Planning
import Reporting
import Synchronization

/// One pass of sending, from a plan to its verdict; `apply`, `run` and `demo` share it.
struct ApplyPass {
    let session: Session
    let ledger: any LedgerStore
    let clock: any ExecutionClock
    let console: Console
    /// Completes "… from Tue 1 Dec 08:00 on" where the windows have closed.
    var goesOn = "apply again"

    /// What a pass came to.
    struct Outcome {
        var status: ExitStatus
        /// The last line.
        var verdict: String
        /// When something that waits may go out again, where that is known.
        var opening: Instant?
    }

    /// Freezes the plan and sends it. The caller holds the runner's role.
    func run(_ plan: Plan, campaigns: [LoadedCampaign], stopping: StopSignal) async throws -> ExitStatus {
        try await outcome(plan, campaigns: campaigns, stopping: stopping).status
    }

    /// The same, with all that is known at the end.
    func outcome(_ plan: Plan, campaigns: [LoadedCampaign], stopping: StopSignal) async throws -> Outcome {
        let due = plan.campaigns.filter(\.isDue)
        for campaign in plan.campaigns where !campaign.expiring.isEmpty {
            console.note(
                "\(Words.count(campaign.expiring.count, "send")) of \(campaign.campaign.name) expired: too late to be sent"
            )
        }
        let names = Set(due.flatMap(\.sends.toSendByLine.keys))
        let lines = try session.executionLines(names)
        let freezing = StepProgress(console)
        defer { freezing.end() }
        let frozen = FreezeBatch.count(plan)
        try ledger.freeze(
            FreezeBatch(plan).telling { freezing.advance("freezing what is sent", of: frozen) }, at: plan.now)
        freezing.end()
        let before = try ended(in: Set(due.map(\.scope)))
        let total = due.reduce(0) { $0 + $1.totals.toSend }
        let progress = ApplyProgress(total: total, console: console)
        let executor = Executor(
            plan, workspace: session.workspace, store: ledger,
            lines: lines.map { ExecutionLine($0.line, gateway: $0.gateway) }, clock: clock,
            media: try WorkspaceMedia(root: session.loaded.root, campaigns: campaigns),
            seed: UInt64.random(in: 0 ... .max), report: progress.report)
        let work = Task { await executor.run() }
        stopping.onStop {
            progress.announce("\(stopping.words): what is in flight is finished first")
            work.cancel()
        }
        let result = await work.value
        progress.finish()
        return try conclude(plan, due: due, before: before, result: result, stopping: stopping)
    }

    // MARK: The end

    /// How many sends of some scopes have got their result.
    private func ended(in scopes: Set<CampaignScope>) throws -> Int {
        guard ledger.isShared else { return 0 }
        return Self.ended(try ledger.tallies(campaign: nil).filter { scopes.contains($0.scope) })
    }

    private static func ended(_ tallies: [Tally]) -> Int {
        tallies.filter { [.accepted, .refused, .inDoubt].contains($0.state) }.reduce(0) { $0 + $1.count }
    }

    private func conclude(
        _ plan: Plan, due: [CampaignPlan], before: Int, result: ExecutionResult, stopping: StopSignal
    ) throws -> Outcome {
        let scopes = Set(due.map(\.scope))
        let tallies = try ledger.tallies(campaign: nil).filter { scopes.contains($0.scope) }
        let wanted = due.reduce(0) { $0 + $1.totals.toSend }
        var opening: Instant?
        var status = ExitStatus.success
        for (line, ending) in result.endings.sorted(by: { $0.key < $1.key }) {
            switch ending {
            case .nothingLeft, .interrupted: break
            case .closed(let until, let reason):
                opening = [opening, until].compactMap(\.self).min()
                let why = reason.map { " (\($0))" } ?? ""
                console.note("line \(line) goes on at \(moment(until))\(why)")
            case .clockJumped(let seconds):
                console.note("line \(line) paused: \(ClockText.jumped(by: seconds, goesOn: goesOn))")
                status = max(status, .tryAgain)
            case .stopped(let stop):
                console.note("line \(line) is \(stop.standing(moment)): \(SafeText.line(stop.reason))")
                if stop.until == nil { console.note("  = when it is settled: pregon resume \(line)") }
                opening = [opening, stop.until].compactMap(\.self).min()
                status = max(status, stop.until == nil && stop.by == nil ? .gatewayRefuses : .tryAgain)
            case .failed(let error):
                Console.error("pregon: line \(line): \(error)")
                status = max(status, ExitStatus(error))
            }
        }
        let now = clock.reading().wall
        for stop in try ledger.stops() where stop.holds(at: now) {
            guard case .campaign(let name) = stop.subject, scopes.contains(where: { $0.campaign == name })
            else {
                continue
            }
            opening = [opening, stop.until].compactMap(\.self).min()
            console.note("campaign \(name) is \(stop.standing(moment)): \(SafeText.line(stop.reason))")
            console.note("  = when it is \(stop.by == nil ? "mended" : "settled"): pregon resume \(name)")
            status = max(status, stop.by == nil ? .findings : .tryAgain)
        }
        for cancellation in try ledger.cancellations() where scopes.contains(where: cancellation.holds) {
            let name = cancellation.campaign
            console.note("campaign \(name) was \(SafeText.line(cancellation.sentence))")
            console.note("  = if it is to go on after all: pregon resume \(name)")
            status = max(status, .findings)
        }
        let sent = result.settled[.accepted] ?? 0
        let failed = result.settled[.refused] ?? 0
        let doubtful = result.settled[.inDoubt] ?? 0
        // What waits behind an older doubt was never part of what this pass could send.
        let behindDoubts = due.reduce(0) { sum, campaign in
            sum
                + campaign.sends.tallies.reduce(0) { sum, tally in
                    let isHeld = !tally.outcome.willSend && tally.outcome.kind == .waiting
                    return sum + (isHeld && tally.outcome.state == .planned ? tally.count : 0)
                }
        }
        let waiting = max(
            0, tallies.filter { $0.state == .planned }.reduce(0) { $0 + $1.count } - behindDoubts)
        // Their results, as far as they are known, stand beside the ledger.
        let open = tallies.filter { $0.state == .inflight }.reduce(0) { $0 + $1.count }
        // Of what this pass had planned, other runners may have sent a part.
        let own = sent + failed + doubtful
        let elsewhere = ledger.isShared ? max(0, min(Self.ended(tallies) - before, wanted) - own) : 0
        let dropped = max(0, wanted - own - waiting - open - elsewhere)
        var text = "Applied: \(sent) sent, \(failed) failed, \(doubtful) in doubt, \(waiting) waiting"
        text += " of \(wanted) planned"
        if open > 0 { text += "; \(open) in flight, settled by the next apply or run" }
        if elsewhere > 0 { text += "; \(elsewhere) sent by other runners" }
        if dropped > 0 { text += "; \(dropped) not sent, see `pregon status` for the reasons" }
        if behindDoubts > 0 { text += "; \(behindDoubts) wait until older doubts are settled" }
        if let opening, waiting > 0 { text += "; \(goesOn) from \(moment(opening)) on" }
        console.detail("Now in the ledger: \(StatusText.sums(tallies))")
        console.out(text + ".")
        if status == .success, failed + doubtful > 0 { status = .findings }
        if let signal = stopping.signal { status = signal == SIGINT ? .interrupted : .terminated }
        return Outcome(status: status, verdict: text + ".", opening: opening)
    }

    private func moment(_ instant: Instant) -> String {
        session.zone.short(instant, now: clock.reading().wall)
    }
}

extension ExitStatus: Comparable {
    /// The one that a caller most needs to know of wins.
    static func < (one: ExitStatus, other: ExitStatus) -> Bool { one.weight < other.weight }

    private var weight: Int {
        switch self {
        case .success: 0
        case .changesPending: 1
        case .findings: 2
        case .tryAgain: 3
        case .gatewayRefuses: 4
        default: 5
        }
    }
}
