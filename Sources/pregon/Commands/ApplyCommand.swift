import ArgumentParser
import CampaignModel
import Execution
import Foundation
import Ledger
import Planning
import Reporting

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Send what is due, after showing the plan and asking.",
        discussion: """
            Sends within the hours and at the lines' pace, and ends when nothing more may go out now; apply again \
            to go on. Killed at any moment, it sends nothing twice.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Do not ask.")
    var autoApprove = false
    @Flag(help: "Send failures that are not permanent again.")
    var retryFailed = false
    @Flag(help: "Create the ledger if there is none: nobody has got anything yet.")
    var newLedger = false
    @Option(help: "Refuse if more recipients than this would get something.")
    var maxRecipients: Int?
    @Flag(help: "Do not ask whether the balance covers the plan.")
    var ignoreBalance = false
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false
    @Argument(help: "Campaigns, or the file of a saved plan; everything due without one.")
    var what: [String] = []

    func run() async throws {
        try await reporting {
            let console = options.console
            guard autoApprove || Console.isInteractive else {
                throw Failure(
                    .usage, "apply asks before it sends, and there is no terminal; pass --auto-approve")
            }
            let session = try Session(options)
            let saved = try savedPlan()
            let names = saved?.campaigns.map(\.campaign) ?? what
            let campaigns = try session.campaigns(names, console: console)
            let clock = SystemClock()
            let runner = try Runner(
                session, makesNew: newLedger, command: "apply", clock: clock, console: console)
            defer { runner.lease.release() }
            let ledger = runner.ledger
            var planning = Planner.Options()
            planning.retryFailed = saved?.retryFailed ?? retryFailed
            let plan = try session.plan(
                campaigns, now: clock.reading().wall, ledger: ledger, options: planning, console: console)
            if let saved { try refuseStale(saved, plan, ledger) }
            let text = PlanText(
                plan,
                style: TextStyle(
                    usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose))
            if !console.isQuiet { try console.stream(text.write) }
            if plan.hasProblems {
                if options.quiet { console.out(text.verdict) }
                return .findings
            }
            guard plan.hasChanges else {
                let doubts = plan.totals.count(of: .inDoubt)
                console.out(
                    doubts == 0
                        ? "Nothing to send."
                        : "Nothing to send. \(Words.count(doubts, "send")) in doubt: see `pregon status`.")
                return runner.lost > 0 ? .findings : .success
            }
            try refuseTooMany(plan)
            // Missing secrets are better known before the question than after it.
            _ = try session.executionLines(Set(plan.campaigns.filter(\.isDue).flatMap(\.lines).map(\.line)))
            if !ignoreBalance {
                let questions = AccountQuestions(session: session, console: console)
                try await BalanceCheck(questions: questions).refuseWhatIsNotCovered(plan)
            }
            let total = plan.campaigns.filter(\.isDue).reduce(0) { $0 + $1.totals.toSend }
            if !autoApprove {
                guard console.confirms("Send \(Words.count(total, "message"))? This cannot be taken back.")
                else {
                    throw Failure(.usage, "not confirmed; nothing was sent")
                }
            }
            // From here on a signal means: finish what is in flight. Before, it simply ends the program.
            let stopping = StopSignal()
            await stopping.listen()
            defer { stopping.stopListening() }
            let pass = ApplyPass(session: session, ledger: ledger, clock: clock, console: console)
            let status = try await pass.run(plan, campaigns: campaigns, stopping: stopping)
            return runner.lost > 0 ? max(status, .findings) : status
        }
    }

    /// The saved plan, if that is what was named.
    private func savedPlan() throws -> SavedPlan? {
        guard what.count == 1, let path = what.first,
            path.contains("/") || path.hasSuffix(".json") || FileManager.default.fileExists(atPath: path)
        else { return nil }
        let progress = StepProgress(options.console)
        defer { progress.end() }
        return try SavedPlanFile(path: path).read {
            progress.show("reading the saved plan", $0, of: $1, unit: .bytes)
        }
    }

    private func refuseStale(_ saved: SavedPlan, _ plan: Plan, _ ledger: any LedgerStore) throws {
        let progress = StepProgress(options.console)
        defer { progress.end() }
        let total = plan.campaigns.reduce(0) { $0 + $1.sends.count }
        let differences = try saved.differences(
            from: plan, ledger: try ledger.identity(), names: PlanNames(key: try ledger.planKey()),
            onSend: { progress.advance("comparing with the saved plan", of: total) })
        guard !differences.isEmpty else { return }
        throw Failure(
            .unreadable,
            "the saved plan no longer holds, and nothing was sent:\n"
                + differences.map { "  - \($0)" }.joined(separator: "\n")
                + "\nMake a new one with `pregon plan --out`, and have it approved")
    }

    private func refuseTooMany(_ plan: Plan) throws {
        guard let limit = maxRecipients else { return }
        var people: Set<SendTarget> = []
        for campaign in plan.campaigns where campaign.isDue {
            campaign.sends.forEach(where: \.willSend) { people.insert($0.key.target) }
        }
        guard people.count > limit else { return }
        throw Failure(
            .unreadable,
            "\(people.count) recipients would get something, more than --max-recipients \(limit); nothing was sent"
        )
    }
}
