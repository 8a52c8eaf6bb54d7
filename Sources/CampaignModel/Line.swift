/// A sender account at a gateway.
package struct Line: Sendable, Hashable {
    package var name: String
    package var account: Account
    /// The line's own number; the pace is counted by it, so that renaming a line starts no new allowance.
    package var number: PhoneNumber
    package var rate: SendRate
    package var delay: DelayRange
    /// Price of one message, if known.
    package var price: Money?

    package init(
        name: String, account: Account, number: PhoneNumber, rate: SendRate, delay: DelayRange, price: Money?
    ) {
        self.name = name
        self.account = account
        self.number = number
        self.rate = rate
        self.delay = delay
        self.price = price
    }

    package var gateway: GatewayKind {
        switch account {
        case .contacto: .contacto
        case .setapp: .setapp
        }
    }

    package enum Account: Sendable, Hashable {
        case contacto(ContactoAccount)
        case setapp(SetAppAccount)
    }
}

package enum GatewayKind: String, Sendable, Hashable, CaseIterable {
    case contacto, setapp

    /// What the line may send when its file gives no `rate` (format.md).
    package var defaultRate: SendRate {
        switch self {
        case .contacto: .perHour(500)
        case .setapp: .perHour(100)
        }
    }

    /// The pause between two sends when the file gives no `delay` (gateways.md, "Operating facts").
    package var defaultDelay: DelayRange {
        switch self {
        case .contacto: DelayRange(minimum: 0, maximum: 0)
        case .setapp: DelayRange(minimum: 5, maximum: 60)
        }
    }
}

/// Contacto multichat (gateways.md, section 2).
package struct ContactoAccount: Sendable, Hashable {
    package enum Encoding: String, Sendable, Hashable, CaseIterable { case form, multipart }

    package var login: Setting
    package var token: Setting
    /// The folder of the three endpoints `send/`, `balance/` and `template/`.
    package var url: Setting
    package var encoding: Encoding

    package init(login: Setting, token: Setting, url: Setting, encoding: Encoding) {
        self.login = login
        self.token = token
        self.url = url
        self.encoding = encoding
    }

    package static let defaultURL = "https://contacto-multichat.com/bot/chat_wa/ws/"
}

/// SetApp (gateways.md, section 1).
package struct SetAppAccount: Sendable, Hashable {
    package enum Encoding: String, Sendable, Hashable, CaseIterable { case form, query }

    package var client: Setting
    package var token: Setting
    package var message: Setting
    package var group: Setting?
    package var groupMessage: Setting?
    package var groupFile: Setting?
    package var encoding: Encoding

    package init(
        client: Setting, token: Setting, message: Setting, group: Setting?, groupMessage: Setting?,
        groupFile: Setting?, encoding: Encoding
    ) {
        self.client = client
        self.token = token
        self.message = message
        self.group = group
        self.groupMessage = groupMessage
        self.groupFile = groupFile
        self.encoding = encoding
    }
}

/// How many messages in an hour: evenly spaced, and at most so many in any sliding hour.
package enum SendRate: Sendable, Hashable {
    case perHour(Int)
    /// No limit; for loopback addresses only.
    case free

    /// Seconds between two sends.
    package var spacing: Double {
        switch self {
        case .perHour(let count): 3600 / Double(max(1, count))
        case .free: 0
        }
    }
}

extension SendRate: CustomStringConvertible {
    package var description: String {
        switch self {
        case .perHour(let count): "\(count)/hour"
        case .free: "free"
        }
    }
}

/// A random pause between two sends, in seconds, both ends included.
package struct DelayRange: Sendable, Hashable {
    package var minimum: Int
    package var maximum: Int

    package init(minimum: Int, maximum: Int) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// An amount of money in hundredths, with its ISO 4217 currency.
package struct Money: Sendable, Hashable {
    package var hundredths: Int
    package var currency: String

    package init(hundredths: Int, currency: String) {
        self.hundredths = hundredths
        self.currency = currency
    }
}

extension Money: CustomStringConvertible {
    /// `85 COP`, `0.50 USD`.
    package var description: String {
        let whole = hundredths / 100
        let rest = abs(hundredths % 100)
        return rest == 0 ? "\(whole) \(currency)" : "\(whole).\(rest < 10 ? "0" : "")\(rest) \(currency)"
    }
}
