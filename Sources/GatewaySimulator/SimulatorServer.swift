// GatewaySimulator: both WhatsApp gateways on loopback, for demos, rehearsals and tests.
//
// In come the HTTP requests that the product would send to SetApp and Contacto; out go the replies of their
// manuals, a log of every accepted message, and, if asked for, faults in a sequence that a seed decides.
//
// Written from gateways.md alone. It shares no code that encodes or decodes with any other target: a mistake
// made once would otherwise be made on both sides of the wire and be seen on neither.
//
//     request's bytes → SimulatorRequest → RequestParameters → SetAppGateway | ContactoGateway → MessageLog
//                                                            → SimulatorReply → performed by ReplyPerformer

import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Both gateways behind one port of 127.0.0.1.
/// SetApp is at `/setapp/{message,group,group_message,group_file}`, Contacto at
/// `/contacto/{send,balance,template}/`. Tests read `GET /control/{log,requests,health}` and begin anew with
/// `POST /control/reset`.
public final class SimulatorServer: Sendable {
    /// A larger body is answered 413; 40 MiB leave room for 16 MB of media as form-encoded base64.
    static let bodyLimit = 40 << 20

    private let options: SimulatorOptions
    private let clock: SimulatorClock
    private let state: Mutex<SimulatorState>

    /// Opens the log; the port is bound by `run`.
    /// - Throws: what the file system says of `options.log`.
    public init(options: SimulatorOptions, clock: SimulatorClock = .system) throws {
        self.options = options
        self.clock = clock
        state = Mutex(try SimulatorState(options: options))
    }

    /// The accepted messages since the start or the last reset.
    public var acceptedMessages: [AcceptedMessage] { state.withLock { $0.log.messages } }

    /// Decides on a request without a network: what a rehearsal on a virtual clock calls. An accepted message
    /// is in the log when this returns.
    public func reply(to request: SimulatorRequest) -> SimulatorReply {
        state.withLock { $0.reply(to: request, at: clock.now(), elapsed: clock.elapsed()) }
    }

    /// Serves until the task is cancelled or, if `handlingSignals`, SIGINT or SIGTERM arrives; then returns.
    /// - Parameter onReady: is called once with the bound port.
    /// - Throws: what the system says if the port cannot be bound.
    public func run(
        handlingSignals: Bool = true, onReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        var silent = Logger(label: "simulator")
        silent.logLevel = .critical
        let performer = ReplyPerformer(latency: .milliseconds(max(0, options.latencyMilliseconds)))
        let application = Application(
            responder: CallbackResponder { [self] (request: Request, context: ConnectionContext) in
                let request = try await Self.collect(request)
                let reply = request.map(reply(to:)) ?? .answer(.text(413, "Content Too Large"))
                return try await performer.perform(reply, on: context.channel)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: options.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: silent)
        let service = ServiceGroupConfiguration(
            services: [application],
            // A request that hangs on purpose would hold up a graceful end for a minute.
            cancellationSignals: handlingSignals ? [.sigint, .sigterm] : [], logger: silent)
        do {
            try await ServiceGroup(configuration: service).run()
        } catch is CancellationError {
            // Being stopped is how a simulator ends.
        }
    }

    /// Reads a request to its end; nil if its body is too large.
    private static func collect(_ request: Request) async throws -> SimulatorRequest? {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: bodyLimit)
        } catch is NIOTooManyBytesError {
            return nil
        }
        return SimulatorRequest(
            method: request.method.rawValue, target: request.head.path ?? "",
            contentType: request.headers[.contentType] ?? "", body: Array(body.readableBytesView))
    }
}

/// A request's connection, which faults have to get at.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
