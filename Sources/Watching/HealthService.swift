import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Answers `GET` and `HEAD` at `/` and `/health`: 200 while all is well, 503 where the last pass failed; the body says
/// more, as JSON. It speaks plain HTTP and belongs on loopback.
package struct HealthService: Service {
    private let board: HealthBoard
    private let host: String
    private let port: Int
    private let onReady: @Sendable (Int) -> Void

    /// - Parameter onReady: is called once with the bound port.
    package init(
        _ board: HealthBoard, host: String, port: Int, onReady: @escaping @Sendable (Int) -> Void
    ) {
        self.board = board
        self.host = host
        self.port = port
        self.onReady = onReady
    }

    /// Seconds in which connections may end by themselves when the watcher is asked to end.
    private static let patience: Duration = .seconds(2)

    package func run() async throws {
        var silent = Logger(label: "health")
        silent.logLevel = .critical
        let board = board
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                Self.answer(request, board)
            },
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(5),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(64)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: silent)
        var configuration = ServiceGroupConfiguration(services: [application], logger: silent)
        configuration.maximumGracefulShutdownDuration = Self.patience
        // A group of its own: its patience with slow clients must not become the watcher's with the gateway.
        let group = ServiceGroup(configuration: configuration)
        let isEnding = Mutex(false)
        do {
            try await withGracefulShutdownHandler {
                try await group.run()
            } onGracefulShutdown: {
                isEnding.withLock { $0 = true }
                Task { await group.triggerGracefulShutdown() }
            }
        } catch {
            // Cutting connections that do not end is no failure; not getting the port is.
            guard isEnding.withLock({ $0 }) else { throw error }
        }
    }

    private static func answer(_ request: Request, _ board: HealthBoard) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        let path = (request.head.path ?? "/").prefix { $0 != "?" }
        guard path == "/" || path == "/health" else {
            headers[.contentType] = "text/plain"
            return Response(
                status: .notFound, headers: headers,
                body: .init(byteBuffer: ByteBuffer(string: "not found\n")))
        }
        guard request.method == .get || request.method == .head else {
            headers[.allow] = "GET, HEAD"
            return Response(status: .methodNotAllowed, headers: headers)
        }
        guard let json = try? board.json() else {
            return Response(status: .internalServerError, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(
            status: board.isWell ? .ok : .serviceUnavailable, headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: json)))
    }
}
