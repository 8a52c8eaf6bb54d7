import CampaignModel

/// What can be asked about an account, besides sending (gateways.md, section 2, "balance/ and template/").
/// SetApp has neither question.
package enum AccountQuery: String, Sendable, Hashable, CaseIterable {
    case balance, templates
}

/// What became of a question about an account.
package enum AccountAnswer<Value: Sendable & Hashable>: Sendable, Hashable {
    case answered(Value)
    /// The line's gateway has no such question.
    case notOffered
    /// The gateway refused, with a code of its manual.
    case refused(ReplyCode)
    /// The gateway answered something else than its manual allows: never taken for "none".
    ///
    /// - Parameters:
    ///   - reason: in plain words, without any of the reply.
    ///   - raw: the reply; secrets and numbers masked, at most `SecretMask.limit` characters.
    case unreadable(reason: String, raw: String)
    /// No reply came that has anything to say.
    case unreachable(reason: String)
}

/// What an account has left.
package struct AccountBalance: Sendable, Hashable {
    /// Hundredths of the currency; may be negative.
    package var hundredths: Int
    /// ISO 4217; nil where the gateway does not say, and the account's own is meant.
    package var currency: String?

    package init(hundredths: Int, currency: String? = nil) {
        self.hundredths = hundredths
        self.currency = currency
    }
}

extension AccountBalance: CustomStringConvertible {
    /// `1,250,000 COP`, `-0.50`.
    package var description: String {
        let magnitude = hundredths.magnitude
        var groups = [String(magnitude / 100)]
        while let first = groups.first, first.count > 3 {
            groups[0] = String(first.suffix(3))
            groups.insert(String(first.dropLast(3)), at: 0)
        }
        let rest = magnitude % 100
        let fraction = rest == 0 ? "" : ".\(rest < 10 ? "0" : "")\(rest)"
        return (hundredths < 0 ? "-" : "") + groups.joined(separator: ",") + fraction
            + (currency.map { " \($0)" } ?? "")
    }
}

/// A template as a gateway lists it.
package struct ListedTemplate: Sendable, Hashable {
    /// As text: leading zeros count.
    package var number: String
    package var template: LockedTemplate

    package init(number: String, template: LockedTemplate) {
        self.number = number
        self.template = template
    }
}
