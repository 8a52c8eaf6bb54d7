/// What can go wrong between a request and its reply.
package enum GatewayFault: String, Sendable, Hashable, CaseIterable {
    /// No connection: nothing leaves.
    case unreachable
    /// The request arrives and is not taken; no reply comes.
    case lostBefore = "lost-before"
    /// The message is taken; no reply comes.
    case lostAfter = "lost-after"
    /// The message is taken; the connection breaks at once.
    case reset
    /// An error page; the message is not taken.
    case serverError = "server-error"
    /// The message is taken; the reply cannot be understood.
    case garbled
    /// Too many requests: come back in five minutes.
    case busy
    /// Not now for this person.
    case later
    /// Never for this person.
    case refused
    /// The gateway refuses what the campaign sends.
    case campaignRefused = "campaign-refused"
    /// The gateway refuses the account.
    case lineRefused = "line-refused"
}

/// How often what goes wrong: the same seed, the same faults.
package struct GatewayFaults: Sendable, Hashable {
    /// Share of the requests that meet a fault, 0 to 1.
    package var rate: Double
    package var kinds: [GatewayFault]

    package init(rate: Double = 0, kinds: [GatewayFault] = GatewayFault.allCases) {
        self.rate = rate
        self.kinds = kinds
    }

    package static let none = GatewayFaults()

    func draw(using random: inout some RandomNumberGenerator) -> GatewayFault? {
        guard rate > 0, !kinds.isEmpty, Double.random(in: 0..<1, using: &random) < rate else { return nil }
        return kinds.randomElement(using: &random)
    }
}
