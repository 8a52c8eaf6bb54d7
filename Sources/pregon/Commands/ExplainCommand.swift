import ArgumentParser
import Checking
import Diagnostics

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a rule means, with a wrong and a right example.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, markdown }

    static let rules: [Rule] = RuleCatalogue.all.sorted { $0.name < $1.name }

    @OptionGroup var options: GlobalOptions
    @Option(help: "human or markdown. docs/rules.md is all rules in Markdown.")
    var format: Format = .human
    @Argument(help: "The name in brackets behind a finding. Without one: the list.")
    var rule: String?

    func run() throws {
        try reportingAtOnce {
            let console = options.console
            guard let name = rule else {
                switch format {
                case .human: console.out(Self.list)
                case .markdown: console.out(RuleText.markdown(RuleCatalogue.topics))
                }
                return .success
            }
            guard let rule = Self.rules.first(where: { $0.name == name }) else {
                let hint = NearestName.of(name, in: Self.rules.map(\.name)).map { "did you mean `\($0)`?" }
                throw Failure(.usage, "there is no rule `\(name)`; \(hint ?? "`pregon explain` lists them")")
            }
            switch format {
            case .human: console.out(RuleText.human(rule))
            case .markdown: console.out(RuleText.markdown(rule))
            }
            return .success
        }
    }

    /// Each rule's name and what it finds, a line each.
    private static var list: String {
        let width = rules.map(\.name.count).max() ?? 0
        return rules.map { rule in
            let gap = String(repeating: " ", count: width - rule.name.count + 2)
            return "\(rule.name)\(gap)\(rule.summary)"
        }.joined(separator: "\n")
    }
}
