import AsyncHTTPClient
import Foundation
import NIOCore
import ServiceLifecycle

/// Posts the events of accepted messages when they are due: those of one message one after the other, those of
/// different messages side by side. What cannot be delivered is not tried again; the log says so.
final class WebhookCourier: Service {
    /// Posts a body and returns the receiver's HTTP status, nil where there was none.
    typealias Post = @Sendable (String) async -> Int?

    /// The events of one message, counted from its acceptance.
    struct Errand: Sendable {
        var acceptedAt: Duration
        var events: [WebhookEvent]
    }

    private let clock: SimulatorClock
    private let post: Post
    private let onPosted: @Sendable (WebhookEvent, Int?) -> Void
    private let errands: AsyncStream<Errand>
    private let intake: AsyncStream<Errand>.Continuation

    init(
        clock: SimulatorClock, post: @escaping Post,
        onPosted: @escaping @Sendable (WebhookEvent, Int?) -> Void
    ) {
        self.clock = clock
        self.post = post
        self.onPosted = onPosted
        (errands, intake) = AsyncStream.makeStream(of: Errand.self)
    }

    func take(_ errand: Errand) { intake.yield(errand) }

    /// No further messages will come: `run` returns once the last event is posted.
    func finish() { intake.finish() }

    /// Works until it is cancelled; what is still to be posted is then dropped.
    func run() async throws {
        await withDiscardingTaskGroup { group in
            for await errand in errands {
                group.addTask { await self.perform(errand) }
            }
            if Task.isCancelled { group.cancelAll() }
        }
    }

    private func perform(_ errand: Errand) async {
        for event in errand.events {
            let left = errand.acceptedAt + event.after - clock.elapsed()
            if left > .zero {
                do { try await clock.sleep(left) } catch { return }
            }
            let status = await post(event.body)
            if Task.isCancelled, status == nil { return }
            onPosted(event, status)
        }
    }
}

/// The webhook's sender over HTTP. It is AsyncHTTPClient because its receiver is Hummingbird: nothing that goes
/// over this wire is written and read by the same code.
struct WebhookPoster: Sendable {
    let address: LoopbackAddress
    private let client: HTTPClient

    /// A receiver that takes longer has not answered.
    static let limit = TimeAmount.seconds(10)

    init(address: LoopbackAddress) {
        self.address = address
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        // A receiver that is not there is noted at once; trying again would also change the events' order.
        configuration.connectionPool.retryConnectionEstablishment = false
        // A receiver on the same machine answers in no time; more connections would only queue there.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func post(_ body: String) async -> Int? {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: body))
        guard let response = try? await client.execute(request, timeout: Self.limit) else { return nil }
        // Read to its end, so that the connection can be used again.
        _ = try? await response.body.collect(upTo: 1 << 16)
        return Int(response.status.code)
    }

    func shutDown() async { try? await client.shutdown() }
}
