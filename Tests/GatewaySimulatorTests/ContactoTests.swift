import Foundation
import Testing

@testable import GatewaySimulator

/// Expectations are the tables of gateways.md, section 2.
@Suite struct ContactoTests {
    @Test func `a message is sent and charged`() throws {
        let gateways = try TestGateways()
        let answer = gateways.contacto(["custom_field": "cedula 1020"])
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(answer?.body == #"{"status":1,"messageId":"\#(message.id)"}"#)
        #expect(message.to == "573102111111")
        #expect(
            message.fields == [
                "id_template": "1042", "mobile": "573102111111", "custom_field": "cedula 1020",
                "template_variables": "[Carlos] [$100] [miércoles]",
            ])
        let balance = gateways.post("/contacto/balance/", raw: "login=demo&token=demo-contacto").answered
        #expect(balance?.body == #"{"balance":"999.915"}"#)
    }

    @Test(
        arguments: [
            (["login": "otro"], 2), (["token": "x"], 2), (["token": nil], 2),
            (["mobile": "573102"], 4), (["mobile": "583102111111"], 4), (["mobile": "+57310211111"], 4),
            (["mobile": "5731021111112"], 4), (["mobile": nil], 4),
            (["template_variables": ""], 6), (["template_variables": "[Carlos] [] [lunes]"], 6),
            (["template_variables": "[Carlos] [ ] [lunes]"], 6),
            (["id_template": "9999"], 7), (["id_template": "4000"], 7), (["id_template": nil], 7),
            (["template_variables": "[Carlos] [lunes]"], 8), (["template_variables": "[a] [b] [c] [d]"], 8),
            (["template_variables": "Carlos 100 lunes"], 8), (["template_variables": nil], 8),
            (["mobile": "573000000010"], 10),
        ] as [([String: String?], Int)])
    func `a refused message gets the table's value`(changes: [String: String?], value: Int) throws {
        let gateways = try TestGateways { $0.contacto.cappedNumbers = ["573000000010"] }
        let answer = gateways.contacto(changes)
        #expect(answer?.status == 200)
        #expect(answer?.body == #"{"status":\#(value)}"#)
        #expect(gateways.server.acceptedMessages.isEmpty)
    }

    @Test func `an account without multiagent gets value 3 everywhere`() throws {
        let gateways = try TestGateways { $0.contacto.hasMultiagent = false }
        #expect(gateways.contacto()?.body == #"{"status":3}"#)
        for path in ["/contacto/balance/", "/contacto/template/"] {
            let answer = gateways.post(path, raw: "login=demo&token=demo-contacto").answered
            #expect(answer?.body == #"{"status":3}"#)
        }
    }

    @Test func `an account that cannot pay gets value 5`() throws {
        let gateways = try TestGateways { $0.contacto.balance = 100 }
        #expect(gateways.contacto()?.body.contains("\"status\":1,") == true)
        #expect(gateways.contacto(["mobile": "573102111112"])?.body == #"{"status":5}"#)
    }

    @Test func `a repeated message within 60 seconds is refused`() throws {
        let gateways = try TestGateways()
        _ = gateways.contacto()
        gateways.wait(.milliseconds(59_999))
        #expect(gateways.contacto(["custom_field": "other"])?.body == #"{"status":9}"#)
        // The refused one does not start the minute anew.
        gateways.wait(.milliseconds(1))
        #expect(gateways.contacto()?.body.contains("\"status\":1,") == true)
        #expect(gateways.server.acceptedMessages.count == 2)
    }

    @Test(arguments: [
        ("mobile", "573102111112"), ("template_variables", "[Carlos] [$101] [miércoles]"),
        ("media", "https://files.example.com/a.pdf"),
    ])
    func `another message is not a repeated one`(name: String, value: String) throws {
        let gateways = try TestGateways()
        _ = gateways.contacto()
        #expect(gateways.contacto([name: value])?.body.contains("\"status\":1,") == true)
    }

    @Test func `a refused message may be repeated at once`() throws {
        let gateways = try TestGateways()
        #expect(gateways.contacto(["template_variables": "[a]"])?.body == #"{"status":8}"#)
        #expect(gateways.contacto(["template_variables": "[a]"])?.body == #"{"status":8}"#)
    }

    @Test func `a plus in base64 arrives as a plus`() throws {
        let gateways = try TestGateways()
        let media = [UInt8](repeating: 0xFB, count: 3)  // base64 "+/v7"
        let answer = gateways.contacto(["media": "+/v7", "media_name": "factura-01.pdf"])
        #expect(answer?.status == 200)
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.fields["media"] == "+/v7")
        #expect(message.media_bytes == 3)
        #expect(message.media_fnv1a64 == fnv1a64(media))
        #expect(message.media_stored_name?.wholeMatch(of: /[0-9]{3}factura-01\.pdf/) != nil)
        #expect(message.media_name_rewritten == nil)
    }

    @Test(arguments: ["+/v", " /v7", "ftp://files.example.com/a.pdf", "data:application/pdf;base64,+/v7"])
    func `media that is neither a web address nor base64 is refused`(media: String) throws {
        let gateways = try TestGateways()
        #expect(gateways.contacto(["media": media, "media_name": "factura-01.pdf"])?.status == 400)
        #expect(gateways.server.acceptedMessages.isEmpty)
    }

    @Test(arguments: [
        ("a.pdf", true), ("", true), ("factura-01", true), ("factura-01.exe", true),
        (String(repeating: "a", count: 57) + ".pdf", true), ("12345.jpeg", false),
        (String(repeating: "a", count: 56) + ".pdf", false), ("FACTURA-01.PDF", false),
    ])
    func `a name that breaks the rule becomes one that ends in pdf`(name: String, rewritten: Bool) throws {
        let gateways = try TestGateways()
        _ = gateways.contacto(["media": "Zm9v", "media_name": name])
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.media_name_rewritten == (rewritten ? true : nil))
        #expect(message.media_stored_name?.hasSuffix(rewritten ? ".pdf" : name) == true)
    }

    @Test func `long media stands in the log as hash and length`() throws {
        let gateways = try TestGateways()
        let media = Data(repeating: 7, count: 3000)
        _ = gateways.contacto(["media": media.base64EncodedString(), "media_name": "factura-01.pdf"])
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.fields["media"] == "fnv1a64:\(fnv1a64(media)) length:4000")
        #expect(message.raw_body?.contains("media=fnv1a64:\(fnv1a64(media)) ") == true)
        #expect(message.raw_body.map { $0.utf8.count < 1000 } == true)
    }

    @Test(arguments: [(1000, 200), (1001, 400)])
    func `a custom field has up to a thousand characters`(length: Int, status: Int) throws {
        let custom = String(repeating: "a", count: length)
        #expect(try TestGateways().contacto(["custom_field": custom])?.status == status)
    }

    @Test func `a multipart message is read like a form`() throws {
        let gateways = try TestGateways()
        let fields = [
            ("login", "demo"), ("token", "demo-contacto"), ("id_template", "3001"),
            ("mobile", "573102111111"),
            ("template_variables", "[Ana+María]"), ("media", "+/v7"), ("media_name", "factura-01.pdf"),
        ]
        let parts = fields.map {
            "--xYz\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }
        let answer = gateways.server.reply(
            to: SimulatorRequest(
                method: "POST", target: "/contacto/send", contentType: "multipart/form-data; boundary=xYz",
                body: Array((parts.joined() + "--xYz--\r\n").utf8))
        ).answered
        #expect(answer?.body.contains("\"status\":1,") == true)
        let message = try #require(gateways.server.acceptedMessages.first)
        #expect(message.encoding == "multipart")
        #expect(message.raw_body == nil)
        #expect(message.fields["template_variables"] == "[Ana+María]")
        #expect(message.fields["token"] == nil)
    }

    @Test(arguments: [
        (ContactoEnvelope.bareNumber, "1", "7"),
        (.bareText, "Message sent", "id_template does not correspond to the project"),
        (.codeString, #"{"code":"1","messageId":"ID"}"#, #"{"code":"7"}"#),
        (.resultArray, #"[{"result":1,"id":"ID"}]"#, #"[{"result":7}]"#),
        (.nestedResponse, #"{"response":{"status":1,"message_id":"ID"}}"#, #"{"response":{"status":7}}"#),
        (
            .messageConcept, #"{"message":"Message sent","messageId":"ID"}"#,
            #"{"message":"id_template does not correspond to the project"}"#
        ),
        (.ampersand, #"{"status":"1","&messageId":"ID"}"#, #"{"status":"7"}"#),
        (.unrecognised, #"{"error":1}"#, #"{"error":7}"#),
        (.contradictory, #"{"status":1,"code":2}"#, #"{"status":7,"code":2}"#),
    ])
    func `the reply comes in the envelope that was asked for`(
        envelope: ContactoEnvelope, accepted: String, refused: String
    ) throws {
        let gateways = try TestGateways { $0.contacto.envelope = envelope }
        let body = gateways.contacto()?.body
        let id = try #require(gateways.server.acceptedMessages.first?.id)
        #expect(body == accepted.replacing("ID", with: id))
        #expect(gateways.contacto(["id_template": "0"])?.body == refused)
    }

    @Test func `templates are listed`() throws {
        let answer = try TestGateways().post("/contacto/template", raw: "login=demo&token=demo-contacto")
            .answered
        let listed = try JSONDecoder().decode([SimulatedTemplate].self, from: Data((answer?.body ?? "").utf8))
        #expect(listed == SimulatedTemplate.samples)
    }

    @Test func `a project without an approved template gets value 4`() throws {
        let gateways = try TestGateways {
            $0.contacto.templates = []
            $0.contacto.envelope = .bareText
        }
        let answer = gateways.post("/contacto/template/", raw: "login=demo&token=demo-contacto").answered
        #expect(answer?.body == "without templates")
    }

    @Test func `a template file needs numbers and counts only`() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "templates.json")
        try Data(#"[{"id":"7","variables":2},{"id":"8","variables":0,"category":"marketing"}]"#.utf8).write(
            to: file)
        let templates = try SimulatedTemplate.load(from: file)
        #expect(templates.map(\.body) == ["{{1}} {{2}}", ""])
        let gateways = try TestGateways { $0.contacto.templates = templates }
        let answer = gateways.contacto(["id_template": "8", "template_variables": ""])
        #expect(answer?.body.contains("\"status\":1,") == true)

        try Data(#"[{"id":"7","variables":-1}]"#.utf8).write(to: file)
        #expect(throws: DecodingError.self) { try SimulatedTemplate.load(from: file) }
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1.000"), (1_000_000, "1.000.000"),
        (Int.min, "-9.223.372.036.854.775.808"),
    ])
    func `amounts are written with dots`(amount: Int, text: String) {
        #expect(ContactoGateway.withThousands(amount) == text)
    }
}
