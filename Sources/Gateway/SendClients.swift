import AsyncHTTPClient
import Synchronization

/// The HTTP clients of a line, between its sends.
///
/// Each send has a connection of its own. What is kept is only the client around it, because making one and taking it
/// apart costs more than the rest of a send. It is kept after a reply that was read to its end, and only then: the
/// request had one connection, which is closed, so that no connection and no attempt at one is left for the next.
final class SendClients: Sendable {
    /// A client with the gate of the request that it has in hand.
    struct Lane: Sendable {
        let client: HTTPClient
        let gate: CurrentGate
    }

    private let idle = Mutex<[Lane]>([])

    deinit { for lane in idle.withLock({ $0 }) { Self.end(lane) } }

    /// One that is free, or a new one; its connections pass this gate.
    func take(_ gate: SendGate, configured configuration: (CurrentGate) -> HTTPClient.Configuration) -> Lane {
        if let lane = idle.withLock({ $0.popLast() }) {
            lane.gate.set(gate)
            return lane
        }
        let current = CurrentGate(gate)
        return Lane(
            client: HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(current)),
            gate: current)
    }

    /// After a whole reply.
    func keep(_ lane: Lane) {
        lane.gate.set(nil)
        idle.withLock { $0.append(lane) }
    }

    /// After anything else. Not awaited: it may wait for a connection attempt that has been given up.
    static func end(_ lane: Lane) { Task { try? await lane.client.shutdown() } }
}

/// The gate of the request that a client has in hand; shut while it has none.
final class CurrentGate: Sendable {
    private let gate: Mutex<SendGate?>

    init(_ gate: SendGate) { self.gate = Mutex(gate) }

    func set(_ gate: SendGate?) { self.gate.withLock { $0 = gate } }
    func pass() -> Bool { gate.withLock { $0 }?.pass() ?? false }
}
