import ArgumentParser
import Audience
import CampaignLoading
import Checking
import Diagnostics
import YAMLTree

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a rule means, with a wrong and a right example.")

    static let rules: [Rule] =
        (YAMLRules.all + LoadingRules.all + AudienceRules.all + CheckingRules.all).sorted {
            $0.name < $1.name
        }

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The name in brackets behind a finding. Without one: the list.")
    var rule: String?

    func run() async throws {
        try await reporting {
            let console = options.console
            guard let name = rule else {
                let width = Self.rules.map(\.name.count).max() ?? 0
                for rule in Self.rules {
                    let gap = String(repeating: " ", count: width - rule.name.count + 2)
                    console.out("\(rule.name)\(gap)\(rule.summary)")
                }
                return .success
            }
            guard let rule = Self.rules.first(where: { $0.name == name }) else {
                let hint = NearestName.of(name, in: Self.rules.map(\.name)).map { "did you mean `\($0)`?" }
                throw Failure(.usage, "there is no rule `\(name)`; \(hint ?? "`pregon explain` lists them")")
            }
            console.out(
                """
                \(rule.name) (\(rule.severity.rawValue))
                \(rule.summary)

                Why: \(rule.reason)

                Wrong:
                \(Self.indented(rule.wrong.text))

                Right:
                \(Self.indented(rule.right.text))

                Source: \(rule.source)
                """)
            return .success
        }
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(
            separator: "\n")
    }
}
