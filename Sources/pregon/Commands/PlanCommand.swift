import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Planning
import Reporting

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show, person by person, what apply would do. Changes nothing.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json, jsonl, markdown, html }

    @OptionGroup var options: GlobalOptions
    @Option(
        help: """
            human, json (one document), jsonl (a line for each send), markdown (a job's summary, a comment) or html \
            (one page).
            """)
    var format: Format = .human
    @Option(help: "Show the difference to the files of this git revision, e.g. origin/main.")
    var base: String?
    @Option(help: "Write the plan to this file, for `pregon apply FILE`.")
    var out: String?
    @Option(help: "Plan as of this moment, e.g. \"2026-12-01 09:00\".")
    var now: String?
    @Flag(help: "Exit with 2 where an apply would change something.")
    var detailedExitcode = false
    @Flag(help: "List what was already sent, too.")
    var showUnchanged = false
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false
    @Flag(help: "Plan failures that are not permanent to be sent again.")
    var retryFailed = false
    @Argument(help: "Campaigns; all without one.")
    var campaigns: [String] = []

    func run() async throws {
        try await reporting {
            let console = options.console
            guard out == nil || now == nil else {
                throw Failure(.usage, "a saved plan is one of this moment; leave out --now or --out")
            }
            let session = try Session(options)
            let moment = try Moment.parse(now, zone: session.zone)
            // Compared with a base, a plan without a ledger means something, too.
            let ledger = base == nil ? try session.existingLedger() : try session.reachableLedger()
            try ledger?.refuseDamage()
            var planning = Planner.Options()
            planning.retryFailed = retryFailed
            let chosen = try chosen(session, now: moment, ledger: ledger)
            var plan = try session.plan(
                chosen.usable, now: moment, ledger: ledger, options: planning, console: console)
            if let base {
                plan.base = try await BaseComparison(
                    session: session, ledger: ledger, options: planning, progress: StepProgress(console)
                ).difference(of: plan, to: base, chosen: chosen, names: campaigns)
            }
            try show(plan)
            if let out { try save(plan, to: out, ledger: ledger, console: console) }
            if plan.hasProblems, !plan.isDifferenceAlone { return .findings }
            if !chosen.broken.isEmpty { return .findings }
            return detailedExitcode && plan.hasChanges ? .changesPending : .success
        }
    }

    /// The campaigns asked for. Compared with a base, broken ones are shown as such and stop nothing.
    private func chosen(_ session: Session, now: Instant, ledger: (any LedgerStore)?) throws
        -> ChosenCampaigns
    {
        guard base != nil else {
            return ChosenCampaigns(usable: try session.campaigns(campaigns, console: options.console))
        }
        return try session.chosenCampaigns(campaigns, now: now, ledger: ledger)
    }

    /// What lists people is written while it is made: a million of them are never held.
    private func show(_ plan: Plan) throws {
        let console = options.console
        switch format {
        case .human:
            let text = PlanText(
                plan,
                style: TextStyle(
                    usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose,
                    showsUnchanged: showUnchanged))
            if plan.ledger == nil, plan.base == nil {
                console.note("note: there is no ledger yet, so everything counts as not sent")
            }
            if options.quiet { console.out(text.verdict) } else { try console.stream(text.write) }
        case .json, .jsonl:
            let progress = StepProgress(console, writesResult: true)
            defer { progress.end() }
            let total = PlanJSON.items(of: plan)
            let json = PlanJSON(plan, showsNumbers: showNumbers) {
                progress.advance("writing the plan", of: total)
            }
            try console.stream(format == .json ? json.write : json.writeLines)
        case .markdown:
            let command = ["pregon plan", base.map { "--base \($0)" }, "--verbose"].compactMap(\.self)
            console.out(
                PlanMarkdown(plan, showsNumbers: showNumbers, command: command.joined(separator: " "))
                    .render())
        case .html: console.out(try PlanHTML.render(plan, showsNumbers: showNumbers))
        }
    }

    private func save(_ plan: Plan, to path: String, ledger: (any LedgerStore)?, console: Console) throws {
        guard let ledger else {
            throw Failure(
                .unreadable,
                "a plan is saved against a ledger, and there is none yet; `pregon ledger init` makes one")
        }
        let file = SavedPlanFile(path: path)
        let progress = StepProgress(console)
        defer { progress.end() }
        let isForeign = file.holdsSomethingElse {
            progress.show("reading the plan that is there", $0, of: $1, unit: .bytes)
        }
        guard !isForeign else {
            throw Failure(.usage, "\(path) is there already and is no saved plan; it was left as it is")
        }
        let (identity, names) = (try ledger.identity(), PlanNames(key: try ledger.planKey()))
        let total = plan.campaigns.reduce(0) { $0 + $1.sends.count }
        try file.write { sink in
            try SavedPlanJSON.write(
                plan, ledger: identity, names: names, retryFailed: retryFailed,
                onSend: { progress.advance("saving the plan", of: total) }, to: sink)
        }
        progress.end()
        console.note("saved: \(path); send exactly this with `pregon apply \(path)`")
    }
}
