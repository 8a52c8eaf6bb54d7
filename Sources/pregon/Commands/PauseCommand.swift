import ArgumentParser
import CampaignModel
import Diagnostics
import Execution
import Foundation
import Ledger

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Hold a line or campaign back, also under a running apply.",
        discussion: """
            Takes effect before the next message of a running `apply` or `run`; what is on its way to the gateway is \
            finished. What waits keeps waiting. Without --until it lasts until `pregon resume`.
            """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "When the pause ends by itself, e.g. \"2026-12-01 09:00\".")
    var until: String?
    @Option(help: "Why, for whoever looks at `pregon status`.")
    var reason: String?
    @Argument(help: "The line's or campaign's name.")
    var name: String

    func run() async throws {
        try await reporting {
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let now = SystemClock().reading().wall
            let end = try until.map { try Moment.parse($0, zone: session.zone, option: "--until") }
            if let end, end <= now {
                throw Failure(.usage, "--until \(session.zone.short(end)) has passed already")
            }
            let by = Operator.name(session.environment)
            for subject in try subjects(session, ledger) {
                try ledger.stop(
                    Stop(
                        subject: subject, reason: Operator.reason(reason) ?? "no reason was given",
                        since: now,
                        until: end, by: by))
                // Something harder may hold it already, and stays.
                guard let stop = try ledger.stops().first(where: { $0.subject == subject }) else { continue }
                let standing = stop.standing { session.zone.short($0, now: now) }
                options.console.out(
                    "\(subject.kind) \(name) is \(SafeText.line(standing)): \(SafeText.line(stop.reason))")
            }
            options.console.detail("  = to let it go on: pregon resume \(name)")
            return .success
        }
    }

    /// What has this name: a line, a campaign, or both.
    private func subjects(_ session: Session, _ ledger: any LedgerStore) throws -> [Stop.Subject] {
        var subjects: [Stop.Subject] = []
        if session.workspace.line(named: name) != nil { subjects.append(.line(name)) }
        let campaigns = try session.knownCampaigns(ledger)
        if campaigns.contains(name) { subjects.append(.campaign(name)) }
        guard subjects.isEmpty else { return subjects }
        let known = session.workspace.lines.map(\.name) + campaigns
        let hint =
            NearestName.of(name, in: known).map { "did you mean `\($0)`?" }
            ?? "there are: \(known.joined(separator: ", "))"
        throw Failure(.usage, "there is no line or campaign `\(name)`; \(hint)")
    }
}
