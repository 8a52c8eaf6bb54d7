import Synchronization

/// What a program that stays has said already, so that it says nothing twice while nothing changes.
final class SaidBefore: Sendable {
    enum Topic: Hashable { case findings, plan, missed, verdict, failure, next }

    private let last = Mutex<[Topic: String]>([:])

    /// Whether this is something else than what was last said about it; nothing was, at first.
    func isNews(_ text: String, about topic: Topic) -> Bool {
        last.withLock { last in
            guard last[topic, default: ""] != text else { return false }
            last[topic] = text
            return true
        }
    }

    /// The same may be said again. Returns whether anything had been said.
    @discardableResult
    func forget(_ topic: Topic) -> Bool { last.withLock { $0.removeValue(forKey: topic) != nil } }
}
