import Foundation
import Testing

extension EndToEnd {
    /// The calls of SetApp's manual, made with `curl` in its query-string form (gateways.md, section 1).
    @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    struct SetAppManual {
        @Test func `the manual's four calls get the manual's replies`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let account = "cliente=00363&token=AbCdEfGhIjKlMnOpQrSt"
            func call(_ operation: String, _ query: String) async throws -> String {
                let address = "\(simulator.origin)/setapp/\(operation)?\(query)"
                let curl = try ChildProcess(
                    URL(fileURLWithPath: "/usr/bin/curl"),
                    ["-q", "-sS", "--max-time", "20", "-X", "POST", "-w", "\n%{http_code}", address],
                    environment: PregonProgram.environment([:]), folder: workspace.scratch,
                    scratch: workspace.scratch)
                let ending = try await curl.end(within: 30)
                #expect(ending.status == 0, "\(ending)")
                return ending.stdout
            }

            let text = "*Hola*%0A%C2%BFqu%C3%A9%20tal?"
            #expect(
                try await call("message", "\(account)&phone=573204981029&text=\(text)")
                    == #"{"Status Code" : 200 , "data" : {"success" : true , "description" : "Message queued" , "#
                    + #""result_code" : 0}}"# + "\n200")
            let phones = "phones=%22573137515204%22%2C%20%22573204981029%22"
            let group = try await call(
                "group", "\(account)&\(phones)&groupName=Dream%20Team&text=This%20is%20a%20great%20group")
            let made = try #require(
                group.wholeMatch(
                    of:
                        /\{"Status Code" : 200, "data" : \{"created" : true, "message" : null," chatId" : "(573123252394-[0-9]+@g\.us)", "groupInviteLink" : "https:\/\/chat\.whatsapp\.com\/[A-Za-z0-9]{22}"\}\}\n200/
                ), "\(group)")
            let chat = String(made.1)
            func sent(_ reply: String) -> Bool {
                let start =
                    #"{"Status Code" : 200, "data" :{"sent": true, "message" : "Sent to \#(chat)", "id" : "true_\#(chat)_"#
                return reply.hasPrefix(start) && reply.contains(#"" , "queueNumber" : "#)
                    && reply.hasSuffix("}}\n200")
            }
            let written = try await call(
                "group_message", "\(account)&chatId=\(chat)&text=You%20don't%20know%20jon%20snow")
            #expect(sent(written), "\(written)")
            let file = "https://upload.wikimedia.org/wikipedia/commons/500px-Eye_iris.jpg"
            let attached = try await call(
                "group_file", "\(account)&chatId=\(chat)&text=500px-Eye_iris.jpg&adjunto=\(file)&titulo=IRIS")
            #expect(sent(attached), "\(attached)")

            let accepted = try simulator.accepted()
            #expect(accepted.map(\.operation) == ["message", "group", "group_message", "group_file"])
            #expect(accepted.allSatisfy { $0.encoding == "query" })
            #expect(accepted.first?.fields["text"] == "*Hola*\n¿qué tal?")
            #expect(accepted.dropFirst().first?.fields["phones"] == #""573137515204", "573204981029""#)
            #expect(accepted.last?.fields["adjunto"] == file)

            let message = "phone=573204981029&text=hola"
            #expect(
                try await call("message", "cliente=00364&token=AbCdEfGhIjKlMnOpQrSt&\(message)")
                    == "{\"Status Code\" : \"400\" , \"data\" : \"CLIENTE INVÁLIDO\"}\n400")
            #expect(
                try await call("message", "cliente=00363&token=x&\(message)")
                    == "{\"Status Code\" : \"400\" , \"data\" : \"TOKEN INVALIDO\"}\n400")
            #expect(try simulator.count() == 4)
        }
    }
}
