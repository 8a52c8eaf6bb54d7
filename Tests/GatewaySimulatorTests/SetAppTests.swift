import Foundation
import GatewaySimulator
import Testing

/// Expectations are the tables of gateways.md, section 1.
@Suite struct SetAppTests {
    @Test func `a message is queued in the manual's words`() throws {
        let gateways = try TestGateways()
        let answer = gateways.setapp("message", [("phone", "573204981029"), ("text", "Hola *Ana*\nadiós 😀")])
        #expect(answer?.status == 200)
        #expect(
            answer?.body
                == #"{"Status Code" : 200 , "data" : {"success" : true , "description" : "Message queued" , "result_code" : 0}}"#
        )
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.to == "573204981029")
        #expect(message.kind == "text")
        #expect(message.fields == ["phone": "573204981029", "text": "Hola *Ana*\nadiós 😀"])
    }

    @Test func `the generic acceptance is there too`() throws {
        let gateways = try TestGateways { $0.setapp.answersGenerically = true }
        let answer = gateways.setapp("message", [("phone", "573204981029"), ("text", "Hola")])
        #expect(answer?.body == #"{"Status":"Recepción exitosa"}"#)
    }

    @Test(arguments: [
        ("cliente", "363", "CLIENTE INVÁLIDO"), ("cliente", "00364", "CLIENTE INVÁLIDO"),
        ("cliente", "", "CLIENTE INVÁLIDO"), ("token", "abcdefghijklmnopqrst", "TOKEN INVALIDO"),
        ("token", "", "TOKEN INVALIDO"),
    ])
    func `a wrong account is told so in the documented shape`(name: String, value: String, words: String)
        throws
    {
        let gateways = try TestGateways()
        var account = ["cliente": "00363", "token": "AbCdEfGhIjKlMnOpQrSt"]
        account[name] = value
        let answer = gateways.setapp(
            "message", [("phone", "573204981029"), ("text", "Hola")],
            account: account.map { ($0.key, $0.value) })
        #expect(answer?.status == 400)
        #expect(answer?.body == #"{"Status Code" : "400" , "data" : "\#(words)"}"#)
        #expect(gateways.server.acceptedMessages.isEmpty)
    }

    @Test(arguments: [
        ("message", ["phone": "573204981029"], -2),
        ("message", ["text": "Hola"], -2),
        ("message", ["phone": "573204981029", "text": ""], -2),
        ("group", ["phones": "\"573137515204\"", "text": "Hola"], -2),
        ("group_message", ["text": "Hola"], -2),
        ("group_file", ["chatId": "1-1@g.us", "text": "a.jpg", "adjunto": "https://x.co/a.jpg"], -2),
        ("message", ["phone": "573123252394", "text": "Hola"], -9),
        ("message", ["phone": "573000000005", "text": "Hola"], -5),
        ("group", ["phones": "\"573000000005\"", "groupName": "G", "text": "Hola"], -5),
    ])
    func `a failed message carries its result code`(operation: String, fields: [String: String], code: Int)
        throws
    {
        let gateways = try TestGateways { $0.setapp.blockedNumbers = ["573000000005"] }
        let answer = gateways.setapp(operation, fields.map { ($0.key, $0.value) })
        #expect(answer?.status == 200)
        #expect(answer?.body.contains(#""result_code" : \#(code)}"#) == true)
        #expect(gateways.server.acceptedMessages.isEmpty)
    }

    @Test(arguments: [
        (SetAppCondition.invalidAPIKey, -1), (.notReady, -6), (.noCredit, -10), (.queueFull, -11),
    ])
    func `a line in trouble refuses every message`(condition: SetAppCondition, code: Int) throws {
        let gateways = try TestGateways { $0.setapp.condition = condition }
        let answer = gateways.setapp("message", [("phone", "573204981029"), ("text", "Hola")])
        #expect(answer?.body.contains(#""success" : false"#) == true)
        #expect(answer?.body.contains(#""result_code" : \#(code)}"#) == true)
    }

    @Test func `text that is not UTF-8 has its own result code`() throws {
        let gateways = try TestGateways()
        let answer = gateways.post(
            "/setapp/message", raw: "cliente=00363&token=AbCdEfGhIjKlMnOpQrSt&phone=573204981029&text=adi%F3s"
        ).answered
        #expect(answer?.body.contains(#""result_code" : -8}"#) == true)
    }

    @Test(arguments: [
        ("message", ["phone": "+573204981029", "text": "Hola"]),
        ("message", ["phone": "57 3204981029", "text": "Hola"]),
        ("message", ["phone": "573204981029", "text": String(repeating: "a", count: 1001)]),
        ("message", ["phone": "573204981029", "text": String(repeating: "😀", count: 501)]),
        ("group", ["phones": "573137515204,573204981029", "groupName": "G", "text": "Hola"]),
        ("group", ["phones": "\"573123252394\"", "groupName": "G", "text": "Hola"]),
        ("group_message", ["chatId": "573123252394-1549415611@g.us", "text": "Hola"]),
        (
            "group_file",
            [
                "chatId": "573123252394-1@g.us", "text": "a.jpg", "adjunto": "https://x.co/a.jpg",
                "titulo": "A",
            ]
        ),
    ])
    func `any other failed validation gives its reason in data`(operation: String, fields: [String: String])
        throws
    {
        let gateways = try TestGateways()
        let answer = gateways.setapp(operation, fields.map { ($0.key, $0.value) })
        #expect(answer?.status == 400)
        #expect(answer?.body.hasPrefix(#"{"Status Code" : "400" , "data" : ""#) == true)
        #expect(gateways.server.acceptedMessages.isEmpty)
    }

    @Test(arguments: [String(repeating: "a", count: 1000), String(repeating: "😀", count: 500)])
    func `a text of a thousand characters is taken`(text: String) throws {
        let gateways = try TestGateways()
        #expect(gateways.setapp("message", [("phone", "573204981029"), ("text", text)])?.status == 200)
    }

    @Test(arguments: [
        ("https://cdn.example.com/promo.png", "image"), ("http://cdn.example.com/promo.jpg", "image"),
        ("https://cdn.example.com/guia.pdf", "document"), ("https://cdn.example.com/promo.jpeg", "text"),
        ("mira https://cdn.example.com/promo.png", "text"), ("http no es promo.png", "text"),
        ("promo.png", "text"),
    ])
    func `a web address alone is sent as what its ending says`(text: String, kind: String) throws {
        let gateways = try TestGateways()
        _ = gateways.setapp("message", [("phone", "573204981029"), ("text", text)])
        #expect(gateways.server.acceptedMessages.map(\.kind) == [kind])
    }

    @Test func `the manual's call for a group works with an empty body`() throws {
        let gateways = try TestGateways()
        let target =
            "/setapp/group?cliente=00363&token=AbCdEfGhIjKlMnOpQrSt"
            + "&phones=%22573137515204%22%2C%20%22573204981029%22&groupName=Dream%20Team"
            + "&text=This%20is%20a%20great%20group"
        let answer = gateways.server.reply(to: SimulatorRequest(method: "POST", target: target)).answered
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.to == "573123252394-1796133600@g.us")
        #expect(message.encoding == "query")
        #expect(message.fields["groupName"] == "Dream Team")
        #expect(
            message.raw_body?.hasPrefix("cliente=***&token=***&phones=%22573137515204%22%2C%20%22") == true)
        let body = try #require(answer?.body)
        let link = try #require(body.firstMatch(of: /chat\.whatsapp\.com\/([A-Za-z0-9]{22})"/)?.1)
        #expect(
            body
                == #"{"Status Code" : 200, "data" : {"created" : true, "message" : null," chatId" : "573123252394-1796133600@g.us", "groupInviteLink" : "https://chat.whatsapp.com/\#(link)"}}"#
        )
    }

    @Test func `a group is written to by the identifier its creation returned`() throws {
        let gateways = try TestGateways()
        let group = [("phones", "\"573137515204\""), ("groupName", "G"), ("text", "Hola")]
        _ = gateways.setapp("group", group)
        _ = gateways.setapp("group", group)
        let chats = gateways.server.acceptedMessages.map(\.to)
        #expect(Set(chats).count == 2, "two groups of one second are told apart")
        let chat = try #require(chats.last)

        let text = gateways.setapp("group_message", [("chatId", chat), ("text", "You don't know jon snow")])
        let file = gateways.setapp(
            "group_file",
            [("chatId", chat), ("text", "iris.jpg"), ("adjunto", "https://x.co/i.jpg"), ("titulo", "IRIS")])
        let ids = gateways.server.acceptedMessages.suffix(2).map(\.id)
        #expect(Set(ids).count == 2)
        for (number, (answer, id)) in zip([text, file], ids).enumerated() {
            #expect(
                answer?.body
                    == #"{"Status Code" : 200, "data" :{"sent": true, "message" : "Sent to \#(chat)", "id" : "\#(id)" , "queueNumber" : \#(number + 1)}}"#
            )
            #expect(id.wholeMatch(of: /true_573123252394-[0-9]+@g\.us_3EB0[0-9A-F]{16}/) != nil)
        }
        #expect(gateways.server.acceptedMessages.last?.kind == "image")
    }

    @Test func `query string and body are merged, and the body counts`() throws {
        let gateways = try TestGateways()
        let answer = gateways.post(
            "/setapp/message?cliente=00363&token=AbCdEfGhIjKlMnOpQrSt&text=query",
            raw: "phone=573204981029&text=body"
        ).answered
        #expect(answer?.status == 200)
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.fields["text"] == "body")
        #expect(message.encoding == "form")
        #expect(message.raw_query == "cliente=***&token=***&text=query")
    }

    @Test(arguments: [("a%5Cnb", "a\\nb"), ("a%250Ab", "a%0Ab"), ("a%0Ab", "a\nb")])
    func `line breaks are logged as they were received`(wire: String, received: String) throws {
        let gateways = try TestGateways()
        let raw = "cliente=00363&token=AbCdEfGhIjKlMnOpQrSt&phone=573204981029&text=\(wire)"
        #expect(gateways.post("/setapp/message", raw: raw).answered?.status == 200)
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.fields["text"] == received)
        #expect(message.raw_body == "cliente=***&token=***&phone=573204981029&text=\(wire)")
    }

    @Test(arguments: [
        "phone=573204981029&phone=573204981029&text=Hola", "phone=573204981029&text=100%", "text=%GG",
    ])
    func `a body that cannot be read is refused in the documented shape`(raw: String) throws {
        let gateways = try TestGateways()
        let answer = gateways.post("/setapp/message", raw: raw).answered
        #expect(answer?.status == 400)
        #expect(answer?.body.hasPrefix(#"{"Status Code" : "400" , "data" : ""#) == true)
    }

    @Test func `a JSON body is refused`() throws {
        let gateways = try TestGateways()
        let answer = gateways.server.reply(
            to: SimulatorRequest(
                method: "POST", target: "/setapp/message", contentType: "application/json",
                body: Array("{}".utf8))
        ).answered
        #expect(answer?.status == 400)
    }

    @Test(arguments: ["/setapp/message", "/contacto/send/", "/contacto/balance"])
    func `only POST is taken`(path: String) throws {
        let answer = try TestGateways().get(path).answered
        #expect(answer?.status == 405)
        #expect(answer?.headers["Allow"] == "POST")
    }

    @Test(arguments: [
        "/", "", "/setapp", "/setapp/other", "/setapp/message/x", "/Contacto/send",
        "/redirected/setapp/message",
    ])
    func `there is nothing elsewhere`(path: String) throws {
        #expect(try TestGateways().post(path, raw: "").answered?.status == 404)
    }
}
