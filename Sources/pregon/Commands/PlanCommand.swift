import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Planning
import Reporting

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show, person by person, what apply would do. Changes nothing.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json }

    @OptionGroup var options: GlobalOptions
    @Option(help: "human or json.")
    var format: Format = .human
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
            let ledger = try session.existingLedger()
            var planning = Planner.Options()
            planning.retryFailed = retryFailed
            let plan = try session.plan(
                try session.campaigns(campaigns, console: console), now: moment, ledger: ledger,
                options: planning, console: console)
            switch format {
            case .human:
                let text = PlanText(
                    plan,
                    style: TextStyle(
                        usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose,
                        showsUnchanged: showUnchanged))
                if ledger == nil {
                    console.note("note: there is no ledger yet, so everything counts as not sent")
                }
                console.out(options.quiet ? text.verdict : text.render())
            case .json: console.out(try PlanJSON.render(plan, showsNumbers: showNumbers))
            }
            if let out { try save(plan, to: out, ledger: ledger, console: console) }
            if plan.hasProblems { return .findings }
            return detailedExitcode && plan.hasChanges ? .changesPending : .success
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
        let saved = SavedPlan(
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
