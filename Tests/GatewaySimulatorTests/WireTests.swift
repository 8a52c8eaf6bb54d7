import Foundation
import Testing

@testable import GatewaySimulator

/// What only a connection can show. The client is a bare socket: an HTTP library would repair, retry and
/// follow what is to be seen here.
@Suite(.timeLimit(.minutes(1))) struct WireTests {
    static let message = form([
        ("login", "demo"), ("token", "demo-contacto"), ("id_template", "3001"), ("mobile", "573102111111"),
        ("template_variables", "[Ana]"),
    ])

    @Test func `a message comes in over HTTP and is answered`() async throws {
        try await withServer { running in
            let (server, port) = (running.server, running.port)
            let seen = try await exchange(port, post("/contacto/send/", Self.message))
            #expect(seen.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(seen.text.lowercased().contains("content-type: application/json; charset=utf-8\r\n"))
            let id = try #require(server.acceptedMessages.first?.id)
            #expect(seen.text.hasSuffix("\r\n\r\n{\"status\":1,\"messageId\":\"\(id)\"}"))
        }
    }

    @Test func `the manual's call without a body works`() async throws {
        try await withServer { running in
            let (server, port) = (running.server, running.port)
            let target =
                "/setapp/message?cliente=00363&token=AbCdEfGhIjKlMnOpQrSt&phone=573204981029&text=Hola%0Aadi%C3%B3s"
            let seen = try await exchange(
                port, "POST \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(seen.text.contains("Message queued"))
            #expect(server.acceptedMessages.first?.fields["text"] == "Hola\nadiós")
        }
    }

    @Test func `one connection carries several requests`() async throws {
        try await withServer { running in
            let (server, port) = (running.server, running.port)
            let first = post("/contacto/send", Self.message, headers: "")
            let seen = try await exchange(port, first + post("/contacto/send", Self.message))
            #expect(seen.text.contains("\"status\":1,"))
            #expect(seen.text.hasSuffix("{\"status\":9}"))
            #expect(server.acceptedMessages.count == 1)
        }
    }

    @Test(arguments: [FaultKind.dropBefore, .dropAfter])
    func `a dropped connection ends without a byte`(kind: FaultKind) async throws {
        try await withServer(fault: kind) { running in
            let port = running.port
            let seen = try await exchange(port, post("/contacto/send/", Self.message))
            #expect(seen == Exchange(text: "", wasReset: false))
        }
    }

    @Test func `a reset is a reset and not an end`() async throws {
        try await withServer(fault: .reset) { running in
            let (server, port) = (running.server, running.port)
            let seen = try await exchange(port, post("/contacto/send/", Self.message))
            #expect(seen == Exchange(text: "", wasReset: true))
            #expect(server.acceptedMessages.count == 1)
        }
    }

    @Test func `a truncated reply is shorter than it announces`() async throws {
        try await withServer(fault: .truncated) { running in
            let port = running.port
            let seen = try await exchange(port, post("/contacto/send/", Self.message))
            let length = try #require(
                seen.text.lowercased().firstMatch(of: /content-length: ([0-9]+)/).flatMap { Int($0.1) })
            let body = try #require(seen.text.split(separator: "\r\n\r\n", maxSplits: 1).last)
            #expect(body.hasPrefix("{\"status\""))
            #expect(body.utf8.count < length)
        }
    }

    @Test func `a server that is told to stop does not wait for a request that hangs`() async throws {
        try await withServer(fault: .hang) { running in
            let (server, port) = (running.server, running.port)
            async let seen = exchange(port, post("/contacto/send/", Self.message))
            while server.acceptedMessages.isEmpty { await Task.yield() }
            running.stop()
            let ended = try await seen
            #expect(ended.text == "")
        }
    }

    @Test func `a frozen reply leaves at the thaw`() async throws {
        try await withServer { running in
            let port = running.port
            _ = try await exchange(port, post("/control/freeze", ""))
            async let seen = exchange(port, post("/contacto/send/", Self.message))
            while running.server.acceptedMessages.isEmpty { await Task.yield() }
            _ = try await exchange(port, post("/control/thaw", ""))
            let text = try await seen.text
            #expect(text.contains("\"status\":1,"))
        }
    }

    @Test func `a frozen request whose client gives up is never decided on`() async throws {
        try await withServer { running in
            let port = running.port
            _ = try await exchange(port, post("/control/freeze", "at=request"))
            let client = try SilentClient(port, post("/contacto/send/", Self.message))
            while running.server.heldUp == 0 { await Task.yield() }
            client.giveUp()
            while running.server.heldUp > 0 { await Task.yield() }
            _ = try await exchange(port, post("/control/thaw", ""))
            let seen = try await exchange(port, post("/contacto/send/", Self.message))
            #expect(seen.text.contains("\"status\":1,"), "not a repeated one")
            #expect(running.server.acceptedMessages.count == 1)
        }
    }

    @Test func `a server that is told to stop lets go of what is frozen`() async throws {
        try await withServer { running in
            _ = try await exchange(running.port, post("/control/freeze", ""))
            async let seen = exchange(running.port, post("/contacto/send/", Self.message))
            while running.server.heldUp == 0 { await Task.yield() }
            running.stop()
            let ended = try await seen
            #expect(ended.text == "")
        }
    }

    @Test func `a server that is told to stop closes connections that are idle`() async throws {
        try await withServer { running in
            async let seen = exchange(running.port, post("/contacto/send/", Self.message, headers: ""))
            while running.server.acceptedMessages.isEmpty { await Task.yield() }
            running.stop()
            _ = try await seen
        }
    }

    @Test func `a body over the limit is answered 413`() async throws {
        try await withServer { running in
            let (server, port) = (running.server, running.port)
            let head = "POST /contacto/send/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            let length = (40 << 20) + 1
            let seen = try await exchange(
                port, head + "Content-Length: \(length)\r\n\r\n" + String(repeating: "a", count: length))
            #expect(seen.text.hasPrefix("HTTP/1.1 413 "))
            #expect(server.acceptedMessages.isEmpty)
        }
    }

    @Test(arguments: [
        "GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
        "POST /contacto/send/ HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ])
    func `what is not HTTP harms nobody`(noise: String) async throws {
        try await withServer { running in
            let port = running.port
            _ = try await exchange(port, noise)
            let seen = try await exchange(
                port, "GET /control/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(seen.text.hasSuffix("{\"accepted\":0,\"requests\":0,\"status\":\"ok\"}"))
        }
    }
}
