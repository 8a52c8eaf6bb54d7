// pregon: the command line, the only place where the parts are put together.
import ArgumentParser

@main
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
            RunCommand.self, StatusCommand.self, ResumeCommand.self, ResolveCommand.self, LedgerCommand.self,
            SchemaCommand.self, SimulateCommand.self, DemoCommand.self,
        ])
}
