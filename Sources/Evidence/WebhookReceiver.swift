import CampaignModel
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The HTTP side: `POST /hooks/<secret>` with one event; 200 when it is durable, and not before.
///
/// What comes to any other path is answered 404 without its body being read. No TLS: it stands behind a proxy
/// that has it.
package final class WebhookReceiver: Sendable {
    package struct Limits: Sendable {
        /// Bytes of a body; more is answered 413.
        package var body = 65_536
        /// Seconds for a request to arrive whole, and for a connection to be idle.
        package var seconds = 10
        /// Connections at the same time; with `body` this bounds the memory.
        package var connections = 512

        package init() {}
    }

    /// What never reached the ledger.
    package struct Refusals: Sendable, Hashable {
        /// With no secret or a wrong one.
        package var forged = 0
        package var tooLarge = 0
        /// The ledger could not take it; the gateway was told to come again.
        package var unavailable = 0
    }

    private let secret: WebhookSecret
    private let reading: EvidenceReading
    private let intake: EvidenceIntake
    private let limits: Limits
    private let now: @Sendable () -> Instant
    private let counted = Mutex(Refusals())

    /// - Parameter now: the wall clock.
    package init(
        secret: WebhookSecret, reading: EvidenceReading, intake: EvidenceIntake, limits: Limits = Limits(),
        now: @escaping @Sendable () -> Instant
    ) {
        self.secret = secret
        self.reading = reading
        self.intake = intake
        self.limits = limits
        self.now = now
    }

    package var refusals: Refusals { counted.withLock { $0 } }

    /// Serves when run; requests under way are finished when it is asked to end.
    /// - Parameter onReady: is called once with the bound port.
    package func service(
        host: String, port: Int, onReady: @escaping @Sendable (Int) -> Void
    ) -> ServiceGroup {
        var silent = Logger(label: "webhooks")
        silent.logLevel = .critical
        let seconds = Int64(limits.seconds)
        let application = Application(
            responder: CallbackResponder { [self] (request: Request, _: BasicRequestContext) in
                await answer(request)
            },
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestDeadline(limit: .seconds(seconds))],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: silent)
        var configuration = ServiceGroupConfiguration(services: [application], logger: silent)
        configuration.maximumGracefulShutdownDuration = .seconds(limits.seconds)
        return ServiceGroup(configuration: configuration)
    }

    private func answer(_ request: Request) async -> Response {
        let path = (request.head.path ?? "").prefix { $0 != "?" }
        guard secret.opens(String(path)) else {
            counted.withLock { $0.forged += 1 }
            return Self.text(.notFound, "not found")
        }
        guard request.method == .post else {
            return Self.text(.methodNotAllowed, "only POST", headers: [.allow: "POST"])
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: limits.body)
        } catch is NIOTooManyBytesError {
            counted.withLock { $0.tooLarge += 1 }
            return Self.text(.contentTooLarge, "too large")
        } catch {
            // The client has gone in the middle; nobody reads this.
            return Self.text(.badRequest, "cut short")
        }
        do {
            try await intake.take(reading.event(body: Array(body.readableBytesView), at: now()))
            return Self.text(.ok, "ok")
        } catch {
            counted.withLock { $0.unavailable += 1 }
            return Self.text(.serviceUnavailable, "try again", headers: [.retryAfter: "5"])
        }
    }

    private static func text(
        _ status: HTTPResponse.Status, _ text: String, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "text/plain"
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}
