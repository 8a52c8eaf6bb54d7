import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Reporting

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what has become of every send.",
        discussion: """
            Sends by their state, and what webhooks have said since: what was read counts as delivered too, and \
            what failed after it was delivered counts as both.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json, csv }

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false
    @Option(help: "human, json or csv.")
    var format: Format = .human
    @Argument(help: "A campaign; all without one.")
    var campaign: String?

    func run() async throws {
        try await reporting {
            let console = options.console
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let showsAll = options.verbose || format != .human
            let report = try StatusReport(of: ledger, campaign: campaign, doubts: showsAll ? .max : 20)
            if let campaign, report.tallies.isEmpty {
                throw Failure(.usage, "the ledger knows no campaign `\(campaign)`")
            }
            switch format {
            case .human:
                let style = TextStyle(
                    usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose)
                console.out(
                    options.quiet
                        ? StatusText.verdict(report)
                        : StatusText.render(
                            report, zone: session.zone, now: Instant(seconds: Date().timeIntervalSince1970),
                            style: style))
            case .json: console.out(try StatusJSON.render(report, numbersInFull: showNumbers))
            case .csv: console.out(StatusCSV.render(report))
            }
            return .success
        }
    }
}

extension StatusReport {
    /// - Parameter doubts: how many of the sends in doubt are listed at the most.
    init(of ledger: any LedgerStore, campaign: String?, doubts: Int) throws {
        self.init(
            tallies: try ledger.tallies(campaign: campaign),
            evidence: try ledger.evidenceTallies(campaign: campaign), intake: try ledger.intake(),
            suppressed: try ledger.suppressedNumbers().count, stops: try ledger.stops(),
            cancellations: try ledger.cancellations(),
            doubts: try ledger.sends(inState: .inDoubt, campaign: campaign, limit: doubts))
    }
}
