import Foundation

/// Replies that do not leave until `/control/thaw`: what a test needs to kill a client at a chosen moment.
struct Freeze: Equatable {
    /// What is held up once the freeze has set in.
    enum Point: String, CaseIterable {
        /// The reply: the message is accepted and in the log.
        case reply
        /// The request: nothing is decided yet, and if the client goes away nothing ever is.
        case request
    }

    var point: Point
    /// How many more messages are accepted and answered before the freeze sets in.
    var remaining: Int
}

/// What to do with a request that has arrived.
enum SimulatorDecision: Equatable {
    /// Ask again after the thaw.
    case wait
    case reply(SimulatorReply, isHeld: Bool)
}

extension SimulatorState {
    /// Decides on a request, unless requests are frozen.
    mutating func decide(
        _ request: SimulatorRequest, at now: Date, elapsed: Duration
    ) -> SimulatorDecision {
        let isSending = Route(path: request.path)?.isSending == true
        let isFrozen = isSending && freeze?.remaining == 0
        if isFrozen, freeze?.point == .request { return .wait }
        let before = log.messages.count
        let reply = reply(to: request, at: now, elapsed: elapsed)
        if isSending, !isFrozen, log.messages.count > before { freeze?.remaining -= 1 }
        return .reply(reply, isHeld: isFrozen && freeze?.point == .reply)
    }

    /// Whether the gate that holds requests up is to be closed. It may be closed before the freeze sets in:
    /// nobody comes to it until then.
    var isFrozen: Bool { freeze != nil }
}
