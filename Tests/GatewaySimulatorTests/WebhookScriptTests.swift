import Foundation
import Testing

@testable import GatewaySimulator

/// Expectations are the shapes of gateways.md, section 2, "Webhook". Bodies are read by `JSONSerialization`,
/// which the simulator does not write them with.
@Suite struct WebhookScriptTests {
    static let number = "573005202020"

    private func script(
        seed: UInt64 = 1, _ change: (inout WebhookOptions) -> Void = { _ in }
    ) throws -> WebhookScript {
        var options = WebhookOptions(address: try #require(LoopbackAddress("http://127.0.0.1:1/hooks/x")))
        change(&options)
        return WebhookScript(options: options, seed: seed, officialNumber: Self.number)
    }

    private func messages(_ count: Int) throws -> [AcceptedMessage] {
        let gateways = try TestGateways()
        for number in 0..<count {
            _ = gateways.contacto([
                "mobile": String(573_100_000_000 + number), "custom_field": "clave \(number)",
            ])
        }
        return gateways.server.acceptedMessages
    }

    private func object(_ event: WebhookEvent) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(event.body.utf8)) as? [String: Any])
    }

    @Test func `a message is sent, delivered and read, in the manual's shapes`() throws {
        let message = try messages(1)[0]
        let events = try script { $0.delayMilliseconds = 0 }
            .events(of: message, acceptedAt: TestGateways.morning)
        #expect(events.map(\.kind) == [.sent, .delivered, .read])
        let shapes = try events.map(object)
        for (shape, type2) in zip(shapes, ["sent", "delivered"]) {
            #expect(
                Set(shape.keys) == [
                    "type", "type2", "messageId_whatsapp", "fecha_envio_por_whatsapp", "messageId",
                ])
            #expect(shape["type"] as? String == "message-event" && shape["type2"] as? String == type2)
            #expect(shape["messageId"] as? String == message.id)
            #expect(shape["fecha_envio_por_whatsapp"] as? String == "2026-12-01 09:00:00")
        }
        let read = try #require(shapes.last)
        #expect(
            Set(read.keys) == ["type2", "messageId_whatsapp", "fecha_lectura_usuario", "messageId"])
        #expect(read["type2"] as? String == "read")
    }

    @Test func `a failure carries its code and reason and is not delivered`() throws {
        let script = try script { $0.failures = [.init("1002:1")].compactMap(\.self) }
        var begunWith: Set<WebhookEvent.Kind> = []
        for message in try messages(20) {
            let events = script.events(of: message, acceptedAt: TestGateways.morning)
            begunWith.insert(try #require(events.first?.kind))
            #expect(!events.contains { [.delivered, .read, .reply].contains($0.kind) })
            let failure = try object(try #require(events.last))
            #expect(Set(failure.keys) == ["type", "type2", "code", "reason", "messageId"])
            #expect(failure["type2"] as? String == "failed" && failure["code"] as? Int == 1002)
            #expect(failure["reason"] as? String == "number not active for WhatsApp messages")
            #expect(failure["messageId"] as? String == message.id)
        }
        #expect(begunWith == [.sent, .failed], "some fail at once, some after they were sent")
    }

    @Test func `a reply brings the custom field back`() throws {
        let script = try script { $0.replies = [.init("Más: ¿cuándo?:1")].compactMap(\.self) }
        let events = script.events(of: try messages(1)[0], acceptedAt: TestGateways.morning)
        #expect(events.map(\.kind) == [.sent, .delivered, .read, .reply])
        let reply = try object(try #require(events.last))
        #expect(
            reply as? [String: String] == [
                "mobile": "573100000000", "message": "Más: ¿cuándo?", "custom_field": "clave 0",
                "official_number": Self.number,
            ])
    }

    @Test func `shares are kept, and the same seed gives the same`() throws {
        let messages = try messages(1000)
        func events(_ seed: UInt64) throws -> [WebhookEvent] {
            let script = try script(seed: seed) {
                $0.failures = ["1002:0.1", "131048:0.05"].compactMap { .init($0) }
                $0.replies = ["BAJA:0.2", "Gracias:0.3"].compactMap { .init($0) }
                $0.duplicateRate = 0.1
                $0.malformedRate = 0.2
                $0.unreadableRate = 0.05
            }
            return messages.flatMap { script.events(of: $0, acceptedAt: TestGateways.morning) }
        }
        let made = try events(7)
        #expect(try made == events(7) && made != events(8))
        let first = made.filter { $0.copy == 1 }
        func count(_ condition: (WebhookEvent) -> Bool) -> Int { first.count(where: condition) }
        // Four standard deviations of a binomial on either side.
        #expect((62...138).contains(count { $0.code == 1002 }))
        #expect((22...78).contains(count { $0.code == 131_048 }))
        #expect((120...220).contains(count { $0.text == "BAJA" }), "0.2 of the 850 that did not fail")
        #expect((198...312).contains(count { $0.text == "Gracias" }))
        let share = { (events: Int) in Double(events) / Double(first.count) }
        #expect((0.07...0.13).contains(share(made.count - first.count)))
        #expect((0.03...0.07).contains(share(count { $0.form == .unreadable })))
        #expect((0.15...0.23).contains(share(count { $0.form != .plain && $0.form != .unreadable })))
        #expect(Set(first.map(\.form)) == Set(WebhookForm.allCases))
    }

    @Test func `changing one rate changes nothing else`() throws {
        let messages = try messages(100)
        func kinds(_ change: (inout WebhookOptions) -> Void) throws -> [[WebhookEvent.Kind]] {
            let script = try script {
                $0.failures = [.init("402:0.3")].compactMap(\.self)
                change(&$0)
            }
            return messages.map { message in
                script.events(of: message, acceptedAt: TestGateways.morning).filter { $0.copy == 1 }
                    .map(\.kind)
            }
        }
        #expect(
            try kinds { _ in }
                == kinds {
                    $0.malformedRate = 1
                    $0.duplicateRate = 0.5
                    $0.delayMilliseconds = 5
                })
    }

    @Test func `odd forms say the same to a reader that tolerates them`() throws {
        let script = try script {
            $0.failures = [.init("1002:0.3")].compactMap(\.self)
            $0.replies = [.init("1:0.5")].compactMap(\.self)
            $0.malformedRate = 1
        }
        let events = try messages(300).flatMap { script.events(of: $0, acceptedAt: TestGateways.morning) }
        #expect(Set(events.map(\.form)) == [.ampersand, .spaces, .numbers, .furtherKeys])
        for event in events {
            let raw = try object(event)
            let tidy = Dictionary(
                raw.map { name, value in
                    (
                        name.replacing("&", with: ""),
                        "\(value)".trimmingCharacters(in: .whitespaces)
                    )
                }, uniquingKeysWith: { first, _ in first })
            switch event.kind {
            case .reply:
                #expect(tidy["mobile"] == event.to && tidy["message"] == "1")
                #expect(tidy["custom_field"] == event.customField && tidy["official_number"] == Self.number)
            default:
                #expect(tidy["type2"] == event.kind.rawValue && tidy["messageId"] == event.messageID)
                #expect(tidy["code"] == event.code.map(String.init))
            }
            switch event.form {
            case .ampersand: #expect(raw["&messageId"] != nil && raw["messageId"] == nil)
            case .spaces: #expect(event.body.contains("\" "))
            case .numbers:
                #expect(event.kind == .reply ? raw["mobile"] is Int : raw["code"] is String)
            case .furtherKeys: #expect(raw["canal"] != nil)
            case .plain, .unreadable: Issue.record("not asked for")
            }
        }
    }

    @Test func `an unreadable event is no JSON`() throws {
        let script = try script { $0.unreadableRate = 1 }
        for event in script.events(of: try messages(1)[0], acceptedAt: TestGateways.morning) {
            #expect(throws: (any Error).self) { try object(event) }
        }
    }

    @Test func `disorder turns the events about and keeps their moments`() throws {
        let messages = try messages(50)
        func events(_ message: AcceptedMessage, disorder: Double) throws -> [WebhookEvent] {
            try script { $0.disorderRate = disorder }.events(of: message, acceptedAt: TestGateways.morning)
        }
        for message in messages {
            let ordered = try events(message, disorder: 0)
            let turned = try events(message, disorder: 1)
            #expect(ordered.map(\.kind) == [.sent, .delivered, .read])
            #expect(turned.map(\.kind) != ordered.map(\.kind))
            #expect(Set(turned.map(\.body)) == Set(ordered.map(\.body)))
            #expect(turned.map(\.after) == ordered.map(\.after))
            #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.after <= $1.after })
            #expect(ordered.allSatisfy { $0.after <= .milliseconds(600) })
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:8080/hooks/x", "http://localhost/x", "http://[::1]:8080/", "HTTP://127.9.9.9/",
    ])
    func `this machine may be posted to`(address: String) {
        #expect(LoopbackAddress(address)?.text == address)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "http://example.com/", "http://127.0.0.1.example.com/", "http://10.0.0.1/",
        "http://0x7f.0.0.1/", "http://127.1/", "http://2130706433/", "http://127.0.0.1@example.com/",
        "http://user@127.0.0.1/", "http://127.0.0.01/", "http://127.0.0.256/", "ftp://127.0.0.1/", "x", "",
    ])
    func `no other address is`(address: String) {
        #expect(LoopbackAddress(address) == nil)
    }

    @Test(arguments: ["", "1002", "1002:", ":0.1", "x:0.1", "1002:1.1", "1002:-1", "1002:nan", "1:0:1"])
    func `a share of failures that is none is refused`(text: String) {
        #expect(WebhookOptions.FailureShare(text) == nil)
    }

    @Test(arguments: ["", "BAJA", "BAJA:", ":0.1", "BAJA:2", "BAJA:nan"])
    func `a share of replies that is none is refused`(text: String) {
        #expect(WebhookOptions.ReplyShare(text) == nil)
    }
}
