import Synchronization

/// Knows whether a byte of one attempt may have left, and decides it once.
///
/// The HTTP client tells its delegate of the sent head only after it has been written, and not at all if that
/// write failed half way; a timer may fire between the two. So the decision is taken before: a connection
/// that is about to be used must pass the gate, and an attempt that has been given up keeps it shut.
final class SendGate: Sendable {
    private enum State { case waiting, passed, shut }

    private let state = Mutex(State.waiting)

    /// Asks to use a connection. From the first "true" on, bytes may leave.
    func pass() -> Bool {
        state.withLock { state in
            if state == .waiting { state = .passed }
            return state == .passed
        }
    }

    /// Ends the attempt. True if bytes may have left; if not, none will.
    func shut() -> Bool {
        state.withLock { state in
            if state == .waiting { state = .shut }
            return state == .passed
        }
    }
}
