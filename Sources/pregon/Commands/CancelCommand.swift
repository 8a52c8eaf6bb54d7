import ArgumentParser
import CampaignModel
import Diagnostics
import Execution
import Foundation
import Ledger
import Reporting

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a campaign: what waits is not sent, now or later.",
        discussion: """
            Cancels every send that waits, also under a running `apply`, and keeps later applies from sending anything \
            of this revision. Nothing that has been sent is taken back. `pregon resume` takes the cancellation \
            back; raising the campaign's `revision` begins anew.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Do not ask.")
    var autoApprove = false
    @Option(help: "Why, for the ledger and for whoever looks at `pregon status`.")
    var reason: String?
    @Argument(help: "The campaign.")
    var campaign: String

    func run() async throws {
        try await reporting {
            let console = options.console
            guard autoApprove || Console.isInteractive else {
                throw Failure(
                    .usage, "cancel asks before it acts, and there is no terminal; pass --auto-approve")
            }
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            try session.refuseUnknown([campaign], besides: try session.knownCampaigns(ledger))
            let tallies = try ledger.tallies(campaign: campaign)
            let revision = try self.revision(session, tallies)
            if let known = try ledger.cancellations().first(where: { $0.campaign == campaign }),
                known.revision >= revision
            {
                throw Failure(.usage, "campaign \(campaign) is \(known.sentence) already")
            }
            let waiting = count(.planned, tallies)
            if !autoApprove {
                let question =
                    "Cancel campaign \(campaign), revision \(revision)? "
                    + "Its \(Words.count(waiting, "send")) still to go, "
                    + "and whatever it would send later, will not go out; "
                    + "\(count(.accepted, tallies)) are sent already."
                guard console.confirms(question) else {
                    throw Failure(.usage, "not confirmed; nothing was cancelled")
                }
            }
            let cancelled = try ledger.cancel(
                Cancellation(
                    campaign: campaign, revision: revision, reason: Operator.reason(reason) ?? "",
                    by: Operator.name(session.environment), since: SystemClock().reading().wall))
            let flying = count(.inflight, try ledger.tallies(campaign: campaign))
            if flying > 0 {
                console.note(
                    "\(Words.count(flying, "send")) on the way to the gateway cannot be stopped any more")
            }
            console.out(
                "campaign \(campaign), revision \(revision), is cancelled: "
                    + "\(Words.count(cancelled, "send")) will not go out."
            )
            console.detail(
                "  = to take it back: pregon resume \(campaign); to begin anew: raise `revision` in its file")
            return .success
        }
    }

    private func count(_ state: SendState, _ tallies: [Tally]) -> Int {
        tallies.filter { $0.state == state }.reduce(0) { $0 + $1.count }
    }

    /// The highest revision that the file or the ledger knows: the campaign as it is now.
    private func revision(_ session: Session, _ tallies: [Tally]) throws -> Int {
        let known =
            tallies.map(\.scope.revision)
            + [session.loaded.campaign(named: campaign)?.campaign.revision].compactMap(\.self)
        guard let highest = known.max() else {
            throw Failure(
                .findings,
                "the file of \(campaign) has errors, and nothing of it was ever applied: there is nothing to cancel"
            )
        }
        return highest
    }
}
