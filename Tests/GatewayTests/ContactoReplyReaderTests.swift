import CampaignModel
import Gateway
import Testing

struct ContactoReplyReaderTests {
    private func read(_ status: Int = 200, _ body: String, headers: [WireHeader] = []) -> Outcome {
        ContactoReplyReader.read(status: status, headers: headers, body: Array(body.utf8))
    }

    private static let keys = [
        "status", "code", "value", "result", "return", "response", "retorno", "valor", "respuesta", "concept",
        "concepto", "message",
    ]
    /// Values, concepts and classes as gateways.md lists them.
    private static let manual: [(Int, String, ReplyClass)] = [
        (2, "authentication error", .stopLine), (3, "user without multiagent/chatbot", .stopLine),
        (4, "error in the cell phone number to send", .permanent),
        (5, "no balance or inactive chatbot/multiagent", .pauseLine), (6, "empty message", .stopCampaign),
        (7, "id_template does not correspond to the project", .stopCampaign),
        (
            8,
            "the number of variables received does not correspond to the number of variables created in the"
                + " template", .stopCampaign
        ),
        (9, "messages repeated 60 seconds", .repeatRefused),
        (
            10,
            "Error: The maximum number of sends to this mobile number in the marketing category has been"
                + " exceeded.", .later
        ),
    ]

    @Test(arguments: [
        "1", " 1\n", "\"1\"", "Message sent", "message SENT", "\"Message sent\"", "\u{FEFF}1",
        #"[{"code":1}]"#, #"{"code":"1"}"#, #"{"code":" 1 "}"#, #"{"message":"Message sent"}"#,
        #"{"code":1,"message":"Message sent"}"#, #"{"status":200,"result":1}"#, #"{"status":"ok","code":1}"#,
        #"{"response":{"code":1}}"#, #"[{"result":{"value":"Message sent"}}]"#,
        #"{"status":true,"code":1}"#, #"{"code":1,"error":null,"data":{"code":2}}"#,
        #"{"code":1,"message":null}"#, #"{"code":1,"result":[]}"#,
    ])
    func `every allowed envelope of 1 is accepted`(body: String) {
        #expect(read(200, body) == .accepted(AcceptedReply()))
    }

    @Test(arguments: keys)
    func `the value is found under each key, directly and one object deeper under each key`(key: String) {
        #expect(read(200, #"{"\#(key)":1}"#) == .accepted(AcceptedReply()))
        for outer in ContactoReplyReaderTests.keys {
            #expect(read(200, #"{"\#(outer)":{"\#(key)":"1"}}"#) == .accepted(AcceptedReply()))
        }
    }

    @Test(arguments: manual)
    func `every refusal has its class, by value and by concept, bare and wrapped`(
        value: Int, concept: String, expected: ReplyClass
    ) {
        let bodies = [
            "\(value)", "\"\(value)\"", concept, "\"\(concept)\"", #"{"code":\#(value)}"#,
            #"{"concepto":"\#(concept)"}"#, #"{"respuesta":{"valor":"\#(value)","concepto":"\#(concept)"}}"#,
            #"[{"status":\#(value)}]"#, #"{"status":false,"code":\#(value)}"#,
        ]
        for body in bodies {
            guard case .failed(let reply) = read(200, body) else {
                Issue.record("\(body): \(read(200, body))")
                continue
            }
            #expect(reply.code == String(value))
            #expect(reply.class == expected)
            #expect(reply.gateway == .contacto)
            #expect(!reply.text.isEmpty && !reply.remedy.isEmpty)
        }
        guard case .failed(let reply) = read(400, #"{"code":\#(value)}"#) else {
            Issue.record("not read at HTTP 400")
            return
        }
        #expect(reply.class == expected)
    }

    @Test func `the marketing cap waits a day`() {
        guard case .failed(let reply) = read(200, "10") else {
            Issue.record("not read")
            return
        }
        #expect(reply.retryAfter == 86_400)
    }

    @Test(
        arguments: [
            (#"{"code":1,"messageId":"wamid.A1"}"#, "wamid.A1"), (#"{"code":1,"message_id":77}"#, "77"),
            (#"{"code":1,"&messageId":" x "}"#, "x"), (#"{"code":1,"id":"9"}"#, "9"),
            (#"{"response":{"code":1,"messageId":"deep"}}"#, "deep"),
            (#"{"code":1,"id":"5","messageId":"first"}"#, "first"), (#"{"code":1,"id":""}"#, nil),
            (#"{"code":1,"data":{"id":"no"}}"#, nil), (#"{"code":1,"messageId":"a","messageId":"b"}"#, nil),
            (#"{"code":1,"id":{"x":1}}"#, nil), (#"{"code":1,"id":"a\nb"}"#, nil),
        ] as [(String, String?)])
    func `the identifier is read where the page allows it`(body: String, identifier: String?) {
        #expect(read(200, body) == .accepted(AcceptedReply(messageID: identifier)))
    }

    @Test(arguments: [
        "", " ", "0", "11", "-1", "01", "1.0", "1e0", "+1", "11111111111111111111111", "ok", "Message",
        "null",
        "true", "[]", "[1]", "{}", #"{"error":1}"#, #"{"data":{"code":1}}"#, #"{"Code":1}"#,
        #"{"response":{"result":{"code":1}}}"#, #"{"response":[{"code":1}]}"#, #"[{"code":1},{"code":1}]"#,
        #"[[{"code":1}]]"#, #"{"code":1,"status":2}"#, #"{"code":1,"code":2}"#,
        #"{"code":1,"message":"authentication error"}"#, #"{"code":4,"message":"Message sent"}"#,
        #"{"response":{"code":1},"status":9}"#, #"{"status":"error","code":1}"#,
        #"{"status":false,"code":1}"#,
        #"{"code":1,"message":"Mensaje rechazado"}"#, #"{"status":true,"code":4}"#,
        #"{"status":500,"code":1}"#,
        #"{"status":0,"code":1}"#, #"{"code":1.5,"status":1}"#, #"{"status":200}"#, #"{"status":"ok"}"#,
        "<html>1</html>", #"{"code":1"#, #"{"code":1}{"code":1}"#, "1 Message sent", "1;",
    ])
    func `what is not stated, or stated twice in two ways, is unrecognised`(body: String) {
        guard case .unrecognised(let reason, _) = read(200, body) else {
            Issue.record("\(read(200, body))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [500, 502, 503, 599])
    func `a server's error is ambiguous whatever its body`(status: Int) {
        guard case .ambiguous = read(status, "1") else {
            Issue.record("\(read(status, "1"))")
            return
        }
    }

    @Test(arguments: [(401, ReplyClass.stopLine), (403, .stopLine), (404, .stopLine), (429, .pauseLine)])
    func `status lines with a meaning of their own are read first`(status: Int, expected: ReplyClass) {
        let outcome = read(status, "1", headers: [WireHeader("RETRY-AFTER", "30")])
        guard case .failed(let reply) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reply.class == expected)
        #expect(reply.code == "HTTP \(status)")
        #expect(reply.retryAfter == 30)
    }

    @Test(arguments: [
        (201, "1"), (204, ""), (301, "1"), (307, ""), (400, "1"), (400, "Bad Request"), (405, "2"),
    ])
    func `any other status stops the line`(status: Int, body: String) {
        guard case .unrecognised = read(status, body) else {
            Issue.record("\(read(status, body))")
            return
        }
    }

    @Test func `hostile bodies are unrecognised`() {
        let bodies: [[UInt8]] = [
            Array(String(repeating: #"{"code":"#, count: 10_000).utf8), [0x31, 0xFF], [0x31, 0x00],
            Array((#"{"code":1,"x":""# + String(repeating: "x", count: 70_000) + "\"}").utf8),
            Array(repeating: UInt8(ascii: "1"), count: 65_537),
        ]
        for body in bodies {
            let outcome = ContactoReplyReader.read(status: 200, headers: [], body: body)
            guard case .unrecognised = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
    }
}
