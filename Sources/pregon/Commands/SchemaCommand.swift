import ArgumentParser
import CampaignLoading

extension FileSchema: ExpressibleByArgument {}

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a file, for editors.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "campaign, or workspace for pregon.yaml.")
    var file: FileSchema

    func run() async throws {
        try await reporting {
            options.console.out(file.text)
            return .success
        }
    }
}
