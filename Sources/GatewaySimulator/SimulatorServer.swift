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
//     accepted message → WebhookScript → events → posted by WebhookCourier

import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Both gateways behind one port of 127.0.0.1.
/// SetApp is at `/setapp/{message,group,group_message,group_file}`, Contacto at
/// `/contacto/{send,balance,template}/`. Tests read `GET /control/{log,events,requests,counts,health}` and turn
/// things with `POST /control/{balance,fault,freeze,thaw,reset}`.
public final class SimulatorServer: Sendable {
    /// What an onlooker is told, once it has happened.
    public enum Happening: Sendable {
        /// A message was accepted.
        case accepted(AcceptedMessage)
        /// An event was posted, or a redirect followed.
        case noted(LoggedEvent)
    }

    /// A larger body is answered 413; 40 MiB leave room for 16 MB of media as form-encoded base64.
    static let bodyLimit = 40 << 20

    private let options: SimulatorOptions
    private let clock: SimulatorClock
    private let state: Mutex<SimulatorState>
    private let gate = ReplyGate()
    private let script: WebhookScript?
    private let onlooker: @Sendable (Happening) -> Void

    /// Opens the log; the port is bound by `run`.
    /// - Parameter onlooker: is told of each message and event, in no particular order.
    /// - Throws: what the file system says of `options.log`.
    public init(
        options: SimulatorOptions, clock: SimulatorClock = .system,
        onlooker: @escaping @Sendable (Happening) -> Void = { _ in }
    ) throws {
        self.options = options
        self.clock = clock
        self.onlooker = onlooker
        var state = try SimulatorState(options: options)
        state.resume(at: clock.now(), elapsed: clock.elapsed())
        self.state = Mutex(state)
        script = options.webhook.map {
            WebhookScript(options: $0, seed: options.seed, officialNumber: options.contacto.number)
        }
    }

    /// The accepted messages since the start or the last reset.
    public var acceptedMessages: [AcceptedMessage] { state.withLock { $0.log.messages } }

    /// The events posted and the redirects followed since then.
    public var events: [LoggedEvent] { state.withLock { $0.log.events } }

    /// How many requests and replies a freeze holds up at this moment.
    var heldUp: Int { gate.waiting }

    /// Decides on a request without a network: what a rehearsal on a virtual clock calls. An accepted message
    /// is in the log when this returns. A freeze holds nothing up here.
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
        let poster = options.webhook.map { WebhookPoster(address: $0.address) }
        let courier = poster.map { poster in
            WebhookCourier(clock: clock, post: poster.post) { self.posted($0, status: $1) }
        }
        let performer = ReplyPerformer(latency: .milliseconds(max(0, options.latencyMilliseconds)))
        let application = Application(
            responder: CallbackResponder { [self] (request: Request, context: ConnectionContext) in
                guard let request = try await Self.collect(request) else {
                    return try await performer.perform(
                        .answer(.text(413, "Content Too Large")), on: context.channel)
                }
                let reply = await settled(request, on: context.channel, courier: courier)
                return try await performer.perform(reply, on: context.channel)
            },
            server: .http1(configuration: .init(additionalChannelHandlers: [EndsWithItsClient()])),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: options.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: silent)
        let services: [any Service] = [application] + (courier.map { [$0] } ?? [])
        let service = ServiceGroupConfiguration(
            services: services,
            // A request that hangs on purpose would hold up a graceful end for ever.
            cancellationSignals: handlingSignals ? [.sigint, .sigterm] : [], logger: silent)
        let ending: (any Error)?
        do {
            try await ServiceGroup(configuration: service).run()
            ending = nil
        } catch {
            ending = error
        }
        await poster?.shutDown()
        // Being stopped is how a simulator ends.
        if let ending, !(ending is CancellationError) { throw ending }
    }

    // MARK: Deciding

    /// The reply to a request, once nothing holds it up any more. A client that has gone meanwhile gets none.
    private func settled(
        _ request: SimulatorRequest, on channel: any Channel, courier: WebhookCourier?
    ) async -> SimulatorReply {
        while true {
            switch decide(request, courier: courier) {
            case .wait:
                guard await gate.passes(channel) else { return .close }
            case .reply(let reply, let isHeld):
                if isHeld, await !gate.passes(channel) { return .close }
                return reply
            }
        }
    }

    private func decide(_ request: SimulatorRequest, courier: WebhookCourier?) -> SimulatorDecision {
        let (decision, happening, errand) = state.withLock { state in
            let known = (messages: state.log.messages.count, events: state.log.events.count)
            let (now, elapsed) = (clock.now(), clock.elapsed())
            let decision = state.decide(request, at: now, elapsed: elapsed)
            gate.set(isClosed: state.isFrozen)
            var happening: Happening?
            var errand: WebhookCourier.Errand?
            if state.log.events.count > known.events, let event = state.log.events.last {
                happening = .noted(event)
            } else if state.log.messages.count > known.messages, let message = state.log.messages.last {
                happening = .accepted(message)
                // SetApp has no webhook.
                if let script, message.gateway == "contacto" {
                    let events = script.events(of: message, acceptedAt: now)
                    state.waitingEvents += events.count
                    errand = WebhookCourier.Errand(acceptedAt: elapsed, events: events)
                }
            }
            return (decision, happening, errand)
        }
        if let happening { onlooker(happening) }
        if let errand { courier?.take(errand) }
        return decision
    }

    private func posted(_ webhook: WebhookEvent, status: Int?) {
        let event = LoggedEvent(webhook, status: status, at: clock.now())
        state.withLock { state in
            state.waitingEvents -= 1
            if webhook.kind == .failed, webhook.copy == 1 { state.contacto.refund() }
            // Lost from the file if the disk is full; the event in memory is not.
            try? state.log.note(event)
        }
        onlooker(.noted(event))
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

/// Lets a connection end when its client closes its side, before anything is read from it: who is kept waiting on
/// purpose is to be noticed leaving, and a request of somebody who has gone is not to be decided on after a thaw.
private final class EndsWithItsClient: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    func handlerAdded(context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(ChannelOptions.allowRemoteHalfClosure, value: false)
    }
}
