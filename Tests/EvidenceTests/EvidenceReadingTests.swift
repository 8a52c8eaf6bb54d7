import CampaignModel
import Gateway
import Ledger
import Testing

@testable import Evidence

struct EvidenceReadingTests {
    static let at = Instant(milliseconds: 1_795_446_000_000)
    static let reading = EvidenceReading(
        optOut: OptOutWords(["BAJA"]), secrets: [Secret("s3cr3t-s3cr3t-s3cr3t")])

    static func event(_ text: String) -> EvidenceEvent { reading.event(body: Array(text.utf8), at: at) }

    static func failure(_ code: String) throws -> DeliveryFailure {
        let event = event(#"{"type2":"failed","messageId":"M1","code":"\#(code)","reason":"motivo"}"#)
        guard case .failed(let failure) = event.content else { throw NoFailure() }
        return failure
    }

    struct NoFailure: Error {}

    /// Copied by hand from gateways.md, section 2, "After acceptance": what each code stops.
    @Test(arguments: [
        ("402", "none"), ("471", "line"), ("131048", "line"), ("470", "none"), ("131047", "none"),
        ("1002", "number"), ("1003", "pause"), ("1004", "none"), ("1005", "campaign"), ("1006", "number"),
        ("1007", "campaign"), ("1008", "campaign"), ("1010", "media"), ("1011", "none"), ("131021", "none"),
        ("132005", "none"), ("132007", "campaign"), ("132015", "campaign"), ("132016", "campaign"),
        ("131031", "line"), ("99999", "none"), ("=cmd", "none"),
    ])
    func `a code that comes later stops what its class says`(code: String, stops: String) throws {
        let failure = try Self.failure(code)
        let expected: DeliveryFailure.Halt? = [
            "line": .stopLine, "pause": .pauseLine, "campaign": .stopCampaign,
            "media": .stopCampaignIfMediaShared,
        ][stops]
        #expect(failure.halt == expected ?? .none)
        #expect(failure.suppressesNumber == (stops == "number"))
        #expect(failure.code == code)
        #expect(failure.reason.contains("motivo"))
    }

    @Test func `a reply that is an opt-out word says so, another does not`() throws {
        func optOut(_ message: String) throws -> String? {
            let event = Self.event(#"{"mobile":"573001112233","message":"\#(message)"}"#)
            guard case .replied(let reply) = event.content else { throw NoFailure() }
            return reply.optOut
        }
        #expect(try optOut("¡Baja!") == "opted out: replied BAJA")
        #expect(try optOut("gracias") == nil)
        #expect(try optOut("") == nil)
    }

    @Test func `what is kept shows neither numbers nor the secret, and is bounded`() {
        let event = Self.event(#"{"mobile":"573001112233" broken s3cr3t-s3cr3t-s3cr3t \#u{1B}[31m"#)
        guard case .unreadable = event.content else { Issue.record("it was read"); return }
        #expect(event.masked.contains("573•••••2233"))
        #expect(!event.masked.contains("573001112233") && !event.masked.contains("s3cr3t"))
        #expect(!event.masked.unicodeScalars.contains("\u{1B}"))
        #expect(Self.event(String(repeating: "x", count: 60_000)).masked.count < 2100)
        #expect(!event.identity.contains("573001112233"))
    }
}

struct DeliveryEvidenceTests {
    static func at(_ seconds: Double) -> Instant { EvidenceReadingTests.at.advanced(seconds: seconds) }

    static let facts = [
        DeliveryEvidence(sent: at(1)), DeliveryEvidence(delivered: at(4)), DeliveryEvidence(read: at(3)),
        DeliveryEvidence(failed: at(6)), DeliveryEvidence(replied: at(7), optedOut: at(7)),
        DeliveryEvidence(delivered: at(9)),
    ]

    static func orders(of count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return orders(of: count - 1).flatMap { order in
            (0...order.count).map { place in order.prefix(place) + [count - 1] + order.dropFirst(place) }
        }
    }

    @Test func `every order of every event, also twice, comes to the same`() {
        let expected = DeliveryEvidence(
            sent: Self.at(1), delivered: Self.at(4), read: Self.at(3), failed: Self.at(6),
            replied: Self.at(7), optedOut: Self.at(7))
        let orders = Self.orders(of: Self.facts.count)
        #expect(orders.count == 720)
        for order in orders {
            let once = order.reduce(DeliveryEvidence()) { $0.joined(with: Self.facts[$1]) }
            #expect(once == expected)
            #expect(order.reduce(once) { $0.joined(with: Self.facts[$1]) } == expected)
        }
    }

    @Test func `what was read was delivered, and what was delivered was sent`() {
        #expect(DeliveryEvidence(read: Self.at(1)).wasDelivered && DeliveryEvidence(read: Self.at(1)).wasSent)
        #expect(!DeliveryEvidence(sent: Self.at(1)).wasDelivered)
        #expect(!DeliveryEvidence(failed: Self.at(1)).wasSent)
    }
}
