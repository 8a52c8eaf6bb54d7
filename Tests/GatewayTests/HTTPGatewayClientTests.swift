import CampaignModel
import Gateway
import Testing

/// One attempt over real sockets. Servers count what they get: never more than one request.
struct HTTPGatewayClientTests {
    private static let accepted = response("200 OK", #"{"Status":"Recepción exitosa"}"#)

    private static func response(_ status: String, _ body: String, _ headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
    }

    private func send(
        to url: String, limits: HTTPLimits = HTTPLimits(connect: 30, reply: 120),
        encoding: SetAppAccount.Encoding = .form
    ) async throws -> SendReply {
        let client = HTTPGatewayClient(line: try Samples.setapp(encoding, url: url), limits: limits)
        return await client.send(try client.prepare(Samples.message(.text("a b+c"))))
    }

    @Test func `a request goes out once, byte for byte, and its reply is read`() async throws {
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.accepted))
        defer { server.stop() }
        let reply = try await send(to: server.url)
        #expect(reply.outcome == .accepted(AcceptedReply()))
        #expect(reply.httpStatus == 200)
        #expect(reply.raw == #"{"Status":"Recepción exitosa"}"#)
        #expect(reply.startedFirstByte)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.hasPrefix("POST /m HTTP/1.1\r\n"))
        let head = request.lowercased()
        #expect(head.contains("\r\ncontent-type: application/x-www-form-urlencoded\r\n"))
        #expect(head.contains("\r\nconnection: close\r\n"))
        #expect(!head.contains("accept-encoding"))
        #expect(
            request.hasSuffix(
                "\r\n\r\ncliente=00363&token=T0kenT0kenT0kenT0ken&phone=573204981029&text=a%20b%2Bc"))
    }

    @Test func `a query string arrives as it was encoded`() async throws {
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.accepted))
        defer { server.stop() }
        let reply = try await send(to: server.url + "?x=%2F", encoding: .query)
        #expect(reply.outcome == .accepted(AcceptedReply()))
        #expect(
            server.requests.first?.hasPrefix(
                "POST /m?x=%2F&cliente=00363&token=T0kenT0kenT0kenT0ken&phone=573204981029&text=a%20b%2Bc HTTP/1.1"
            )
                == true)
    }

    @Test func `contacto is read by its own reader, at send/ with its slash`() async throws {
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.response("200 OK", "9")))
        defer { server.stop() }
        let client = HTTPGatewayClient(
            line: try Samples.contacto(.multipart, url: "http://127.0.0.1:\(server.port)/ws/"))
        let reply = await client.send(try client.prepare(Samples.message(Samples.template(["a"]))))
        guard case .failed(let code) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(code.class == .repeatRefused)
        #expect(server.requests.first?.hasPrefix("POST /ws/send/ HTTP/1.1\r\n") == true)
        #expect(server.requests.count == 1)
    }

    @Test func `every send has a connection of its own`() async throws {
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.accepted))
        defer { server.stop() }
        let client = HTTPGatewayClient(line: try Samples.setapp(url: server.url))
        let wire = try client.prepare(Samples.message(.text("hola")))
        for _ in 1...3 { #expect(await client.send(wire).outcome == .accepted(AcceptedReply())) }
        #expect(server.connections == 3)
        #expect(Set(server.requests).count == 1)
    }

    @Test func `a refused connection means that nothing was sent`() async throws {
        let server = try ScriptedServer(.close)
        server.stop()
        let reply = try await send(to: server.url)
        guard case .notSent(let reason) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(reason.contains("refused"))
        #expect(!reply.startedFirstByte)
        #expect(reply.raw == nil && reply.httpStatus == nil)
    }

    @Test func `a name that does not exist means that nothing was sent`() async throws {
        let reply = try await send(to: "http://pregon.invalid/m", limits: HTTPLimits(connect: 1.5, reply: 5))
        guard case .notSent(let reason) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(!reason.isEmpty)
        #expect(!reply.startedFirstByte)
    }

    @Test func `a failed TLS handshake means that nothing was sent`() async throws {
        let server = try ScriptedServer(.closeUnread)
        defer { server.stop() }
        let reply = try await send(to: "https://127.0.0.1:\(server.port)/m")
        guard case .notSent(let reason) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(!reason.contains("/"))
        #expect(!reply.startedFirstByte)
        #expect(server.requests.isEmpty)
    }

    @Test func `a TLS handshake that hangs ends in time, and nothing was sent`() async throws {
        let server = try ScriptedServer(.silence)
        defer { server.stop() }
        let reply = try await send(
            to: "https://127.0.0.1:\(server.port)/m", limits: HTTPLimits(connect: 0.2, reply: 5))
        guard case .notSent(let reason) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(reason == "no connection within 0.2 s")
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        ScriptedServer.Script.close, .closeUnread, .reply("HTTP/1.1 200 OK\r\nContent-Le"),
        .reply("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"Status\":\"Recepción exitosa\"}"),
        .reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"S\r\n"),
        .reply("garbage\r\n\r\n"),
        .reply("HTTP/1.1 200 OK\r\n\r\n{\"Status\":\"Recep"),
    ])
    func `whatever goes wrong once bytes may have left is ambiguous`(script: ScriptedServer.Script)
        async throws
    {
        let server = try ScriptedServer(script)
        defer { server.stop() }
        let reply = try await send(to: server.url)
        guard case .ambiguous(let reason) = reply.outcome else {
            Issue.record("\(reply.outcome)")
            return
        }
        #expect(!reason.isEmpty)
        #expect(reply.startedFirstByte)
        #expect(server.requests.count <= 1)
        #expect(server.connections == 1)
    }

    @Test func `a gateway that stays silent is ambiguous when the time is up`() async throws {
        let server = try ScriptedServer(.silence)
        defer { server.stop() }
        let reply = try await send(to: server.url, limits: HTTPLimits(connect: 2, reply: 0.2))
        #expect(reply.outcome == .ambiguous(reason: "no complete reply within 0.2 s"))
        #expect(reply.startedFirstByte)
        #expect(server.requests.count <= 1)
    }

    @Test func `what arrived of a broken reply is kept, masked`() async throws {
        let server = try ScriptedServer(
            .reply("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ntoken T0kenT0kenT0kenT0ken 573204981029"))
        defer { server.stop() }
        let reply = try await send(to: server.url)
        #expect(
            reply.outcome == .ambiguous(reason: "the connection was closed before the reply was complete"))
        #expect(reply.httpStatus == 200)
        #expect(reply.raw == "token *** 573•••••1029")
    }

    @Test(arguments: [
        "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect",
        "308 Permanent Redirect",
    ])
    func `a redirect is not followed`(status: String) async throws {
        let elsewhere = try ScriptedServer(.reply(HTTPGatewayClientTests.accepted))
        defer { elsewhere.stop() }
        let server = try ScriptedServer(
            .reply(HTTPGatewayClientTests.response(status, "", "Location: \(elsewhere.url)\r\n")))
        defer { server.stop() }
        let reply = try await send(to: server.url)
        #expect(
            reply.outcome
                == .unrecognised(
                    reason: "SetApp answered HTTP \(status.prefix(3)), which its manual does not mention"))
        #expect(server.requests.count == 1)
        #expect(elsewhere.connections == 0)
    }

    @Test(arguments: [
        "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "408 Request Timeout",
    ])
    func `a server's error is not repeated`(status: String) async throws {
        let server = try ScriptedServer(
            .reply(HTTPGatewayClientTests.response(status, "", "Retry-After: 0\r\n")))
        defer { server.stop() }
        guard case .ambiguous = try await send(to: server.url).outcome else {
            Issue.record("\(status) is not ambiguous")
            return
        }
        #expect(server.requests.count == 1)
        #expect(server.connections == 1)
    }

    @Test func `too fast pauses for as long as the header says`() async throws {
        let server = try ScriptedServer(
            .reply(HTTPGatewayClientTests.response("429 Too Many Requests", "", "Retry-After: 77\r\n")))
        defer { server.stop() }
        guard case .failed(let code) = try await send(to: server.url).outcome else {
            Issue.record("429 is not read")
            return
        }
        #expect(code.class == .pauseLine)
        #expect(code.retryAfter == 77)
    }

    @Test func `a reply of more than 64 KiB stops the line and is not kept whole`() async throws {
        let body = #"{"Status":"Recepción exitosa","x":""# + String(repeating: "x", count: 70_000) + "\"}"
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.response("200 OK", body)))
        defer { server.stop() }
        let reply = try await send(to: server.url)
        #expect(reply.outcome == .unrecognised(reason: "the reply is longer than 65536 bytes"))
        #expect((reply.raw ?? "").count <= SecretMask.limit + 1)
    }

    @Test func `a compressed reply is not unpacked`() async throws {
        let server = try ScriptedServer(
            .reply(
                HTTPGatewayClientTests.response(
                    "200 OK", #"{"Status":"Recepción exitosa"}"#, "Content-Encoding: gzip\r\n")))
        defer { server.stop() }
        #expect(try await send(to: server.url).outcome == .accepted(AcceptedReply()))
    }

    @Test func `a send that has begun is awaited though its task is cancelled`() async throws {
        let server = try ScriptedServer(.replyWhenReleased(HTTPGatewayClientTests.accepted))
        defer { server.stop() }
        let url = server.url
        let task = Task { try await send(to: url) }
        await server.firstRequest()
        task.cancel()
        server.release()
        #expect(try await task.value.outcome == .accepted(AcceptedReply()))
        #expect(server.requests.count == 1)
    }

    @Test func `a body of megabytes arrives whole`() async throws {
        let server = try ScriptedServer(.reply(HTTPGatewayClientTests.response("200 OK", #"{"code":1}"#)))
        defer { server.stop() }
        let client = HTTPGatewayClient(
            line: try Samples.contacto(.multipart, url: "http://127.0.0.1:\(server.port)/"))
        let media = FilledTemplate.Media.bytes(sha256: [], name: "factura-01.pdf")
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let wire = try client.prepare(Samples.message(Samples.template(media: media), mediaBytes: bytes))
        #expect(await client.send(wire).outcome == .accepted(AcceptedReply()))
        #expect(server.requests.first?.hasSuffix(wire.bodyText) == true)
    }
}
