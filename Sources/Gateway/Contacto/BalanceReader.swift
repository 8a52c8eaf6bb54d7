import CampaignModel
import Foundation

/// Reads contacto's replies to `balance/`. Their shape is silent: what is read is what gateways.md, section 2,
/// allows, and nothing else.
package enum BalanceReader {
    /// The errors that the manual has for this question.
    static let errors = ContactoReplies.returnValues.filter { ["2", "3"].contains($0.code) }

    package static func read(_ reply: AccountReply, mask: SecretMask) -> AccountAnswer<AccountBalance> {
        if let answer: AccountAnswer<AccountBalance> = reply.endsEarly(mask) { return answer }
        let json: ReplyJSON
        do {
            json = try ReplyJSON(reply.body)
        } catch {
            let text = String(decoding: reply.body, as: UTF8.self)
            if let row = AccountStatement(text: text, rows: errors).refusal {
                return .refused(row.reply(from: .contacto))
            }
            return reply.unreadable("it is no JSON: \(error.reason)", mask)
        }
        let statement = AccountStatement(json, rows: errors)
        let amounts = Set(found(json, statement))
        // An account that is refused may be said to hold nothing.
        if let row = statement.refusal, amounts.allSatisfy({ $0.hundredths == 0 }) {
            return .refused(row.reply(from: .contacto))
        }
        guard let balance = amounts.first else {
            return reply.unreadable("no balance is found in it", mask)
        }
        guard amounts.count == 1 else { return reply.unreadable("it gives two balances", mask) }
        guard !statement.speaksOfFailure, reply.status == 200 else {
            return reply.unreadable("it gives a balance and speaks of a failure", mask)
        }
        return .answered(balance)
    }

    private static let keys: Set<String> = [
        "balance", "saldo", "availablebalance", "currentbalance", "accountbalance", "saldodisponible",
        "saldoactual", "credit", "credits", "credito", "creditos",
    ]
    /// Where `balance` itself holds an object.
    private static let innerKeys: Set<String> = keys.union([
        "amount", "value", "total", "available", "monto", "valor", "disponible",
    ])
    private static let currencyKeys: Set<String> = ["currency", "moneda", "divisa"]

    /// Every balance that stands at the top level or one level down.
    private static func found(_ json: ReplyJSON, _ statement: AccountStatement) -> [AccountBalance] {
        switch json {
        case .number, .string: return statement.refusal == nil ? [amount(json)].compactMap(\.self) : []
        case .array(let elements):
            guard elements.count == 1, let element = elements.first else { return [] }
            return balances(of: element.members, under: keys)
        case .object(let members):
            return balances(of: members, under: keys)
                + members.flatMap { member in
                    balances(
                        of: member.value.members,
                        under: keys.contains(ReplyKey.plain(member.key)) ? innerKeys : keys)
                }
        case .null, .bool: return []
        }
    }

    private static func balances(of members: [ReplyJSON.Member], under keys: Set<String>) -> [AccountBalance]
    {
        let currency = members.first { currencyKeys.contains(ReplyKey.plain($0.key)) }?.value.text
        return members.filter { keys.contains(ReplyKey.plain($0.key)) }.compactMap { member in
            guard var balance = amount(member.value) else { return nil }
            if balance.currency == nil, let currency, currency.count == 3,
                currency.allSatisfy({ $0.isASCII && $0.isLetter })
            {
                balance.currency = currency.uppercased()
            }
            return balance
        }
    }

    private static func amount(_ json: ReplyJSON) -> AccountBalance? {
        switch json {
        case .number(let digits): AmountText.amount(number: digits)
        case .string(let text): AmountText.amount(text)
        default: nil
        }
    }
}

/// Keys of replies whose shape is not documented, compared by their letters alone.
enum ReplyKey {
    /// `Id_Plantilla`, `id-plantilla` and `idPlantilla` are one; accents do not count.
    static func plain(_ key: String) -> String {
        key.folding(options: [.diacriticInsensitive], locale: nil).lowercased()
            .filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
