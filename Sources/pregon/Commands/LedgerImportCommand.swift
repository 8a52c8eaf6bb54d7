import ArgumentParser
import CampaignModel
import Execution
import Ledger
import LedgerSQLite
import Reporting

extension LedgerCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract:
                "Take over the ledger of a file into PostgreSQL, as the workspace's ledger from now on.",
            discussion: """
                The ledger that pregon.yaml names must be one in PostgreSQL that is not there yet. Everything comes along: \
                who has got what, what waits, doubts, opt-outs, the identity. Stop whatever sends by the file first. It is \
                left as it is, with every line held, so that nothing is sent by it any more.
                """)

        @OptionGroup var options: GlobalOptions
        @Argument(help: "The ledger's file.")
        var file: String

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let place = try session.ledgerPlace()
                guard case .server = place else {
                    throw Failure(
                        .usage,
                        """
                        pregon.yaml names a ledger in a file, \(place.name). Write the address of the PostgreSQL server \
                        that is to keep it: `ledger: ${PREGON_LEDGER}`, with `postgres://…` in that variable
                        """)
                }
                let source = try SQLiteLedger.open(at: file, expected: session.workspace.ledgerID)
                let clock = SystemClock()
                // Nobody sends by it meanwhile, and what an earlier run has left is settled first.
                let runner = try Runner(
                    source, command: "ledger import", clock: clock, console: options.console)
                defer { runner.lease.release() }
                let wrong = try source.check()
                guard wrong.isEmpty else {
                    throw Failure(
                        .unreadable,
                        "the ledger \(file) is not sound: \(wrong.joined(separator: "; ")). See `pregon ledger check`"
                    )
                }
                let moving = LedgerMove(source: source, file: file, by: Operator.name(session.environment))
                let held = try moving.hold(session.workspace.lines.map(\.name), at: clock.reading().wall)
                let counts: String
                do {
                    counts = try place.take(over: source, leaving: moving.reason)
                } catch {
                    try moving.release(held)
                    throw error
                }
                options.console.out(
                    "Taken over into \(place.name): \(counts). \(file) is left as it was, with every line held."
                )
                return .success
            }
        }
    }
}

/// The file that is moved away from.
private struct LedgerMove {
    let source: SQLiteLedger
    let file: String
    let by: String
    let reason =
        "this ledger has been taken over into PostgreSQL; sending by it would send again what is sent there"

    /// Holds every line that is not held yet; returns those.
    func hold(_ lines: [String], at now: Instant) throws -> [String] {
        let known = Set(try source.stops().filter { $0.until == nil }.map(\.subject))
        let all = Set(lines).union(try source.tallies(campaign: nil).map(\.line))
        let free = all.filter { !known.contains(.line($0)) }.sorted()
        for line in free {
            try source.stop(Stop(subject: .line(line), reason: reason, since: now, until: nil, by: by))
        }
        return free
    }

    func release(_ lines: [String]) throws {
        for line in lines { _ = try source.resume(line) }
    }
}
