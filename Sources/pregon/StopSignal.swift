import Foundation
import Synchronization
import UnixSignals

/// SIGINT and SIGTERM as a wish to end: what is in flight is finished, nothing new begins.
final class StopSignal: Sendable {
    private struct State {
        var signal: Int32?
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// The signal that came, if one did.
    var signal: Int32? { state.withLock(\.signal) }

    /// Begins to listen. Call it before anything is sent.
    func listen() async {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let listening = Task {
            for await signal in signals { receive(signal == .sigint ? SIGINT : SIGTERM) }
        }
        task.withLock { $0 = listening }
    }

    func stopListening() { task.withLock { $0?.cancel() } }

    /// What to do when the wish comes, or at once if it has come already.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.action = action
            return state.signal != nil
        }
        if isLate { action() }
    }

    private func receive(_ signal: Int32) {
        let action = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.signal == nil else { return nil }
            state.signal = signal
            return state.action
        }
        action?()
    }
}
