import Foundation
import Synchronization
import UnixSignals

/// SIGINT, SIGTERM and a terminal that is closed (SIGHUP) as a wish to end: what is in flight is finished, nothing new
/// begins.
final class StopSignal: Sendable {
    private struct State {
        var isAsked = false
        var signal: Int32?
        var words = "stopping"
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// The signal that came, if one did.
    var signal: Int32? { state.withLock(\.signal) }

    /// Why it is to end, e.g. `stopping`.
    var words: String { state.withLock(\.words) }

    /// Begins to listen. Call it before anything is sent.
    ///
    /// - Parameter endsOnHangup: false where SIGHUP means something else.
    func listen(endsOnHangup: Bool = true) async {
        let signals =
            endsOnHangup && !Self.ignoresHangup
            ? await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
            : await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let listening = Task {
            for await signal in signals { stop(signal == .sigint ? SIGINT : SIGTERM) }
        }
        task.withLock { $0 = listening }
    }

    /// As `nohup` has it, whose wish is that the program goes on.
    private static var ignoresHangup: Bool {
        var action = sigaction()
        guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    func stopListening() { task.withLock { $0?.cancel() } }

    /// What to do when the wish comes, or at once if it has come already.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.action = action
            return state.isAsked
        }
        if isLate { action() }
    }

    /// The wish itself; the first one counts.
    ///
    /// - Parameters:
    ///   - signal: nil where the work only makes room for other work.
    ///   - words: why, for whoever looks on.
    func stop(_ signal: Int32?, saying words: String = "stopping") {
        let action = state.withLock { state -> (@Sendable () -> Void)? in
            // A signal overrules the wish to make room, but what was asked to end ends already.
            if state.signal == nil { state.signal = signal }
            guard !state.isAsked else { return nil }
            state.isAsked = true
            state.words = words
            return state.action
        }
        action?()
    }
}
