import ArgumentParser
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Execution
import Foundation
import Ledger
import Planning
import Reporting

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Send everything that is due now: one pass, for cron and CI schedules.",
        discussion: """
            Sends campaigns whose `schedule.start` has come, and goes on with what an earlier apply has left waiting. \
            It asks nothing: merging a campaign with a schedule is its approval. A campaign without one is begun by \
            `apply` alone. Ends with 0 when everything that the hours allow is done, and says when it goes on. A \
            second run that starts meanwhile ends with 75 and sends nothing.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Create the ledger if there is none: nobody has got anything yet.")
    var newLedger = false

    func run() async throws {
        try await reporting {
            let console = options.console
            let session = try Session(options)
            let clock = SystemClock()
            let runner = try Runner(
                session, makesNew: newLedger, command: "run", clock: clock, console: console)
            defer { runner.lease.release() }
            let now = clock.reading().wall
            let chosen = try RunChoice(session, ledger: runner.ledger, now: now, console: console)
            var planning = Planner.Options()
            planning.onlyContinued = chosen.onlyContinued
            let plan = try session.plan(
                chosen.campaigns, now: now, ledger: runner.ledger, options: planning, console: console)
            let text = PlanText(
                plan,
                style: TextStyle(
                    usesColor: console.usesColor, showsNumbers: false, isVerbose: options.verbose))
            var status: ExitStatus = runner.lost > 0 || !chosen.isComplete ? .findings : .success
            if plan.hasProblems || options.verbose { console.detail(text.render()) }
            var doable = plan
            doable.campaigns.removeAll { !$0.problems.isEmpty }
            if plan.hasProblems { status = .findings }
            guard doable.hasChanges else {
                console.out("Nothing is due.\(next(plan, session))")
                return status
            }
            let stopping = StopSignal()
            await stopping.listen()
            defer { stopping.stopListening() }
            let pass = ApplyPass(
                session: session, ledger: runner.ledger, clock: clock, console: console,
                goesOn: "the next run goes on")
            return max(status, try await pass.run(doable, campaigns: chosen.campaigns, stopping: stopping))
        }
    }

    /// When the next campaign begins.
    private func next(_ plan: Plan, _ session: Session) -> String {
        let starts = plan.campaigns.compactMap { campaign in
            if case .upcoming(let start) = campaign.timing { (start, campaign.campaign.name) } else { nil }
        }
        guard let (start, name) = starts.min(by: { $0 < $1 }) else { return "" }
        return " Next: \(name), \(session.zone.short(start, now: plan.now))."
    }
}

/// The campaigns that a run has to do with.
private struct RunChoice {
    var campaigns: [LoadedCampaign] = []
    /// Those that have no start of their own and only go on with what waits.
    var onlyContinued: Set<String> = []
    /// False where a campaign was left out because its files have an error; what it has waiting is held.
    var isComplete = true

    init(_ session: Session, ledger: any LedgerStore, now: Instant, console: Console) throws {
        var errors = session.loaded.findings.filter { $0.severity == .error }
        let sources = try session.sources(now: now, ledger: ledger)
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
        isComplete = errors.isEmpty
        guard !isComplete else { return }
        console.detail(HumanFormat(usesColor: console.usesColor).render(Set(errors).sorted()))
        console.note(
            "campaigns with errors are left out, and what they have waiting is held; the others go on")
    }
}
