import CampaignModel
import Testing

@testable import Evidence

/// The shapes of gateways.md, section 2, "Webhook".
struct WebhookReaderTests {
    static func read(_ text: String) throws -> WebhookEvent { try WebhookReader.read(Array(text.utf8)) }

    @Test(arguments: [
        (
            #"{"type":"message-event","type2":"failed","code":"1002","reason":"no WhatsApp","messageId":"M1"}"#,
            WebhookEvent.failed(messageID: "M1", code: "1002", reason: "no WhatsApp")
        ),
        (
            #"""
            {"type":"message-event","type2":"sent","messageId_whatsapp":"wamid.A",
             "fecha_envio_por_whatsapp":"2026-11-23 10:00:01","&messageId":"M1"}
            """#, .sent(messageID: "M1")
        ),
        (
            #"""
            {"type":"message-event","type2":"delivered","messageId_whatsapp":"wamid.A",
             "fecha_envio_por_whatsapp":"2026-11-23 10:00:02","&messageId":"M1"}
            """#, .delivered(messageID: "M1")
        ),
        (
            #"{"type2":"read","messageId_whatsapp":"wamid.A","fecha_lectura_usuario":"10:05","&messageId":"M1"}"#,
            .read(messageID: "M1")
        ),
    ])
    func `the four statuses of the manual are read`(text: String, event: WebhookEvent) throws {
        #expect(try Self.read(text) == event)
    }

    @Test func `a reply of the manual is read`() throws {
        let number = try #require(PhoneNumber(digits: 573_001_112_233))
        let text = #"""
            {"mobile":"573001112233","message":"Hola","custom_field":"CC 1","official_number":"573005202020"}
            """#
        #expect(
            try Self.read(text)
                == .reply(
                    .init(
                        number: number, message: "Hola", customField: "CC 1", officialNumber: "573005202020"
                    )))
    }

    @Test(arguments: [
        // The stray ampersand, with spaces around it.
        #"{"type2":"sent"," &messageId ":"M1"}"#,
        #"{"type2":" sent ","messageId":" M1 "}"#,
        #"{"type2":"SENT","messageId":"M1","weiter":{"a":[1]},"type":null}"#,
        #"{"type2":"sent","messageId":"M1","&messageId":" M1"}"#,
        "\u{FEFF}{\"type2\":\"sent\",\"messageId\":\"M1\"}",
    ])
    func `spaces, an ampersand and further keys are tolerated`(text: String) throws {
        #expect(try Self.read(text) == .sent(messageID: "M1"))
    }

    @Test func `numbers stand for texts`() throws {
        #expect(
            try Self.read(#"{"type2":"failed","code":131048,"messageId":77}"#)
                == .failed(messageID: "77", code: "131048", reason: nil))
        guard case .reply(let reply) = try Self.read(#"{"mobile":573001112233,"message":1}"#) else {
            Issue.record("no reply")
            return
        }
        #expect((reply.number.full, reply.message, reply.customField) == ("573001112233", "1", nil))
    }

    @Test(arguments: ["573001112233", " 573001112233 ", "+57 300 111 2233", "3001112233", "57-300-111-2233"])
    func `somebody who writes back is known however the number is written`(mobile: String) throws {
        guard case .reply(let reply) = try Self.read(#"{"mobile":"\#(mobile)","message":"BAJA"}"#) else {
            Issue.record("no reply")
            return
        }
        #expect(reply.number.full == "573001112233")
    }

    @Test func `a failure without a code is a failure`() throws {
        #expect(
            try Self.read(#"{"type2":"failed","messageId":"M1"}"#)
                == .failed(messageID: "M1", code: "none", reason: nil))
    }

    @Test(arguments: [
        "", " ", "null", "[]", "7", "\"sent\"", "{}", "{\"type2\":\"sent\"",
        // As the manual prints them: a missing colon, missing quotes, curly quotes.
        #"{"type" "message-event","type2":"sent","messageId":"M1"}"#,
        #"{"type2":sent,"messageId":"M1"}"#,
        "{“type2”:“sent”,“messageId”:“M1”}",
        #"{"type2":"sent","messageId":"M1"} trailing"#,
        #"{"type2":"other","messageId":"M1"}"#,
        #"{"type2":"sent","messageId":""}"#,
        #"{"type2":"sent","messageId":"M1","&messageId":"M2"}"#,
        #"{"type2":"sent","messageId":{"id":"M1"}}"#,
        #"{"type2":true,"messageId":"M1"}"#,
        #"{"mobile":"123","message":"BAJA"}"#, #"{"mobile":"573001112233"}"#, #"{"message":"BAJA"}"#,
        #"{"mobile":"573001112233 573001112234","message":"BAJA"}"#,
        String(repeating: "[", count: 5000), "{\"type2\":\"sent\",\"messageId\":\"\u{0}\"}",
        "{\"type2\":\"sent\",\"messageId\":\"" + String(repeating: "x", count: 201) + "\"}",
    ])
    func `everything else cannot be read, and is never guessed`(text: String) {
        let error = #expect(throws: UnreadableWebhook.self) { _ = try Self.read(text) }
        #expect(error?.reason.isEmpty == false)
    }

    @Test func `two events share an identity only if they say the same`() throws {
        let texts = [
            #"{"type2":"sent","messageId":"M1"}"#, #"{"type2":"read","messageId":"M1"}"#,
            #"{"type2":"sent","messageId":"M11"}"#, #"{"type2":"failed","messageId":"M1","code":"1"}"#,
            #"{"type2":"failed","messageId":"M","code":"11"}"#,
            #"{"mobile":"573001112233","message":"ab","custom_field":"c"}"#,
            #"{"mobile":"573001112233","message":"b","custom_field":"ca"}"#,
            #"{"mobile":"573001112234","message":"b","custom_field":"ca"}"#,
        ]
        #expect(Set(try texts.map { try Self.read($0).identity }).count == texts.count)
        let again = #"{"fecha":"later", "&messageId": " M1", "type2":"sent"}"#
        #expect(try Self.read(again).identity == Self.read(texts[0]).identity)
    }
}
