import CampaignModel
import Gateway
import Testing

/// Replies are the manual's own, as gateways.md prints them.
struct SetAppReplyReaderTests {
    private func read(
        _ status: Int, _ body: String, _ operation: SendOperation = .message, headers: [WireHeader] = []
    ) -> Outcome {
        SetAppReplyReader.read(
            status: status, headers: headers, body: Array(body.utf8), operation: operation,
            mask: SecretMask([Secret("T0kenT0kenT0kenT0ken")]))
    }

    private let queued =
        #"{"Status Code" : 200 , "data" : {"success" : true , "description" : "Message queued" , "result_code" : 0}}"#
    private let created = #"""
        {"Status Code" : 200, "data" : {"created" : true, "message" : null," chatId" : \#
        "573123252394-1549415611@g.us", "groupInviteLink" : "https://chat.whatsapp.com/LW2ZFCPMHR9GY8jmsw59XL"}}
        """#
    private let sent = #"""
        {"Status Code" : 200, "data" :{"sent": true, "message" : "Sent to 573123252394-1549415611@g.us", \#
        "id" : "true_573123252394-1549415611@g.us_3EB0925351918A7E83FC" , "queueNumber" : 9}}
        """#

    @Test func `the generic reply and the queued message are accepted`() {
        #expect(read(200, #"{"Status":"Recepción exitosa"}"#) == .accepted(AcceptedReply()))
        #expect(read(200, queued) == .accepted(AcceptedReply()))
        #expect(
            read(200, queued.replacing("\"Status Code\" : 200", with: "\"Status Code\" : \"200\""))
                == .accepted(AcceptedReply()))
    }

    @Test func `a created group gives its chat id and its link`() {
        let reply = AcceptedReply(
            chatID: "573123252394-1549415611@g.us",
            inviteLink: "https://chat.whatsapp.com/LW2ZFCPMHR9GY8jmsw59XL")
        #expect(read(200, created, .groupCreation) == .accepted(reply))
    }

    @Test(arguments: [SendOperation.groupText, .groupFile])
    func `a group's text and file give identifier and place in the queue`(operation: SendOperation) {
        let reply = AcceptedReply(
            messageID: "true_573123252394-1549415611@g.us_3EB0925351918A7E83FC", queueNumber: 9)
        #expect(read(200, sent, operation) == .accepted(reply))
        #expect(read(200, #"{"Status":"Recepción exitosa"}"#, operation) == .accepted(AcceptedReply()))
    }

    @Test(arguments: [
        #"{"Status":"Recepción exitosa"}"#,
        #"{"Status Code":200,"data":{"created":true,"message":null}}"#,
        #"{"Status Code":200,"data":{"created":true," chatId":null}}"#,
        #"{"Status Code":200,"data":{"created":true," chatId":""}}"#,
        #"{"Status Code":200,"data":{"success":true,"result_code":0}}"#,
    ])
    func `a group whose chat id was not said is in doubt`(body: String) {
        guard case .ambiguous = read(200, body, .groupCreation) else {
            Issue.record("\(read(200, body, .groupCreation))")
            return
        }
    }

    @Test(arguments: [
        ("-1", ReplyClass.stopLine), ("-2", .stopCampaign), ("-5", .permanent), ("-6", .pauseLine),
        ("-8", .stopCampaign), ("-9", .permanent), ("-10", .pauseLine), ("-11", .pauseLine),
    ])
    func `every result code has its class, as number or text, wherever it stands`(
        code: String, expected: ReplyClass
    ) {
        let bodies = [
            #"{"Status Code":200,"data":{"success":false,"description":"x","result_code":\#(code)}}"#,
            #"{"Status Code":"200","data":{"result_code":"\#(code)"}}"#, #"{"result_code":\#(code)}"#,
            #"{"Status Code":200,"data":{"inner":[{"result_code":\#(code)}]}}"#,
        ]
        for body in bodies {
            guard case .failed(let reply) = read(200, body) else {
                Issue.record("\(read(200, body))")
                continue
            }
            #expect(reply.code == code)
            #expect(reply.class == expected)
            #expect(reply.gateway == .setapp)
            #expect(!reply.remedy.isEmpty)
        }
        guard case .failed(let reply) = read(400, #"{"Status Code":"400","data":{"result_code":\#(code)}}"#)
        else {
            Issue.record("not read at HTTP 400")
            return
        }
        #expect(reply.class == expected)
    }

    @Test(arguments: [
        ("success", SendOperation.message), ("created", .groupCreation), ("sent", .groupText),
        ("sent", .groupFile),
    ])
    func `false without a code is permanent, with the text kept and masked`(
        key: String, operation: SendOperation
    ) {
        let body =
            #"{"Status Code":200,"data":{"\#(key)":false,"message":"no va 573204981029 T0kenT0kenT0kenT0ken"}}"#
        guard case .failed(let reply) = read(200, body, operation) else {
            Issue.record("\(read(200, body, operation))")
            return
        }
        #expect(reply.class == .permanent)
        #expect(reply.text.contains("no va 573•••••1029 ***"))
    }

    @Test(arguments: [
        ("CLIENTE INVÁLIDO", "CLIENTE INVÁLIDO"), ("TOKEN INVALIDO", "TOKEN INVALIDO"),
        ("Cliente inva\u{301}lido ", "CLIENTE INVÁLIDO"), ("TOKEN INVÁLIDO", "TOKEN INVALIDO"),
    ])
    func `a bad client and a bad token stop the line`(data: String, code: String) {
        guard case .failed(let reply) = read(400, #"{"Status Code" : "400" , "data" : "\#(data)"}"#) else {
            Issue.record("\(data) is not read")
            return
        }
        #expect(reply.class == .stopLine)
        #expect(reply.code == code)
    }

    @Test func `any other well-formed 400 is permanent and keeps its reason`() {
        guard case .failed(let reply) = read(400, #"{"Status Code":"400","data":"TELEFONO INVALIDO"}"#) else {
            Issue.record("not read")
            return
        }
        #expect(reply.class == .permanent)
        #expect(reply.code == "HTTP 400")
        #expect(reply.text == "SetApp refused the message: TELEFONO INVALIDO")
    }

    @Test(arguments: [401, 403, 404])
    func `a wrong account or address stops the line`(status: Int) {
        guard case .failed(let reply) = read(status, "<html>") else {
            Issue.record("not read")
            return
        }
        #expect(reply.class == .stopLine)
        #expect(reply.code == "HTTP \(status)")
    }

    @Test func `too fast pauses the line for as long as asked`() {
        guard case .failed(let reply) = read(429, "", headers: [WireHeader("Retry-After", "120")]) else {
            Issue.record("not read")
            return
        }
        #expect(reply.class == .pauseLine)
        #expect(reply.retryAfter == 120)
    }

    @Test(arguments: [
        (301, ""), (307, ""), (201, ""), (204, ""),
        (202, "Accepted"), (402, ""), (200, "Accepted"), (200, "[]"), (200, "{}"), (200, "200"),
        (200, #"{"Status Code":200}"#), (200, #"{"Status Code":200,"data":"x"}"#),
        (200, #"{"Status":"Recepción fallida"}"#), (200, #"{"Status":"error","data":{"success":true}}"#),
        (200, #"{"Status Code":200,"data":{"success":true,"result_code":-5}}"#),
        (200, #"{"Status Code":200,"data":{"success":false,"result_code":0}}"#),
        (200, #"{"Status Code":200,"data":{"success":true,"result_code":-3}}"#),
        (200, #"{"Status Code":200,"data":{"result_code":0,"result_code":-5}}"#),
        (200, #"{"Status Code":200,"data":{"result_code":0.0}}"#),
        (200, #"{"Status Code":200,"data":{"result_code":null}}"#),
        (200, #"{"Status Code":200,"data":{"success":"yes"}}"#),
        (200, #"{"Status Code":200,"data":{"success":true,"success":false}}"#),
        (200, #"{"Status Code":200,"data":{"created":true," chatId":"a@g.us"}}"#),
        (200, #"{"Status Code":"400","data":"TOKEN INVALIDO"}"#),
        (400, #"{"Status Code":"200","data":"TOKEN INVALIDO"}"#), (400, "TOKEN INVALIDO"), (400, "{}"),
        (400, #"{"data":"TOKEN INVALIDO"}"#), (400, #"{"Status Code":"400"}"#),
        (400, #"{"Status Code":"400","data":{}}"#),
        (400, #"{"Status Code":"400","data":{"success":true}}"#),
        (400, #"{"Status Code":"400","data":{"result_code":0}}"#),
    ])
    func `everything else is in doubt and stops the line`(status: Int, body: String) {
        guard case .unrecognised(let reason, nil) = read(status, body) else {
            Issue.record("\(read(status, body))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [
        (500, "{}"), (503, #"{"Status":"Recepción exitosa"}"#), (408, ""), (200, ""), (400, " "),
        (200, #"{"Status Code":200,"data":{"success":true,"result_code":0}"#), (200, #"{"Status":"Recep"#),
    ])
    func `a server's error and a reply that was cut off are in doubt`(status: Int, body: String) {
        guard case .ambiguous(let reason) = read(status, body) else {
            Issue.record("\(read(status, body))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func `hostile bodies are in doubt and stop the line`() {
        let bodies: [[UInt8]] = [
            Array(String(repeating: #"{"data":"#, count: 10_000).utf8), [0xFF, 0xFE], [0],
            Array(
                (#"{"Status":"Recepción exitosa","x":""# + String(repeating: "x", count: 70_000) + "\"}").utf8
            ),
            Array(#"{"result_code":1e999999}"#.utf8),
        ]
        for body in bodies {
            let outcome = SetAppReplyReader.read(status: 200, headers: [], body: body, operation: .message)
            guard case .unrecognised = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
    }
}
