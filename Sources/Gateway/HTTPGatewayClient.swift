import AsyncHTTPClient
import CampaignModel
import Foundation
import NIOCore
import NIOHTTP1

/// Sends over HTTP/1.1, each attempt on a connection of its own.
///
/// The client never repeats, redirects or decompresses anything. A fresh connection for every attempt costs a
/// handshake and buys certainty: a kept one may have been closed by the other side without a word, and then
/// nobody knows whether the bytes were read. At a few hundred messages an hour that is cheap.
package struct HTTPGatewayClient: GatewayClient {
    private let line: ResolvedLine
    private let limits: HTTPLimits
    private let mask: SecretMask
    private let now: @Sendable () -> Instant
    private let clients = SendClients()

    /// - Parameter now: the wall clock, used only where a gateway says until which date to wait.
    package init(
        line: ResolvedLine, limits: HTTPLimits = HTTPLimits(),
        now: @escaping @Sendable () -> Instant = { Instant(seconds: Date().timeIntervalSince1970) }
    ) {
        self.line = line
        self.limits = limits
        self.now = now
        mask = SecretMask(line.secrets)
    }

    package var refusesRepeats: Bool {
        switch line.account {
        case .contacto: true
        case .setapp: false
        }
    }

    package func prepare(_ request: SendRequest) throws(EncodingMistake) -> WireRequest {
        switch line.account {
        case .contacto: try ContactoWire.encode(request, line: line)
        case .setapp: try SetAppWire.encode(request, line: line)
        }
    }

    package func send(_ wire: WireRequest) async -> SendReply {
        let gate = SendGate()
        let collector = ReplyCollector(limit: limits.body)
        let request: HTTPClient.Request
        do {
            request = try httpRequest(wire)
        } catch {
            return SendReply(
                outcome: .notSent(reason: "the address cannot be used: \(words(of: error))"),
                startedFirstByte: false)
        }
        let lane = clients.take(gate, configured: configuration(passing:))
        let deadline = NIODeadline.now() + HTTPGatewayClient.amount(limits.reply)
        // A future is awaited, which a cancelled task does not end: an attempt that may have left bytes is
        // waited for until it ends or its time is up.
        let result: Result<ReplyCollector.Reply, any Error>
        do {
            result = .success(
                try await lane.client.execute(request: request, delegate: collector, deadline: deadline).get()
            )
        } catch {
            result = .failure(error)
        }
        let arrived = collector.arrived
        let mayHaveLeft = gate.shut() || arrived.headWasSent
        switch result {
        case .success(let reply):
            clients.keep(lane)
            return read(reply, to: wire)
        case .failure(let error):
            SendClients.end(lane)
            let reason = words(of: error)
            guard mayHaveLeft else {
                return SendReply(outcome: .notSent(reason: reason), startedFirstByte: false)
            }
            // A server's error page may be long; a gateway's answer never is.
            let isStrange = error is ReplyCollector.TooLong && !(500...599).contains(arrived.status ?? 0)
            return SendReply(
                outcome: isStrange ? .unrecognised(reason: reason) : .ambiguous(reason: reason),
                httpStatus: arrived.status, raw: raw(arrived), startedFirstByte: true)
        }
    }

    private func read(_ reply: ReplyCollector.Reply, to wire: WireRequest) -> SendReply {
        let status = reply.status ?? 0
        let outcome =
            switch line.account {
            case .contacto:
                ContactoReplyReader.read(
                    status: status, headers: reply.headers, body: reply.body, now: now())
            case .setapp:
                SetAppReplyReader.read(
                    status: status, headers: reply.headers, body: reply.body, operation: wire.operation,
                    now: now(), mask: mask)
            }
        return SendReply(
            outcome: outcome, httpStatus: reply.status, raw: raw(reply), startedFirstByte: true)
    }

    private func raw(_ reply: ReplyCollector.Reply) -> String? {
        reply.status == nil ? nil : mask.shown(reply.body)
    }

    private func httpRequest(_ wire: WireRequest) throws -> HTTPClient.Request {
        var headers = HTTPHeaders(wire.headers.map { ($0.name, $0.value) })
        headers.add(name: "Accept", value: "*/*")
        headers.add(name: "User-Agent", value: "pregon")
        headers.add(name: "Connection", value: "close")
        return try HTTPClient.Request(
            url: wire.url, method: .POST, headers: headers,
            body: body(of: wire))
    }

    /// A small body as it is. One with a file goes in pieces, each after the one before it has been written, so
    /// that no second copy of the file is made for a message.
    private func body(of wire: WireRequest) -> HTTPClient.Body? {
        guard wire.bodyParts.count > 1 else {
            return wire.bodyParts.first.map { .byteBuffer(ByteBuffer(bytes: $0)) }
        }
        let pieces = wire.bodyParts.flatMap { part in
            stride(from: 0, to: part.count, by: HTTPGatewayClient.piece).map {
                part[$0..<min(part.count, $0 + HTTPGatewayClient.piece)]
            }
        }
        guard let first = pieces.first else { return nil }
        return .stream(contentLength: Int64(wire.bodyLength)) { writer in
            HTTPGatewayClient.write(first, then: pieces.dropFirst(), to: writer)
        }
    }

    /// Bytes of one piece of a long body.
    private static let piece = 1 << 18

    private static func write(
        _ piece: ArraySlice<UInt8>, then rest: ArraySlice<ArraySlice<UInt8>>,
        to writer: HTTPClient.Body.StreamWriter
    ) -> EventLoopFuture<Void> {
        let written = writer.write(.byteBuffer(ByteBuffer(bytes: piece)))
        guard let next = rest.first else { return written }
        return written.flatMap { write(next, then: rest.dropFirst(), to: writer) }
    }

    private func configuration(passing gate: CurrentGate) -> HTTPClient.Configuration {
        let connect = min(limits.connect, limits.reply)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: HTTPGatewayClient.amount(connect)), decompression: .disabled)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.maximumUsesPerConnection = 1
        // Called when the connection stands, TLS included, and before any request may use it. A connection
        // that comes too late is closed unused.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            if gate.pass() { return channel.eventLoop.makeSucceededVoidFuture() }
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(HTTPClientError.cancelled)
        }
        return configuration
    }

    /// An error in words that may be kept: masked, bounded.
    private func words(of error: any Error) -> String {
        mask.shown(ConnectionFailure.words(of: error, limits: limits), limit: 300)
    }

    private static func amount(_ seconds: Double) -> TimeAmount {
        .milliseconds(Int64((seconds * 1000).rounded()))
    }
}
