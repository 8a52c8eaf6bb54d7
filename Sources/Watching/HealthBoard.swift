import CampaignModel
import Foundation
import Synchronization

/// What a pass came to, for the watcher and for its health.
package struct WatchReport: Sendable, Hashable {
    package var result: WatchCycle.Result
    /// It could not do its work: somebody has to look.
    package var isFailed: Bool
    /// As `pregon run` would have ended.
    package var status: Int
    /// One line: the verdict, or what went wrong.
    package var message: String
    /// Nil where it could not be opened.
    package var ledger: LedgerMark?

    package init(
        _ result: WatchCycle.Result, isFailed: Bool, status: Int, message: String, ledger: LedgerMark? = nil
    ) {
        self.result = result
        self.isFailed = isFailed
        self.status = status
        self.message = message
        self.ledger = ledger
    }
}

/// Which ledger it is, and how far it has come.
package struct LedgerMark: Sendable, Hashable, Encodable {
    package var id: String
    package var serial: Int64

    package init(id: String, serial: Int64) {
        self.id = id
        self.serial = serial
    }
}

/// How a watcher is doing, for whoever asks.
package final class HealthBoard: Sendable {
    package enum Phase: String, Sendable {
        case starting, waiting, sending, stopping
    }

    private struct Pass {
        var cause: String
        var began: Instant
        var ended: Instant
        var report: WatchReport
    }

    private struct State {
        var phase = Phase.starting
        var since: Instant
        var cause = ""
        var began: Instant
        var last: Pass?
        var nextWake: Instant?
        var ledger: LedgerMark?
    }

    private let state: Mutex<State>

    package init(startedAt now: Instant) { state = Mutex(State(since: now, began: now)) }

    /// False where the last pass could not do its work.
    package var isWell: Bool { state.withLock { !($0.last?.report.isFailed ?? false) } }

    func turn(to phase: Phase, at now: Instant) {
        state.withLock { state in
            guard state.phase != phase, state.phase != .stopping else { return }
            (state.phase, state.since) = (phase, now)
        }
    }

    func began(_ cause: WatchCycle.Cause, at now: Instant) {
        turn(to: .sending, at: now)
        state.withLock { state in
            (state.cause, state.began) = (cause.words, now)
            state.nextWake = nil
        }
    }

    func note(nextWake: Instant?) { state.withLock { $0.nextWake = nextWake } }

    func ended(_ report: WatchReport, at now: Instant) {
        state.withLock { state in
            state.last = Pass(cause: state.cause, began: state.began, ended: now, report: report)
            if let ledger = report.ledger { state.ledger = ledger }
        }
    }

    // MARK: For programs

    private struct Document: Encodable {
        var format_version = 1
        var state: String
        var since: String
        var last_pass: LastPass?
        var next_wake: String?
        var ledger: LedgerMark?
    }

    private struct LastPass: Encodable {
        var began: String
        var ended: String
        var cause: String
        var status: Int
        var failed: Bool
        var message: String
    }

    /// JSON with moments in UTC (ISO 8601).
    package func json() throws -> String {
        let document = state.withLock { state in
            Document(
                state: state.phase.rawValue, since: state.since.description,
                last_pass: state.last.map { pass in
                    LastPass(
                        began: pass.began.description, ended: pass.ended.description, cause: pass.cause,
                        status: pass.report.status, failed: pass.report.isFailed,
                        message: pass.report.message)
                },
                next_wake: state.nextWake?.description,
                ledger: state.ledger)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
