import Foundation

/// What contacto's webhook does after a message was accepted (gateways.md, section 2, "Webhook"). SetApp has
/// none. Every rate is a share from 0 to 1.
public struct WebhookOptions: Sendable {
    /// Where the events go. It may hold a secret, and so appears in no log.
    public let address: LoopbackAddress
    /// Failure codes and the share of accepted messages that fail with each; the rest is sent, delivered, read.
    public var failures: [FailureShare] = []
    /// What recipients answer, and how many of them; a message has one reply at the most.
    public var replies: [ReplyShare] = []
    /// The share of events in one of the manual's odd forms that a receiver must read all the same.
    public var malformedRate = 0.0
    /// The share of events that are no JSON at all, as the manual's samples are printed.
    public var unreadableRate = 0.0
    /// The share of events that come a second time.
    public var duplicateRate = 0.0
    /// The share of messages whose events come in the wrong order.
    public var disorderRate = 0.0
    /// The most that may lie between a message's acceptance and its first event, and between its events, in
    /// milliseconds. With 0 the first event may come before the reply to the message.
    public var delayMilliseconds = 200

    /// Messages that fail with a code after they were accepted.
    public struct FailureShare: Sendable, Equatable {
        /// One of gateways.md, "After acceptance", or any other.
        public var code: Int
        /// Of all accepted messages, 0 to 1.
        public var rate: Double

        /// Reads `1002:0.05`; nil for anything else.
        public init?(_ text: some StringProtocol) {
            let halves = text.split(separator: ":", omittingEmptySubsequences: false)
            guard halves.count == 2, let code = Int(halves[0]), code >= 0, let rate = Double(halves[1]),
                (0...1).contains(rate)
            else { return nil }
            self.code = code
            self.rate = rate
        }
    }

    /// Recipients who answer with a text.
    public struct ReplyShare: Sendable, Equatable {
        /// What they write.
        public var text: String
        /// Of all messages that did not fail, 0 to 1.
        public var rate: Double

        /// Reads `BAJA:0.1`; the last colon counts, so the text may hold others. Nil for anything else.
        public init?(_ text: some StringProtocol) {
            guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
                let rate = Double(text[text.index(after: colon)...]), (0...1).contains(rate)
            else { return nil }
            self.text = String(text[..<colon])
            self.rate = rate
        }
    }

    /// Events in order, at once and whole, until the properties say otherwise.
    public init(address: LoopbackAddress) {
        self.address = address
    }
}

/// An `http` address on this machine. A simulator that could be pointed elsewhere would be a tool for sending
/// invented events to a receiver that counts them.
public struct LoopbackAddress: Sendable, Equatable {
    /// The address as it was written.
    public let text: String

    /// Nil unless the scheme is `http` and the host `localhost`, 127.x.y.z or [::1], without user and password.
    public init?(_ text: String) {
        guard let parts = URLComponents(string: text), parts.scheme?.lowercased() == "http",
            parts.user == nil, parts.password == nil, let host = parts.host?.lowercased(),
            Self.isLoopback(host)
        else { return nil }
        self.text = text
    }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        // Four plain decimal numbers: other spellings (0x7f.1, 2130706433) mean different hosts to different
        // resolvers.
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { number in
                UInt8(number).map { String($0) == number } ?? false
            }
    }
}
