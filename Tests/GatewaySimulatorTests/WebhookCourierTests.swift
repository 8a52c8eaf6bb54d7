import Foundation
import Synchronization
import Testing

@testable import GatewaySimulator

@Suite(.timeLimit(.minutes(1))) struct WebhookCourierTests {
    /// A clock that jumps to wherever a sleeper wants to go.
    private final class JumpingClock: Sendable {
        private let time = Mutex(Duration.seconds(100))

        var clock: SimulatorClock {
            SimulatorClock(
                elapsed: { self.time.withLock { $0 } }, now: { TestGateways.morning },
                sleep: { duration in self.time.withLock { $0 += duration } })
        }
    }

    private func event(_ number: Int, after: Duration) -> WebhookEvent {
        WebhookEvent(
            kind: .sent, after: after, message: 1, messageID: "m", to: "573102111111", body: "\(number)")
    }

    @Test func `a message's events go out one after the other, each when it is due`() async throws {
        let jumping = JumpingClock()
        let seen = Mutex<[(String, Duration)]>([])
        let courier = WebhookCourier(
            clock: jumping.clock,
            post: { body in
                seen.withLock { $0.append((body, jumping.clock.elapsed())) }
                return body == "2" ? nil : 200
            },
            onPosted: { event, status in #expect(status == (event.body == "2" ? nil : 200)) })
        courier.take(
            WebhookCourier.Errand(
                acceptedAt: .seconds(99),
                events: [
                    event(1, after: .zero), event(2, after: .seconds(3)), event(3, after: .seconds(3)),
                    event(4, after: .seconds(9)),
                ]))
        courier.finish()
        try await courier.run()
        let posted = seen.withLock { $0 }
        #expect(posted.map(\.0) == ["1", "2", "3", "4"])
        #expect(posted.map(\.1) == [.seconds(100), .seconds(102), .seconds(102), .seconds(108)])
    }

    @Test func `events go out over HTTP as they were written, and are logged with the answer`() async throws {
        let folder = try TestFolder()
        let log = folder.url.appending(path: "log.jsonl")
        let receiver = try ListeningSocket()
        var options = SimulatorOptions()
        options.log = log
        let address = "http://127.0.0.1:\(receiver.port)/hooks/geheim"
        var webhook = WebhookOptions(address: try #require(LoopbackAddress(address)))
        webhook.delayMilliseconds = 0
        webhook.failures = [.init("1002:1")].compactMap(\.self)
        options.webhook = webhook
        try await withServer(options: options) { running in
            async let received = receiver.requests(until: "\"failed\"")
            let answer = try await exchange(running.port, post("/contacto/send/", WireTests.message))
            #expect(answer.text.contains("\"status\":1,"))
            let requests = try await received
            while running.server.events.count < requests.count { await Task.yield() }
            let events = running.server.events
            #expect(events.map(\.status) == requests.map { _ in 204 })
            for (event, request) in zip(events, requests) {
                #expect(request.hasPrefix("POST /hooks/geheim HTTP/1.1\r\n"))
                #expect(request.lowercased().contains("content-type: application/json\r\n"))
                #expect(request.hasSuffix("\r\n\r\n" + (event.body ?? "-")))
            }
            // What it cost is given back: "sending error, return balance".
            let balance = try await exchange(
                running.port, post("/contacto/balance/", "login=demo&token=demo-contacto"))
            #expect(balance.text.hasSuffix(#"{"balance":"1.000.000"}"#))
            let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 1 + events.count)
            #expect(!lines.joined().contains("geheim"), "the address holds the receiver's secret")
            let logged = try lines.dropFirst().map {
                try JSONDecoder().decode(LoggedEvent.self, from: Data($0.utf8))
            }
            #expect(logged == events)
        }
    }

    @Test func `a receiver that is not there is noted, and nothing else happens`() async throws {
        let gone = try ListeningSocket()
        let port = gone.port
        gone.close()
        var options = SimulatorOptions()
        var webhook = WebhookOptions(address: try #require(LoopbackAddress("http://127.0.0.1:\(port)/")))
        webhook.delayMilliseconds = 0
        options.webhook = webhook
        try await withServer(options: options) { running in
            _ = try await exchange(running.port, post("/contacto/send/", WireTests.message))
            while running.server.events.count < 3 { await Task.yield() }
            #expect(running.server.events.map(\.status) == [nil, nil, nil])
            #expect(running.server.events.map(\.kind) == ["sent", "delivered", "read"])
        }
    }
}
