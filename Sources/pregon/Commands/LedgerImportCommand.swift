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
                marked, so that nothing is sent by it any more, and otherwise left as it is. A copy or a backup of it may \
                lack what was sent since: with --older it is taken over all the same, and every line is held.
                """)

        @OptionGroup var options: GlobalOptions
        @Flag(help: "Take over a file of which nothing says that it is the newest, and hold every line.")
        var older = false
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
                guard SQLiteLedger.exists(at: file) else {
                    throw Failure(.unreadable, "there is no ledger at \(file) to be taken over")
                }
                let isKnown = SQLiteLedger.isKnown(at: file)
                guard isKnown || older else {
                    throw Failure(
                        .unreadable,
                        """
                        nothing beside \(file) says how far its ledger had come (there is no \(file).identity), as with a \
                        copy or a backup: what was sent since would be sent again. Name the file by which was sent last. \
                        If this is the newest there is, --older takes it over and holds every line until you know what \
                        was sent since
                        """)
                }
                let source = try SQLiteLedger.open(
                    at: file, expected: session.workspace.ledgerID, goesOnTakingOver: true)
                // Nobody sends by it meanwhile, and what an earlier run has left is settled first.
                let runner = try Runner(
                    source, command: "ledger import", clock: SystemClock(), console: options.console)
                defer { runner.lease.release() }
                let wrong = try StepProgress(options.console).wait("checking the ledger") {
                    try source.check()
                }
                guard wrong.isEmpty else {
                    throw Failure(
                        .unreadable,
                        "the ledger \(file) is not sound: \(wrong.joined(separator: "; ")). See `pregon ledger check`"
                    )
                }
                let begun = try source.takeover()
                // Into another place it would be there twice: nobody knows how far the first one has come.
                if let begun, begun.by != place.name {
                    throw LedgerError.takenOver(place: file, by: begun.by, isDone: false)
                }
                let counts: String
                var held: [String] = []
                if try place.isThere() {
                    guard begun != nil, try place.holds(source) else {
                        throw Failure(
                            .unreadable,
                            """
                            there is a ledger at \(place.name) already, and it is not that of \(file): it was left as it \
                            is. If nothing was sent by it, drop its schema (or name another database) and repeat the \
                            import. If something was, each knows of sends that the other one lacks, and by either they \
                            would be sent again: pause every line, and find out by the gateway's list who got what
                            """)
                    }
                    // Interrupted when it had come along, and before that was noted here.
                    counts = "everything had come along before"
                } else {
                    if older {
                        held = try source.holdAll(
                            session.workspace.lines.map(\.name), reason: "taken over from a copy",
                            by: Operator.name(session.environment), at: SystemClock().reading().wall)
                    }
                    try source.note(.init(by: place.name, isDone: false))
                    let progress = StepProgress(options.console)
                    defer { progress.end() }
                    counts = try place.take(over: source) { progress.show("taking over", $0, of: $1) }
                }
                try source.note(.init(by: place.name, isDone: true))
                options.console.out(
                    "Taken over into \(place.name): \(counts). Nothing is sent by \(file) any more.")
                for line in held {
                    options.console.note("line \(line) is held  = when it is settled: pregon resume \(line)")
                }
                return held.isEmpty ? .success : .findings
            }
        }
    }
}
