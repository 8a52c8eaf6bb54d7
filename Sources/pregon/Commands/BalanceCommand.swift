import ArgumentParser
import CampaignModel
import Gateway
import Reporting

struct BalanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "Ask the gateways what the lines' accounts have left.",
        discussion: """
            SetApp has no such question; its lines are named and passed over. With --min it ends with status 69 \
            where less is left, for a job that warns in time.
            """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The least that every account must have, e.g. 50000 or \"50000 COP\".")
    var min: String?
    @Argument(help: "Lines; all without one.")
    var lines: [String] = []

    func run() async throws {
        try await reporting {
            let console = options.console
            let least = try min.map(parse)
            let questions = AccountQuestions(session: try Session(options), console: console)
            let chosen = try questions.lines(lines)
            let width = chosen.map(\.name.count).max() ?? 0
            var status = ExitStatus.success
            var short = 0
            for line in chosen {
                let answer = try await questions.client(line).balance()
                let name = line.name.padding(toLength: width, withPad: " ", startingAt: 0)
                if let failure = AccountQuestions.failure(answer, of: line.name, asked: .balance) {
                    Console.error("pregon: \(failure.message)")
                    status = max(status, failure.status)
                    continue
                }
                guard case .answered(let balance) = answer else {
                    console.detail("\(name)  \(line.gateway.rawValue) has no question for a balance")
                    continue
                }
                guard let least else {
                    console.out("\(name)  \(balance)")
                    continue
                }
                if let currency = balance.currency, let wanted = least.currency, currency != wanted {
                    throw Failure(
                        .usage, "line \(line.name) has its balance in \(currency), not in \(wanted)")
                }
                let isShort = balance.hundredths < least.hundredths
                console.out("\(name)  \(balance)\(isShort ? "  less than \(least)" : "")")
                if isShort { short += 1 }
            }
            if short > 0 {
                Console.error(
                    "pregon: \(Words.count(short, "account")) must be recharged: less than \(least.map(\.description) ?? "") is left"
                )
                status = max(status, .gatewayRefuses)
            }
            return status
        }
    }

    private func parse(_ text: String) throws -> AccountBalance {
        guard let amount = AmountText.amount(text), amount.hundredths >= 0 else {
            throw Failure(.usage, "--min `\(text)` is no amount; write 50000 or \"50000 COP\"")
        }
        return amount
    }
}
