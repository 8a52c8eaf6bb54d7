import Dispatch
import Ledger
import Synchronization

/// Brings events into the ledger, many in one transaction: a commit that reaches the disk takes milliseconds,
/// however much it holds. Whoever brings an event waits until it is durable.
package final class EvidenceIntake: Sendable {
    private struct Waiting {
        var event: EvidenceEvent
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isCommitting = false
    }

    /// Events of one transaction at the most, so that a runner beside this one gets its turn.
    static let largestBatch = 1000
    /// Milliseconds in which events gather, and in which the ledger is free for others.
    static let gathering = 5
    /// How often a ledger that others hold is tried before the sender is told to come again.
    static let tries = 3

    private let store: any LedgerStore
    private let stopAfterFailures: Int
    private let report: @Sendable (Result<EvidenceReceipt, LedgerError>) -> Void
    private let state = Mutex(State())
    /// A commit blocks its thread; it must not be one that serves connections.
    private let queue = DispatchQueue(label: "evidence")

    /// - Parameter report: is told what each transaction came to, in order.
    package init(
        store: any LedgerStore, stopAfterFailures: Int,
        report: @escaping @Sendable (Result<EvidenceReceipt, LedgerError>) -> Void = { _ in }
    ) {
        self.store = store
        self.stopAfterFailures = stopAfterFailures
        self.report = report
    }

    /// Returns when the event is durable.
    /// - Throws: `LedgerError`; the event is then not in the ledger.
    package func take(_ event: EvidenceEvent) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(Waiting(event: event, continuation: continuation))
                defer { state.isCommitting = true }
                return !state.isCommitting
            }
            if begins { schedule() }
        }
    }

    private func schedule() {
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.gathering)) { [self] in commit() }
    }

    private func commit() {
        let batch = state.withLock { state in
            let batch = Array(state.waiting.prefix(Self.largestBatch))
            state.waiting.removeFirst(batch.count)
            return batch
        }
        answer(batch)
        let goesOn = state.withLock { state in
            state.isCommitting = !state.waiting.isEmpty
            return state.isCommitting
        }
        if goesOn { schedule() }
    }

    private func answer(_ batch: [Waiting]) {
        let result = record(batch.map(\.event))
        // One event that cannot be kept must not take the others of its transaction along.
        if case .failure(let error) = result, batch.count > 1, Self.isOfOneEvent(error) {
            for waiting in batch { answer([waiting]) }
            return
        }
        report(result)
        for waiting in batch { waiting.continuation.resume(with: result.map { _ in }.mapError { $0 }) }
    }

    /// Not the whole ledger's trouble, as a full disk or another's lock is.
    private static func isOfOneEvent(_ error: LedgerError) -> Bool {
        switch error {
        case .damaged, .forbidden, .notFound: true
        default: false
        }
    }

    private func record(_ events: [EvidenceEvent]) -> Result<EvidenceReceipt, LedgerError> {
        var result: Result<EvidenceReceipt, LedgerError> = .success(EvidenceReceipt())
        for _ in 0..<Self.tries {
            do throws(LedgerError) {
                return .success(try store.record(events, stopAfterFailures: stopAfterFailures))
            } catch {
                result = .failure(error)
                guard case .busy = error else { return result }
            }
        }
        return result
    }
}
