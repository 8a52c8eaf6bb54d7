import ArgumentParser
import Ledger
import Reporting

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what has become of every send.")

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false
    @Argument(help: "A campaign; all without one.")
    var campaign: String?

    func run() async throws {
        try await reporting {
            let console = options.console
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let tallies = try ledger.tallies(campaign: campaign)
            if let campaign, tallies.isEmpty {
                throw Failure(.usage, "the ledger knows no campaign `\(campaign)`")
            }
            let stops = try ledger.stops()
            let doubts = try ledger.sends(
                inState: .inDoubt, campaign: campaign, limit: options.verbose ? .max : 20)
            let style = TextStyle(
                usesColor: console.usesColor, showsNumbers: showNumbers, isVerbose: options.verbose)
            console.out(
                options.quiet
                    ? StatusText.verdict(tallies, stops: stops)
                    : StatusText.render(
                        tallies, stops: stops, cancellations: try ledger.cancellations(), doubts: doubts,
                        style: style))
            return .success
        }
    }
}
