import CampaignModel
import Execution
import Gateway
import Ledger
import Planning
import Synchronization
import TestWorkspaces
import Timetable

/// A clock that stands still until somebody sleeps.
final class VirtualClock: ExecutionClock {
    private let wall: Mutex<Instant>
    /// Seconds that the wall clock was set anew by: the monotonic one knows nothing of it.
    private let jumped = Mutex(0.0)

    init(_ start: Instant) { wall = Mutex(start) }

    /// Sets the wall clock anew, as an administrator or a time server does.
    func set(by seconds: Double) {
        advance(seconds: seconds)
        jumped.withLock { $0 += seconds }
    }

    func reading() -> ClockReading {
        let now = wall.withLock { $0 }
        let monotonic = now.advanced(seconds: -jumped.withLock { $0 })
        return ClockReading(
            wall: now, boot: "virtual", monotonic: UInt64(clamping: monotonic.milliseconds * 1_000_000))
    }

    func sleep(until: Instant) async throws {
        try Task.checkCancellation()
        wall.withLock { $0 = max($0, until) }
    }

    func advance(seconds: Double) { wall.withLock { $0 = $0.advanced(seconds: seconds) } }
}

/// A gateway that answers as it is told and remembers what it was asked.
final class ScriptedGateway: GatewayClient {
    struct Sent: Sendable {
        var request: SendRequest
        var at: Instant
    }

    private let prepared = Mutex<[String: SendRequest]>([:])
    private let sent = Mutex<[Sent]>([])
    private let clock: VirtualClock
    private let answer: @Sendable (SendRequest, Int) async -> Outcome
    let refusesRepeats: Bool

    /// - Parameter answer: the outcome of a request, given how many came before it.
    init(
        _ clock: VirtualClock, refusesRepeats: Bool = false,
        answer: @escaping @Sendable (SendRequest, Int) async -> Outcome
    ) {
        self.clock = clock
        self.refusesRepeats = refusesRepeats
        self.answer = answer
    }

    var requests: [Sent] { sent.withLock { $0 } }

    func prepare(_ request: SendRequest) throws(EncodingMistake) -> WireRequest {
        let name = request.key.text
        prepared.withLock { $0[name] = request }
        return WireRequest(url: "http://127.0.0.1/\(name)", headers: [], body: [], operation: .message)
    }

    func send(_ wire: WireRequest) async -> SendReply {
        let name = String(wire.url.dropFirst("http://127.0.0.1/".count))
        guard let request = prepared.withLock({ $0[name] }) else {
            return SendReply(outcome: .notSent(reason: "never prepared"), startedFirstByte: false)
        }
        let before = sent.withLock { list in
            list.append(Sent(request: request, at: clock.reading().wall))
            return list.count - 1
        }
        return SendReply(outcome: await answer(request, before), startedFirstByte: true)
    }
}

extension Outcome {
    static var accepted: Outcome { .accepted(AcceptedReply(messageID: "m")) }

    static func failed(_ kind: ReplyClass, retryAfter: Int? = nil) -> Outcome {
        .failed(
            ReplyCode(
                gateway: .setapp, code: "x", class: kind, text: "as scripted", remedy: "nothing",
                retryAfter: retryAfter))
    }
}

/// One pass over campaigns with scripted gateways.
struct Pass {
    let bench: TestBench
    let clock: VirtualClock
    let gateway: ScriptedGateway

    init(
        _ bench: TestBench, refusesRepeats: Bool = false, clock: VirtualClock? = nil,
        answer: @escaping @Sendable (SendRequest, Int) async -> Outcome = { _, _ in .accepted }
    ) {
        self.bench = bench
        self.clock = clock ?? VirtualClock(bench.now)
        gateway = ScriptedGateway(self.clock, refusesRepeats: refusesRepeats, answer: answer)
    }

    /// Plans, freezes and sends as an apply at the clock's moment does.
    @discardableResult
    func apply(_ campaigns: [Campaign], stopAfterFailures: Int = 20, retryFailed: Bool = false) async throws
        -> ExecutionResult
    {
        try await executor(campaigns, stopAfterFailures: stopAfterFailures, retryFailed: retryFailed).run()
    }

    func executor(_ campaigns: [Campaign], stopAfterFailures: Int = 20, retryFailed: Bool = false) throws
        -> Executor
    {
        var bench = bench
        bench.now = clock.reading().wall
        let plan = try bench.plan(campaigns, retryFailed: retryFailed)
        for campaign in plan.campaigns where campaign.isDue {
            try bench.ledger.freeze(FreezeBatch(campaign), at: bench.now)
        }
        let due = plan.campaigns.filter(\.isDue)
        return Executor(
            store: bench.ledger,
            scopes: due.map { ExecutionScope($0, workspace: bench.workspace, zone: bench.zone) },
            lines: bench.workspace.lines.map { ExecutionLine($0, gateway: gateway) }, clock: clock,
            media: NoMedia(), stopAfterFailures: stopAfterFailures, seed: 1, report: { _ in })
    }

    func counts() throws -> [SendState: Int] {
        try bench.ledger.tallies(campaign: nil).reduce(into: [:]) { $0[$1.state, default: 0] += $1.count }
    }
}

/// For campaigns that carry no files.
struct NoMedia: MediaSource {
    func stamp(of sha256: [UInt8]) -> MediaStamp? { nil }
    func bytes(of sha256: [UInt8]) -> [UInt8]? { nil }
}
