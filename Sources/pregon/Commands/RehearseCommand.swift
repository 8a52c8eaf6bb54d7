import ArgumentParser
import CampaignLoading
import CampaignModel
import Execution
import Foundation
import Ledger
import LedgerSQLite
import Planning
import Rehearsal

struct RehearseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "Play campaigns on a virtual clock: what would go out when.",
        discussion: """
            The same executor as `apply` and `run`, against gateways inside the program: nothing is sent, and the \
            ledger is left alone. It begins as if nobody had got anything yet, and plays weeks within seconds. With \
            --fault, gateways fail by seed; what stops a line is resumed an hour later, as an operator might.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json }

    @OptionGroup var options: GlobalOptions
    @Option(help: "human or json.")
    var format: Format = .human
    @Option(help: "Begin at this moment, e.g. \"2026-12-01 09:00\".")
    var now: String?
    @Option(help: "Days that are played at the most.")
    var days = 60
    @Option(help: "The share of requests that meet a fault, 0 to 1.")
    var fault = 0.0
    @Option(help: "Kinds of faults, separated by commas: \(Names.of(GatewayFault.self)). Default: all.")
    var faults: String?
    @Option(help: "Seed of everything that is left to chance: the same seed, the same story.")
    var seed: UInt64 = 1
    @Argument(help: "Campaigns; all without one.")
    var campaigns: [String] = []

    func run() throws {
        try reportingAtOnce {
            let console = options.console
            guard (1...366).contains(days) else { throw Failure(.usage, "--days must be 1 to 366") }
            let session = try Session(options)
            let start = try Moment.parse(now, zone: session.zone)
            let timeline: Timeline
            do {
                timeline = try play(session, from: start)
            } catch let problem as RehearsalProblem {
                throw Failure(.findings, "\(problem.message); \(problem.remedy)")
            }
            switch format {
            case .human:
                let text = TimelineText(timeline, zone: session.zone)
                console.out(options.quiet ? text.verdict : text.render())
            case .json: console.out(try TimelineJSON.render(timeline, zone: session.zone))
            }
            return .success
        }
    }

    private func play(_ session: Session, from start: Instant) throws -> Timeline {
        let chosen = try session.campaigns(campaigns, console: options.console)
        let settings = GatewayFaults(rate: try Names.share(fault, "--fault"), kinds: try faultKinds())
        let time = VirtualTime(startingAt: start)
        let lines = session.workspace.lines
        let gateways = lines.enumerated().map { index, line in
            RehearsalGateway(
                line, time: time, faults: settings, seed: seed &* 1_000_003 &+ UInt64(index),
                keepsRecords: false)
        }
        let console = options.console
        let rehearsal = Rehearsal(
            workspace: session.workspace, store: try ledger(for: chosen, session), time: time,
            lines: zip(lines, gateways).map { ExecutionLine($0, gateway: $1) },
            media: try WorkspaceMedia(root: session.loaded.root, campaigns: chosen), seed: seed,
            horizon: start.advanced(seconds: Double(days) * 86_400),
            planning: { moment, ledger in
                try session.plan(
                    chosen, now: moment, ledger: ledger, options: Planner.Options(), console: console)
            })
        var timeline = try rehearsal.play()
        timeline.faults = gateways.map(\.faults).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        return timeline
    }

    /// Bytes of audiences up to which a rehearsal's ledger stays in memory; with its indexes it takes some ten times as
    /// much.
    private static let mostInMemory = 4 << 20

    private func ledger(for campaigns: [LoadedCampaign], _ session: Session) throws -> SQLiteLedger {
        let bytes = campaigns.reduce(0) { sum, campaign in
            switch campaign.campaign.audience.origin {
            case .inline(let recipients): sum + recipients.text.count
            case .file(let path):
                sum
                    + ((try? FileManager.default.attributesOfItem(
                        atPath: "\(session.loaded.root.path)/\(path)")[.size] as? Int) ?? 0)
            }
        }
        return bytes > Self.mostInMemory ? try SQLiteLedger.temporary() : try SQLiteLedger.inMemory()
    }

    private func faultKinds() throws -> [GatewayFault] {
        guard let faults else { return GatewayFault.allCases }
        return try faults.split(separator: ",").map { try Names.one(String($0), "--faults") }
    }
}
