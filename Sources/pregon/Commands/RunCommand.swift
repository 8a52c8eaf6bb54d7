import ArgumentParser
import Execution
import Foundation
import Watching

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Send everything that is due now: one pass, for cron and CI schedules; --watch stays.",
        discussion: """
            Sends campaigns whose `schedule.start` has come, and goes on with what an earlier apply has left waiting. \
            It asks nothing: merging a campaign with a schedule is its approval. A campaign without one is begun by \
            `apply` alone. Ends with 0 when everything that the hours allow is done, and says when it goes on. A \
            second run that starts meanwhile ends with 75 and sends nothing; by a ledger on a server it shares the work.

            With --watch it stays and sends what comes due, and holds the runner's role of a ledger in a file all the time. Changed \
            files are read before each pass. SIGHUP begins a pass at once; SIGTERM and SIGINT end it when what is in \
            flight is finished.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Create the ledger if there is none: nobody has got anything yet.")
    var newLedger = false
    @Flag(help: "Do not ask whether the balance covers what is due.")
    var ignoreBalance = false
    @Flag(help: "Stay, and send what comes due.")
    var watch = false
    @Option(
        help:
            "With --watch: answer health checks at this address, e.g. 127.0.0.1:8090; port 0 takes a free one."
    )
    var health: String?

    func run() async throws {
        try await reporting {
            guard watch || health == nil else {
                throw Failure(
                    .usage, "--health is there for --watch: a single pass says by its status how it went")
            }
            guard !watch else {
                let address = try health.map { try ListenAddress($0, option: "--health") }
                return try await RunWatch(
                    options: options, makesNewLedger: newLedger, ignoresBalance: ignoreBalance
                ).run(health: address)
            }
            let console = options.console
            let session = try Session(options)
            let clock = SystemClock()
            let runner = try Runner(
                session, makesNew: newLedger, command: "run", clock: clock, console: console)
            defer { runner.lease.release() }
            let stopping = StopSignal()
            defer { stopping.stopListening() }
            let pass = RunPass(
                session: session, ledger: runner.ledger, clock: clock, console: console,
                ignoresBalance: ignoreBalance)
            // Before anything is sent a signal simply ends the program.
            let outcome = try await pass.run(stopping: stopping) { _ in await stopping.listen() }
            return runner.lost > 0 ? max(outcome.status, .findings) : outcome.status
        }
    }
}
