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

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json, jsonl, csv }

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false
    @Option(help: "human, json (one document), jsonl (a line for each part) or csv.")
    var format: Format = .human
    @Argument(help: "A campaign; all without one.")
    var campaign: String?

    func run() async throws {
        try await reporting {
            let console = options.console
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let report = try StepProgress(console).wait("counting sends") {
                try StatusReport(of: ledger, campaign: campaign)
            }
            if let campaign, report.tallies.isEmpty {
                throw Failure(.usage, "the ledger knows no campaign `\(campaign)`")
            }
            switch format {
            case .human:
                let style = TextStyle(
                    usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose)
                if options.quiet {
                    console.out(StatusText.verdict(report))
                } else {
                    let now = Instant(seconds: Date().timeIntervalSince1970)
                    try console.stream {
                        try StatusText.write(report, zone: session.zone, now: now, style: style, to: $0)
                    }
                }
            case .json:
                try console.stream {
                    try StatusJSON.write(report, numbersInFull: showNumbers, to: $0)
                }
            case .jsonl:
                try console.stream {
                    try StatusJSON.writeLines(report, numbersInFull: showNumbers, to: $0)
                }
            case .csv: console.out(StatusCSV.render(report))
            }
            return .success
        }
    }
}

extension StatusReport {
    init(of ledger: any LedgerStore, campaign: String?) throws {
        self.init(
            tallies: try ledger.tallies(campaign: campaign),
            evidence: try ledger.evidenceTallies(campaign: campaign), intake: try ledger.intake(),
            suppressed: try ledger.count(of: .optOuts), stops: try ledger.stops(),
            cancellations: try ledger.cancellations()
        ) { limit, body in
            try ledger.forEachSend(inState: .inDoubt, campaign: campaign, limit: limit, body)
        }
    }
}
