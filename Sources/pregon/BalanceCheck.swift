import CampaignModel
import Gateway
import Planning
import Reporting

/// Compares what a plan costs with what the accounts have left, before anything is sent.
struct BalanceCheck {
    let questions: AccountQuestions

    /// One account and what the plan takes from it; several lines may share one.
    private struct Need {
        var lines: [String]
        var client: AccountClient
        var cost: AccountBalance
        var sends: Int
    }

    /// Asks for the balance of every account whose lines have a `price`.
    ///
    /// - Throws: `Failure` where a balance does not cover the plan, or cannot be found out.
    func refuseWhatIsNotCovered(_ plan: Plan) async throws {
        for need in try needs(of: plan) {
            let lines = need.lines.joined(separator: ", ")
            let answer = await need.client.balance()
            if let failure = AccountQuestions.failure(answer, of: lines, asked: .balance) {
                throw Failure(failure.status, failure.message + "\n" + Self.hint)
            }
            guard case .answered(let balance) = answer else { continue }
            let currency = need.cost.currency
            guard balance.currency == nil || balance.currency == currency else {
                throw Failure(
                    .gatewayRefuses,
                    """
                    line \(lines): the balance is \(balance), but the price is in \(currency ?? "?"); nothing was sent
                      = write the line's `price` in the account's currency
                    \(Self.hint)
                    """)
            }
            guard balance.hundredths < need.cost.hundredths else { continue }
            let left = AccountBalance(hundredths: balance.hundredths, currency: currency)
            throw Failure(
                .gatewayRefuses,
                """
                line \(lines): the balance is \(left), and the plan needs \(need.cost) \
                (\(Words.count(need.sends, "message"))); nothing was sent
                  = recharge the account
                \(Self.hint)
                """)
        }
    }

    private static let hint = "  = --ignore-balance sends all the same, until the gateway refuses"

    private func needs(of plan: Plan) throws -> [Need] {
        var counts: [String: Int] = [:]
        for campaign in plan.campaigns where campaign.isDue {
            counts.merge(campaign.sends.toSendByLine, uniquingKeysWith: +)
        }
        var order: [Account] = []
        var needs: [Account: Need] = [:]
        for line in questions.session.workspace.lines where line.gateway == .contacto {
            guard let price = line.price, let count = counts[line.name] else { continue }
            let resolved = try LineResolver(session: questions.session).resolve(line)
            guard case .contacto(let access) = resolved.account else { continue }
            let account = Account(url: access.url, login: access.login, currency: price.currency)
            // A cost that no number holds is covered by no balance.
            let (cost, isTooLarge) = price.hundredths.multipliedReportingOverflow(by: count)
            if needs[account] == nil { order.append(account) }
            var need =
                needs[account]
                ?? Need(
                    lines: [], client: AccountClient(line: resolved),
                    cost: AccountBalance(hundredths: 0, currency: price.currency), sends: 0)
            let (sum, overflows) = need.cost.hundredths.addingReportingOverflow(cost)
            need.lines.append(line.name)
            need.cost.hundredths = isTooLarge || overflows ? .max : sum
            need.sends += count
            needs[account] = need
        }
        return order.compactMap { needs[$0] }
    }

    private struct Account: Hashable {
        var url: String
        var login: Secret
        var currency: String
    }
}
