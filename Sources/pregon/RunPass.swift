import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Execution
import Foundation
import Ledger
import Planning
import Reporting
import Timetable

/// One pass of `pregon run`: what is due is planned anew and sent. The caller holds the runner's role.
struct RunPass {
    let session: Session
    let ledger: any LedgerStore
    let clock: any ExecutionClock
    let console: Console
    var ignoresBalance = false
    /// Completes "… from Tue 1 Dec 08:00 on" where the windows have closed.
    var goesOn = "the next run goes on"
    /// What a watcher has said already; nil: everything is said.
    var said: SaidBefore?

    struct Outcome {
        var status: ExitStatus
        /// The last line.
        var verdict: String
        /// When there may be something to do again, as far as the clock alone decides.
        var next: Instant?
    }

    /// - Parameters:
    ///   - stopping: ends the pass early; what is in flight is finished.
    ///   - onPlan: is told when the next campaign begins that this pass does not send, before anything is sent.
    func run(stopping: StopSignal, onPlan: (Instant?) async -> Void = { _ in }) async throws -> Outcome {
        for _ in 1..<Self.mostPlans {
            do {
                return try await planAndSend(stopping: stopping, onPlan: onPlan)
            } catch LedgerError.changed {
                console.note("another runner has planned meanwhile: planning anew")
            }
        }
        return try await planAndSend(stopping: stopping, onPlan: onPlan)
    }

    /// How often a pass plans, where other runners freeze theirs first.
    private static let mostPlans = 5

    private func planAndSend(stopping: StopSignal, onPlan: (Instant?) async -> Void) async throws -> Outcome {
        if ledger.isShared { try recover() }
        let now = clock.reading().wall
        let chosen = try RunChoice(session, ledger: ledger, now: now, console: console)
        say(chosen)
        var planning = Planner.Options()
        planning.onlyContinued = chosen.onlyContinued
        let plan = try session.plan(
            chosen.campaigns, now: now, ledger: ledger, options: planning, console: console)
        say(plan)
        var status: ExitStatus = chosen.errors.isEmpty && !plan.hasProblems ? .success : .findings
        var doable = plan
        doable.campaigns.removeAll { !$0.problems.isEmpty }
        let start = nextStart(of: chosen.campaigns, after: now)
        guard doable.hasChanges else {
            let verdict =
                "Nothing is due.\(start.map { " Next: \($0.name), \(moment($0.start, now))." } ?? "")"
            if said?.isNews(verdict, about: .verdict) ?? true { console.out(verdict) }
            return Outcome(
                status: status, verdict: verdict, next: try next(doable, start: start?.start, opening: nil))
        }
        if !ignoresBalance {
            let questions = AccountQuestions(session: session, console: console)
            try await BalanceCheck(questions: questions).refuseWhatIsNotCovered(doable)
        }
        said?.forget(.verdict)
        await onPlan(start?.start)
        let pass = ApplyPass(
            session: session, ledger: ledger, clock: clock, console: console, goesOn: goesOn)
        let sent = try await pass.outcome(doable, campaigns: chosen.campaigns, stopping: stopping)
        status = max(status, sent.status)
        return Outcome(
            status: status, verdict: sent.verdict,
            next: try next(doable, start: start?.start, opening: sent.opening))
    }

    /// Another runner that ended without a word has left what it had in flight.
    private func recover() throws {
        let lost = try ledger.recover(at: clock.reading().wall)
        if lost > 0 {
            console.note(
                "\(Words.count(lost, "send")) of another runner that ended in the middle: in doubt; see `pregon status`"
            )
        }
    }

    // MARK: When it goes on

    /// The first campaign to begin, or to come round again.
    private func nextStart(of campaigns: [LoadedCampaign], after now: Instant) -> (
        start: Instant, name: String
    )? {
        campaigns.compactMap { loaded -> (start: Instant, name: String)? in
            let campaign = loaded.campaign
            let windows = SendingWindows(
                rules: session.workspace.sending, category: campaign.category, schedule: campaign.schedule,
                zone: session.zone)
            let calendar = OccurrenceCalendar(
                schedule: campaign.schedule, windows: windows, zone: session.zone)
            return calendar.next(after: now)?.start.map { ($0, campaign.name) }
        }.min { ($0.start, $0.name) < ($1.start, $1.name) }
    }

    /// The earliest moment at which the clock alone may bring something to do.
    private func next(_ plan: Plan, start: Instant?, opening: Instant?) throws -> Instant? {
        let now = clock.reading().wall
        var moments = [start, opening].compactMap(\.self)
        moments += try ledger.stops().compactMap(\.until)
        let due = plan.campaigns.filter(\.isDue)
        // What still waits then expires, and is to be said so.
        moments += due.compactMap(\.expires)
        if !due.isEmpty {
            // A consent that lies in the future is one tomorrow.
            let tomorrow = session.zone.date(now).adding(days: 1)
            if let midnight = LocalTime(hour: 0, minute: 0) {
                moments.append(session.zone.instant(LocalDateTime(date: tomorrow, time: midnight)))
            }
        }
        // A start that came while this pass was under way is due at once.
        return moments.filter { $0 > plan.now }.min()
    }

    // MARK: What is said

    private func say(_ chosen: RunChoice) {
        let findings = HumanFormat(usesColor: console.usesColor).render(chosen.errors)
        if chosen.errors.isEmpty {
            if said?.isNews("", about: .findings) ?? false {
                console.note("all campaign files are right again")
            }
        } else if said?.isNews(findings, about: .findings) ?? true {
            console.detail(findings)
            console.note(
                "campaigns with errors are left out, and what they have waiting is held; the others go on")
        }
    }

    private func say(_ plan: Plan) {
        let missed = plan.campaigns.compactMap { campaign in
            campaign.missed.map { "\(campaign.campaign.name): \($0)" }
        }.joined(separator: "\n")
        if said?.isNews(missed, about: .missed) ?? true, !missed.isEmpty { console.note(missed) }
        let style = TextStyle(usesColor: console.usesColor, isVerbose: console.isVerbose)
        guard plan.hasProblems || console.isVerbose else {
            said?.forget(.plan)
            return
        }
        let text = PlanText(plan, style: style).render()
        if said?.isNews(text, about: .plan) ?? true { console.detail(text) }
    }

    private func moment(_ instant: Instant, _ now: Instant) -> String {
        session.zone.short(instant, now: now)
    }
}

/// The campaigns that a run has to do with.
private struct RunChoice {
    var campaigns: [LoadedCampaign] = []
    /// Those that have no start of their own and only go on with what waits.
    var onlyContinued: Set<String> = []
    /// What is wrong with the campaigns that are left out; what those have waiting is held.
    var errors: [Finding] = []

    init(_ session: Session, ledger: any LedgerStore, now: Instant, console: Console) throws {
        let progress = StepProgress(console)
        defer { progress.end() }
        var errors = session.loaded.findings.filter { $0.severity == .error }
        let sources = try session.sources(now: now, ledger: ledger, progress: progress)
        let checker = WorkspaceChecker(root: session.loaded.root, sources: sources)
        let waiting = Set(
            try ledger.tallies(campaign: nil).filter { $0.state == .planned }.map(\.scope.campaign))
        for loaded in session.loaded.campaigns {
            let campaign = loaded.campaign
            if campaign.schedule.start == nil {
                guard waiting.contains(campaign.name) else { continue }
                onlyContinued.insert(campaign.name)
            }
            let own = checker.check(loaded, in: session.loaded).filter { $0.severity == .error }
            if own.isEmpty { campaigns.append(loaded) } else { errors += own }
        }
        self.errors = Set(errors).sorted()
    }
}
