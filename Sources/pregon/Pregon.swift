// pregon: the command line, the only place where the parts are put together.
import ArgumentParser
import Dispatch
import Glibc

@main
enum Program {
    /// Commands that wait for nothing run on the first thread, without the machinery of the others: starting it takes
    /// longer than validating a file, and memory grows at more cost on any other thread.
    static func main() {
        // A file that may not grow (`ulimit -f`) is a write that failed, with words, not the program's end.
        signal(SIGXFSZ, SIG_IGN)
        // So is a pipe whose reader has gone (`| head`): what is being sent goes on, and a text ends.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Pregon.parseAsRoot()
            guard command is any AsyncParsableCommand else { return try command.run() }
        } catch {
            Pregon.exit(withError: error)
        }
        Task {
            await Pregon.main()
            Pregon.exit()
        }
        dispatchMain()
    }
}

struct Pregon: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "pregon",
        abstract: "WhatsApp campaigns as files: validated, planned, applied once.",
        discussion: """
            Campaigns are YAML files below a folder with a pregon.yaml (the workspace). `validate` finds every \
            mistake, `plan` shows person by person what would be sent, `apply` sends it: within the hours, at \
            the gateway's pace, never twice.

            Exit status:
            \(ExitStatus.table)
            """,
        version: version,
        subcommands: [
            InitCommand.self, ValidateCommand.self, ExplainCommand.self, PlanCommand.self, ApplyCommand.self,
            RunCommand.self, TestCommand.self, StatusCommand.self, PauseCommand.self, ResumeCommand.self,
            CancelCommand.self, ResolveCommand.self, LedgerCommand.self, WebhooksCommand.self,
            TemplatesCommand.self, BalanceCommand.self, CalendarCommand.self, RehearseCommand.self,
            SchemaCommand.self, SimulateCommand.self, DemoCommand.self,
        ])
}
