import Foundation
import Testing

extension EndToEnd {
    /// What the gateway says afterwards, over real HTTP into the ledger.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Webhooks {
        /// A workspace whose ledger holds accepted sends of `cobro`; returns their identifiers, oldest first.
        private static func sent(_ count: Int) async throws -> (TestWorkspace, Simulator, [String]) {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            try workspace.append("pregon.yaml", OptOuts.optOut)
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(count))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            let ids = try await workspace.ledger.sends().compactMap(\.message_id)
            #expect(ids.count == count && Set(ids).count == count)
            return (workspace, simulator, ids)
        }

        private static func status(_ kind: String, _ id: String) -> String {
            #"{"type":"message-event","type2":"\#(kind)","messageId_whatsapp":"w","&messageId":" \#(id)"}"#
        }

        private static func failed(_ code: String, _ id: String) -> String {
            #"{"type":"message-event","type2":"failed","code":\#(code),"reason":"motivo","messageId":"\#(id)"}"#
        }

        @Test func `events in any order, twice, forged and broken: the sums are right`() async throws {
            let (workspace, simulator, ids) = try await Self.sent(40)
            defer { simulator.stop() }
            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }
            var events: [String] = []
            for (index, id) in ids.enumerated() {
                if index % 10 == 9 {
                    events.append(Self.failed(index == 9 ? "402" : "1011", id))
                    continue
                }
                events += [Self.status("sent", id), Self.status("delivered", id)]
                if index % 2 == 0 { events.append(Self.status("read", id)) }
            }
            let broken = ["{“type2”:“sent”}", #"{"type" "x"}"#]
            let foreign = [Self.status("read", "of another account")]
            let number = Campaigns.numbers(1).lowerBound
            let replies = [#"{"mobile":"\#(number)","message":"gracias","custom_field":"hola"}"#]
            let all = events + broken + foreign + replies
            for body in (all + all).shuffled() { #expect(try receiver.post(body) == 200) }
            for id in ids {
                #expect(try receiver.post(Self.failed("131031", id), to: "/hooks/forged") == 404)
                let near = "/hooks/" + WebhookReceiver.secret.dropLast()
                #expect(try receiver.post(Self.failed("131031", id), to: near) == 404)
            }

            let status = try await workspace.expect(0, "status", "--format", "json")
            let document = try StatusDocument.read(status.stdout)
            #expect(
                document.campaigns.map(\.evidence) == [
                    .init(
                        sent: 36, delivered: 36, read: 20, failed: 4, replied: 0, opted_out: 0,
                        failures: ["402": 1, "1011": 3])
                ])
            #expect(document.campaigns.map { $0.states["accepted"] } == [40])
            #expect(
                document.events
                    == .init(
                        arrivals: all.count * 2, different: all.count, of_no_known_send: 2, unreadable: 2))
            let text = try await workspace.expect(0, "status")
            #expect(text.stdout.contains("36 sent on, 36 delivered, 20 read, 4 failed afterwards"))
            #expect(text.stdout.contains("(1011: 3, 402: 1)"))
            let table = try await workspace.expect(0, "status", "--format", "csv")
            #expect(table.stdout.contains("cobro,1,once,cartera,40,0,0,40,"), "\(table)")
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))

            receiver.process.signal(SIGTERM)
            let ending = try await workspace.end(receiver.process)
            #expect(ending.status == 143 && !ending.wasKilled, "\(ending)")
            #expect(ending.verdict.contains("\(all.count) new, \(all.count) repeated"), "\(ending)")
            #expect(ending.verdict.contains("80 requests without the secret"), "\(ending)")
            #expect(!ending.all.contains(WebhookReceiver.secret))
        }

        @Test func `an account's secrets are not kept where a webhook carries them`() async throws {
            let (workspace, simulator, ids) = try await Self.sent(1)
            defer { simulator.stop() }
            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }
            let secret = "demo-contacto"
            for body in [
                #"{"type":"message-event","type2":"failed","messageId":"\#(ids[0])","code":402,"reason":"x \#(secret)"}"#,
                "no json \(secret)",
            ] { try receiver.post(body) }
            for text in try await workspace.ledger.texts() {
                #expect(!text.value.contains(secret), "\(text.place)")
            }
            #expect(!receiver.process.stderr.contains(secret) && !receiver.process.stdout.contains(secret))
            let export = try await workspace.expect(
                0, "ledger", "export", "--only", "events", "--show-numbers")
            #expect(export.stdout.contains("unreadable") && !export.stdout.contains(secret))
        }

        @Test func `what was answered 200 survives a kill`() async throws {
            let (workspace, simulator, ids) = try await Self.sent(10)
            defer { simulator.stop() }
            let receiver = try await WebhookReceiver.start(workspace)
            for id in ids { #expect(try receiver.post(Self.status("read", id)) == 200) }
            receiver.process.signal(SIGKILL)
            _ = try await receiver.process.end()
            let status = try await workspace.expect(0, "status", "--format", "json")
            #expect(try StatusDocument.read(status.stdout).campaigns[0].evidence.read == 10)
        }

        @Test func `a failure that comes later stops the campaign until it is resumed`() async throws {
            let (workspace, simulator, ids) = try await Self.sent(2)
            defer { simulator.stop() }
            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }
            #expect(try receiver.post(Self.failed("132015", ids[0])) == 200)
            #expect(receiver.process.stderr.contains("campaign cobro is stopped: 132015"))
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(3))
            let held = try await workspace.expect(1, "apply", "--auto-approve")
            #expect(held.stderr.contains("pregon resume cobro"), "\(held)")
            #expect(try simulator.count() == 2)
            try await workspace.expect(0, "resume", "cobro")
            #expect(try receiver.post(Self.failed("132015", ids[0])) == 200)
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try simulator.count() == 3)
        }

        @Test func `rude clients get an answer or are cut off, and nothing of them is kept`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try await workspace.expect(0, "ledger", "init")
            let receiver = try await WebhookReceiver.start(workspace, ["--request-timeout", "1"])
            defer { receiver.stop() }
            let path = "/hooks/\(WebhookReceiver.secret)"
            func connection() throws -> LoopbackConnection { try LoopbackConnection(port: receiver.port) }
            #expect(try connection().request("GET", path) == 405)
            #expect(try connection().request("POST", "/", body: "{}") == 404)
            let large = String(repeating: "x", count: 65_537)
            #expect(try connection().request("POST", path, body: large) == 413)
            #expect(try connection().request("POST", path, body: String(large.dropLast())) == 200)

            let silent = try connection()
            let slow = try connection()
            slow.send("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"type2\"")
            let header = try connection()
            header.send("POST \(path) HTTP/1.1\r\nHost: x\r\nX: ")
            let endless = try connection()
            endless.send("POST \(path) HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "y", count: 100_000))")
            // Each ends because the receiver ends it: nothing more is sent.
            for client in [silent, slow, header, endless] {
                let answer = client.receive { _ in false }
                #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
            }
            // Everybody else is served.
            #expect(try receiver.post("{}") == 200)
            let status = try await workspace.expect(0, "status", "--format", "json")
            #expect(
                try StatusDocument.read(status.stdout).events
                    == .init(arrivals: 2, different: 2, of_no_known_send: 0, unreadable: 2))
        }

        @Test(arguments: [
            (nil, "PREGON_WEBHOOK_SECRET is not set"), ("", "PREGON_WEBHOOK_SECRET is not set"),
            ("abcdef0123456789abcdef012345678", "too short"), ("With/Slash+AndMoreCharacters", "letters"),
        ])
        func `without a good secret nothing is taken in`(secret: String?, words: String) async throws {
            let workspace = try TestWorkspace()
            let environment = secret.map { ["PREGON_WEBHOOK_SECRET": $0] } ?? [:]
            let ending = try await workspace.expect(
                65, "webhooks", "--listen", "127.0.0.1:0", environment: environment, within: 20)
            #expect(ending.stderr.contains(words) && ending.stderr.contains("openssl rand -hex 32"))
            if let secret, !secret.isEmpty { #expect(!ending.all.contains(secret)) }
        }

        @Test func `without a ledger it says how to make one, and makes none`() async throws {
            let workspace = try TestWorkspace()
            let ending = try await workspace.expect(
                65, "webhooks", "--listen", "127.0.0.1:0",
                environment: ["PREGON_WEBHOOK_SECRET": WebhookReceiver.secret], within: 20)
            #expect(ending.stderr.contains("pregon ledger init"), "\(ending)")
            #expect(!FileManager.default.fileExists(atPath: workspace.ledger.url.path))
        }
    }
}
