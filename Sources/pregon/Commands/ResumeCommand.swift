import ArgumentParser
import Ledger

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let a line or campaign that was stopped, paused or cancelled go on.",
        discussion: """
            What a cancelled campaign had waiting is not sent at once: the next `plan` shows it as wanted again, and \
            `apply` or `run` sends it.
            """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The line's or campaign's name.")
    var name: String

    func run() async throws {
        try await reporting {
            let ledger = try Session(options).ledgerOfRecord()
            let ended = try ledger.resume(name)
            let cancellation = try ledger.reinstate(name)
            guard !ended.isEmpty || cancellation != nil else {
                let held =
                    try ledger.stops().map(\.subject.name) + ledger.cancellations().map(\.campaign)
                throw Failure(
                    .usage,
                    "nothing named `\(name)` is stopped; stopped are: "
                        + (held.isEmpty ? "none" : held.joined(separator: ", ")))
            }
            for stop in ended { options.console.out("\(stop.subject.kind) \(name) may send again.") }
            if cancellation != nil {
                options.console.out(
                    "campaign \(name) is no longer cancelled; the next apply sends what it had waiting.")
            }
            return .success
        }
    }
}
