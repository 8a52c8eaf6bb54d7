import CampaignModel
import Gateway
import Ledger
import Synchronization
import Timetable

/// A message that a gateway has taken.
package struct Delivery: Sendable, Hashable {
    package var at: Instant
    /// Nanoseconds of the boot clock, which nobody sets.
    package var monotonic: UInt64
    package var line: String
    package var key: SendKey
    package var content: SendContent
    package var messageID: String
}

/// A request that reached a gateway, taken or not.
package struct Arrival: Sendable, Hashable {
    package var at: Instant
    /// Nanoseconds of the boot clock, which nobody sets.
    package var monotonic: UInt64
    package var line: String
    package var sender: PhoneNumber
    package var key: SendKey
}

/// A line's gateway in the same process: it takes its time, refuses repeats where the real one does, fails by seed,
/// and knows exactly what it has taken.
package final class RehearsalGateway: GatewayClient {
    private struct State {
        var random: SeededRandom
        /// With the number of the preparation.
        var prepared: [[UInt8]: (request: SendRequest, number: Int)] = [:]
        /// Payloads with the number of each preparation, oldest first.
        var order: [(payload: [UInt8], number: Int)] = []
        var preparations = 0
        /// Messages taken.
        var count = 0
        var deliveries: [Delivery] = []
        var arrivals: [Arrival] = []
        /// When what was taken, by payload: nanoseconds of the boot clock. The gateway's clock is not ours to set.
        var taken: [[UInt8]: UInt64] = [:]
        var faults: [GatewayFault: Int] = [:]
        var settings: GatewayFaults
    }

    package let refusesRepeats: Bool
    private let line: Line
    private let encoder: HTTPGatewayClient
    private let time: VirtualTime
    private let state: Mutex<State>
    private let onTaken: @Sendable (Delivery) -> Void

    /// contacto refuses the same message to the same mobile for so many nanoseconds (gateways.md, code 9).
    static let repeatWindow: UInt64 = 60_000_000_000
    /// Requests that are remembered: a line has one in flight, and asks about it once more at the most.
    private static let mostPrepared = 256
    /// Repeats are looked for among so many before those that the gateway has forgotten are dropped.
    private static let mostTaken = 4_096
    /// Milliseconds after which the program no longer waits for a reply.
    static let timeout = Int64(HTTPLimits().reply * 1000)

    private let keepsRecords: Bool

    /// - Parameters:
    ///   - keepsRecords: whether `deliveries` and `arrivals` are kept, for those who judge by them.
    ///   - onTaken: told of every message that was taken, at the moment it was.
    package init(
        _ line: Line, time: VirtualTime, faults: GatewayFaults, seed: UInt64, keepsRecords: Bool = true,
        onTaken: @escaping @Sendable (Delivery) -> Void = { _ in }
    ) {
        self.line = line
        self.time = time
        self.onTaken = onTaken
        self.keepsRecords = keepsRecords
        state = Mutex(State(random: SeededRandom(seed: seed), settings: faults))
        let address = "http://127.0.0.1:9"
        let nobody = Secret("rehearsal")
        switch line.account {
        case .contacto(let account):
            refusesRepeats = true
            encoder = HTTPGatewayClient(
                line: ResolvedLine(
                    name: line.name,
                    account: .contacto(
                        .init(login: nobody, token: nobody, url: address, encoding: account.encoding)),
                    number: line.number))
        case .setapp(let account):
            refusesRepeats = false
            let hook = Secret(address)
            encoder = HTTPGatewayClient(
                line: ResolvedLine(
                    name: line.name,
                    account: .setapp(
                        .init(
                            client: Secret("00000"), token: nobody, message: hook, group: hook,
                            groupMessage: hook, groupFile: hook, encoding: account.encoding)),
                    number: line.number))
        }
    }

    package var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    package var arrivals: [Arrival] { state.withLock { $0.arrivals } }
    package var faults: [GatewayFault: Int] { state.withLock { $0.faults } }

    /// From now on nothing goes wrong any more.
    package func heal() { state.withLock { $0.settings = .none } }

    package func prepare(_ request: SendRequest) throws(EncodingMistake) -> WireRequest {
        let wire = try encoder.prepare(request)
        // Only what is sent is looked up again, right after it was prepared.
        let payload = Self.payload(wire)
        state.withLock { state in
            state.preparations += 1
            state.prepared[payload] = (request, state.preparations)
            state.order.append((payload, state.preparations))
            guard state.order.count >= 2 * Self.mostPrepared else { return }
            for old in state.order.prefix(Self.mostPrepared)
            where state.prepared[old.payload]?.number == old.number {
                state.prepared[old.payload] = nil
            }
            state.order.removeFirst(Self.mostPrepared)
        }
        return wire
    }

    package func send(_ wire: WireRequest) async -> SendReply {
        let payload = Self.payload(wire)
        let (request, fault, there, back) = state.withLock { state in
            (
                state.prepared[payload]?.request, state.settings.draw(using: &state.random),
                Int64.random(in: 20...400, using: &state.random),
                Int64.random(in: 20...900, using: &state.random)
            )
        }
        guard let request else {
            return SendReply(outcome: .notSent(reason: "it was never prepared"), startedFirstByte: false)
        }
        if let fault { state.withLock { $0.faults[fault, default: 0] += 1 } }
        if fault == .unreachable {
            await time.pass(milliseconds: back)
            return SendReply(outcome: .notSent(reason: "connection refused"), startedFirstByte: false)
        }
        await time.pass(milliseconds: there)
        let clock = time.reading()
        let isRepeat = state.withLock { state in
            if keepsRecords {
                state.arrivals.append(
                    Arrival(
                        at: clock.wall, monotonic: clock.monotonic, line: line.name, sender: line.number,
                        key: request.key))
            }
            guard refusesRepeats, let before = state.taken[payload] else { return false }
            return clock.monotonic - before < Self.repeatWindow
        }
        let outcome = isRepeat && fault?.isCode != false ? repeated : answer(to: request, payload, fault)
        let isLost = fault == .lostBefore || fault == .lostAfter
        await time.pass(milliseconds: isLost ? Self.timeout - there : fault == .reset ? 1 : back)
        return SendReply(outcome: outcome, startedFirstByte: true)
    }

    /// What the program sees of a request that arrived.
    private func answer(to request: SendRequest, _ payload: [UInt8], _ fault: GatewayFault?) -> Outcome {
        switch fault {
        case nil: return .accepted(take(request, payload))
        case .unreachable: return .notSent(reason: "connection refused")
        case .lostBefore: return .ambiguous(reason: "no reply within 15 s")
        case .serverError: return .ambiguous(reason: "HTTP 500")
        case .lostAfter:
            takeUnlessRepeated(request, payload)
            return .ambiguous(reason: "no reply within 15 s")
        case .reset:
            takeUnlessRepeated(request, payload)
            return .ambiguous(reason: "the connection was closed before a whole reply")
        case .garbled:
            takeUnlessRepeated(request, payload)
            return .unrecognised(reason: "the reply is not what the manual describes")
        case .busy: return code("429", .pauseLine, "too many requests", retryAfter: 300)
        case .later: return code("10", .later, "not now for this person")
        case .refused: return code("4", .permanent, "not a WhatsApp number")
        case .campaignRefused: return code("7", .stopCampaign, "what the campaign sends is refused")
        case .lineRefused: return code("1", .stopLine, "the account is refused")
        }
    }

    private var repeated: Outcome { code("9", .repeatRefused, "messages repeated 60 seconds") }

    private func code(_ code: String, _ kind: ReplyClass, _ text: String, retryAfter: Int? = nil) -> Outcome {
        .failed(
            ReplyCode(
                gateway: refusesRepeats ? .contacto : .setapp, code: code, class: kind, text: text,
                remedy: "In the rehearsal an operator settles it.", retryAfter: retryAfter))
    }

    private func takeUnlessRepeated(_ request: SendRequest, _ payload: [UInt8]) {
        let before = state.withLock { $0.taken[payload] }
        if refusesRepeats, let before, time.reading().monotonic - before < Self.repeatWindow { return }
        _ = take(request, payload)
    }

    private func take(_ request: SendRequest, _ payload: [UInt8]) -> AcceptedReply {
        let clock = time.reading()
        let delivery = state.withLock { state in
            let delivery = Delivery(
                at: clock.wall, monotonic: clock.monotonic, line: line.name, key: request.key,
                content: request.content,
                messageID: "\(line.name)-\(state.count + 1)")
            state.count += 1
            if keepsRecords { state.deliveries.append(delivery) }
            if state.taken.count >= Self.mostTaken {
                state.taken = state.taken.filter { clock.monotonic - $0.value < Self.repeatWindow }
            }
            state.taken[payload] = clock.monotonic
            return delivery
        }
        onTaken(delivery)
        // setapp gives no identifier, and a group's address only when one was made.
        guard case .groupCreation = request.content else {
            return AcceptedReply(messageID: refusesRepeats ? delivery.messageID : nil)
        }
        return AcceptedReply(
            chatID: "1203630000\(request.key.campaign.utf8.count)@g.us",
            inviteLink: "https://chat.whatsapp.com/rehearsal")
    }

    private static func payload(_ wire: WireRequest) -> [UInt8] {
        Digest.sha256(ofParts: [Array(wire.url.utf8)] + wire.bodyParts)
    }
}

extension GatewayFault {
    /// The gateway answers with a code; a repeat is refused before any other.
    var isCode: Bool {
        switch self {
        case .busy, .later, .refused, .campaignRefused, .lineRefused: true
        case .unreachable, .lostBefore, .lostAfter, .reset, .serverError, .garbled: false
        }
    }
}
