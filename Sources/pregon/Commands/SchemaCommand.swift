import ArgumentParser
import CampaignLoading

extension FileSchema: ExpressibleByArgument {}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a file, for editors.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "campaign, or workspace for pregon.yaml.")
    var file: FileSchema

    func run() throws {
        try reportingAtOnce {
            options.console.out(file.text)
            return .success
        }
    }
}
