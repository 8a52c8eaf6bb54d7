import Foundation
import GatewaySimulator
import Testing

@Suite struct MessageLogTests {
    @Test func `each accepted message is a line before it is answered`() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "accepted.jsonl")
        let gateways = try TestGateways { $0.log = file }
        gateways.wait(.milliseconds(1250))
        _ = gateways.setapp("message", [("phone", "573204981029"), ("text", "Hola/adiós")])
        _ = gateways.contacto(["mobile": "1"])
        _ = gateways.contacto()

        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines.first?.hasPrefix(
                #"{"at":"2026-12-01T14:00:01.250Z","encoding":"form","fields":{"phone":"573204981029","text":"Hola/adiós"},"gateway":"setapp","id":"true_573204981029@c.us_3EB0"#
            ) == true)
        let messages = try lines.map { try JSONDecoder().decode(AcceptedMessage.self, from: Data($0.utf8)) }
        #expect(messages == gateways.server.acceptedMessages)
        #expect(messages.map(\.n) == [1, 2])
    }

    @Test func `no secret is logged, however its name is written`() throws {
        let gateways = try TestGateways()
        _ = gateways.post(
            "/setapp/message",
            raw: "%63liente=00363&%74oken=AbCdEfGhIjKlMnOpQrSt&phone=573204981029&text=Hola")
        _ = gateways.contacto()
        for page in ["log", "requests"] {
            let body = try #require(gateways.get("/control/\(page)").answered?.body)
            #expect(body.contains("573204981029") && body.contains("573102111111"))
            for secret in ["AbCdEf", "00363", "demo"] { #expect(!body.contains(secret), "\(page)") }
        }
    }

    @Test func `a log that is there already is continued`() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "accepted.jsonl")
        let first = try TestGateways { $0.log = file }
        _ = first.contacto()
        // What a kill in the middle of a line leaves.
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"at\":".utf8))
        try handle.close()

        let second = try TestGateways { $0.log = file }
        _ = second.contacto(["mobile": "573102111112"])
        #expect(second.server.acceptedMessages.map(\.n) == [3])
        #expect(first.server.acceptedMessages.map(\.id) != second.server.acceptedMessages.map(\.id))
        #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count == 3)
    }

    @Test func `a gateway that is started again knows its groups, and refuses what it took a minute ago`()
        throws
    {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "accepted.jsonl")
        let first = try TestGateways { $0.log = file }
        let media = Data(repeating: 7, count: 3000).base64EncodedString()
        let message = ["media": media, "media_name": "factura-01.pdf"]
        #expect(first.contacto(message)?.body.contains("\"status\":1,") == true)
        let members = [("phones", "\"573204981029\""), ("groupName", "Equipo"), ("text", "Hola")]
        _ = first.setapp("group", members)
        let group = try #require(first.server.acceptedMessages.last?.to)

        let second = try TestGateways { $0.log = file }
        second.wait(.milliseconds(59_999))
        #expect(second.contacto(message)?.body == #"{"status":9}"#)
        second.wait(.milliseconds(1))
        #expect(second.contacto(message)?.body.contains("\"status\":1,") == true)
        let text = [("chatId", group), ("text", "Hola")]
        #expect(second.setapp("group_message", text)?.body.contains("\"sent\": true") == true)
        #expect(second.server.acceptedMessages.map(\.n) == [3, 4])
        #expect(second.setapp("group", members)?.status == 200)
        #expect(second.server.acceptedMessages.last?.to != group, "two groups have one address")
    }

    @Test func `the log belongs to its owner alone`() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "accepted.jsonl")
        _ = try TestGateways { $0.log = file }
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a log that cannot be opened is named`() throws {
        let error = #expect(throws: (any Error).self) {
            try TestGateways { $0.log = URL(filePath: "/nowhere/accepted.jsonl") }
        }
        #expect("\(String(describing: error))".contains("/nowhere/accepted.jsonl"))
    }

    @Test func `a message that cannot be logged is not accepted`() throws {
        let gateways = try TestGateways { $0.log = URL(filePath: "/dev/full") }
        #expect(gateways.contacto()?.status == 500)
        #expect(gateways.server.acceptedMessages.isEmpty)
        #expect(gateways.contacto()?.status == 500, "and not a repeated one either")
    }

    @Test func `requests show what was received and answered`() throws {
        struct Seen: Decodable {
            var path: String
            var fields: [String: String]
            var status: Int?
            var answer: String?
        }
        let gateways = try TestGateways()
        _ = gateways.contacto(["mobile": "1"])
        _ = gateways.get("/setapp/message")
        let body = try #require(gateways.get("/control/requests").answered?.body)
        let seen = try JSONDecoder().decode([Seen].self, from: Data(body.utf8))
        #expect(seen.map(\.path) == ["/contacto/send/", "/setapp/message"])
        #expect(seen.map(\.status) == [200, 405])
        #expect(seen.first?.fields["mobile"] == "1")
        #expect(seen.first?.answer == #"{"status":4}"#)
    }

    @Test func `a reset begins anew and keeps counting`() throws {
        let gateways = try TestGateways()
        _ = gateways.contacto()
        #expect(
            gateways.get("/control/health").answered?.body == #"{"accepted":1,"requests":1,"status":"ok"}"#)
        #expect(gateways.get("/control/reset").answered?.status == 405)
        #expect(gateways.post("/control/reset", raw: "").answered?.status == 200)
        #expect(gateways.get("/control/log").answered?.body == "[]")
        #expect(gateways.contacto()?.body.contains("\"status\":1,") == true, "not a repeated one")
        #expect(gateways.server.acceptedMessages.map(\.n) == [2])
    }
}
