import Synchronization

/// One probe at a time, whatever lines are at work.
final class ProbeTurn: Sendable {
    private let isTaken = Mutex(false)

    /// True where it was free; the caller then gives it back.
    func take() -> Bool {
        isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
    }

    func giveBack() { isTaken.withLock { $0 = false } }
}
