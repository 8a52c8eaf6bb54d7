import NIOCore
import Synchronization

/// Holds requests up while replies are frozen (`/control/freeze`).
final class ReplyGate: Sendable {
    private struct State {
        var isClosed = false
        var last = 0
        /// On their way in, not yet waiting.
        var coming: Set<Int> = []
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How many are held up.
    var waiting: Int { state.withLock(\.waiting.count) }

    func set(isClosed: Bool) {
        let released = state.withLock { state in
            state.isClosed = isClosed
            guard !isClosed else { return [CheckedContinuation<Bool, Never>]() }
            defer { state.waiting.removeAll() }
            return Array(state.waiting.values)
        }
        for continuation in released { continuation.resume(returning: true) }
    }

    /// Waits for the gate to open. False if the client has gone or the task was cancelled before.
    func passes(_ channel: any Channel) async -> Bool {
        let visitor = state.withLock { state in
            state.last += 1
            state.coming.insert(state.last)
            return state.last
        }
        channel.closeFuture.whenComplete { _ in self.dismiss(visitor) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let verdict: Bool? = state.withLock { state in
                    guard state.coming.remove(visitor) != nil else { return false }
                    guard state.isClosed else { return true }
                    state.waiting[visitor] = continuation
                    return nil
                }
                if let verdict { continuation.resume(returning: verdict) }
            }
        } onCancel: {
            dismiss(visitor)
        }
    }

    private func dismiss(_ visitor: Int) {
        let continuation = state.withLock { state in
            state.coming.remove(visitor)
            return state.waiting.removeValue(forKey: visitor)
        }
        continuation?.resume(returning: false)
    }
}
