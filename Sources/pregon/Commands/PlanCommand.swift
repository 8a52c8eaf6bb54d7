import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Planning
import Reporting

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show, person by person, what apply would do. Changes nothing.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json, markdown, html }

    @OptionGroup var options: GlobalOptions
    @Option(help: "human, json, markdown (a job's summary, a comment) or html (one page).")
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
                plan.base = try await BaseComparison(session: session, ledger: ledger, options: planning)
                    .difference(of: plan, to: base, chosen: chosen, names: campaigns)
            }
            console.out(try rendered(plan))
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

    private func rendered(_ plan: Plan) throws -> String {
        switch format {
        case .human:
            let text = PlanText(
                plan,
                style: TextStyle(
                    usesColor: options.console.usesColor, showsNumbers: showNumbers,
                    isVerbose: options.verbose, showsUnchanged: showUnchanged))
            if plan.ledger == nil, plan.base == nil {
                options.console.note("note: there is no ledger yet, so everything counts as not sent")
            }
            return options.quiet ? text.verdict : text.render()
        case .json: return try PlanJSON.render(plan, showsNumbers: showNumbers)
        case .markdown:
            let command = ["pregon plan", base.map { "--base \($0)" }, "--verbose"].compactMap(\.self)
            return PlanMarkdown(
                plan, showsNumbers: showNumbers, command: command.joined(separator: " ")
            ).render()
        case .html: return try PlanHTML.render(plan, showsNumbers: showNumbers)
        }
    }

    private func save(_ plan: Plan, to path: String, ledger: (any LedgerStore)?, console: Console) throws {
        guard let ledger else {
            throw Failure(
                .unreadable,
                "a plan is saved against a ledger, and there is none yet; `pregon ledger init` makes one")
        }
        if let data = FileManager.default.contents(atPath: path), !data.isEmpty,
            (try? JSONDecoder().decode(SavedPlan.self, from: data)) == nil
        {
            throw Failure(.usage, "\(path) is there already and is no saved plan; it was left as it is")
        }
        let saved = try SavedPlan(
            plan, ledger: try ledger.identity(), key: try ledger.planKey(), retryFailed: retryFailed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(saved).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure(.unreadable, "the plan cannot be written to \(path): \(error.localizedDescription)")
        }
        console.note("saved: \(path); send exactly this with `pregon apply \(path)`")
    }
}
