import CampaignModel
import Execution
import Foundation
import Ledger
import Reporting
import Synchronization

/// Shows how far an apply has come: a bar with rate and time left on a terminal, a line at every tenth elsewhere.
final class ApplyProgress: Sendable {
    private struct Counts {
        var done = 0
        var sent = 0
        var shownTenth = 0
        var drawnAt = 0.0
        var waitingUntil: Instant?
    }

    private let total: Int
    private let console: Console
    private let counts = Mutex(Counts())
    private let began = Date().timeIntervalSinceReferenceDate

    init(total: Int, console: Console) {
        self.total = total
        self.console = console
    }

    func report(_ event: ExecutionEvent) {
        switch event {
        case .settled(let key, let line, let state, let detail):
            let text = counts.withLock { counts -> String? in
                if state != .planned { counts.done += 1 }
                if state == .accepted { counts.sent += 1 }
                return draw(&counts, isLast: false)
            }
            if let detail, state != .accepted {
                announce("\(key.text(numbersInFull: false)) on \(line): \(state.title): \(detail)")
            }
            show(text)
        case .waiting: break
        case .ledgerAway(let line, let error): announce("line \(line) waits: \(error)")
        case .ledgerBack(let line): announce("line \(line) goes on: the ledger is there again")
        }
    }

    /// A line of its own above the bar.
    func announce(_ text: String) {
        guard !console.isQuiet else { return }
        let clear = console.hasTerminal ? "\r\u{1B}[K" : ""
        Console.write(clear + safe(text) + "\n", to: STDERR_FILENO)
    }

    func finish() {
        let text = counts.withLock { draw(&$0, isLast: true) }
        show(text)
        if console.hasTerminal, !console.isQuiet, total > 0 { Console.write("\n", to: STDERR_FILENO) }
    }

    private func show(_ text: String?) {
        guard let text, !console.isQuiet else { return }
        Console.write(text, to: STDERR_FILENO)
    }

    private func draw(_ counts: inout Counts, isLast: Bool) -> String? {
        guard total > 0 else { return nil }
        let elapsed = Date().timeIntervalSinceReferenceDate - began
        guard console.hasTerminal else {
            let tenth = counts.done * 10 / total
            guard tenth > counts.shownTenth else { return nil }
            counts.shownTenth = tenth
            return "\(counts.done) of \(total) done, \(counts.sent) sent\n"
        }
        // Ten pictures a second are enough for an eye.
        guard isLast || elapsed - counts.drawnAt > 0.1 else { return nil }
        counts.drawnAt = elapsed
        return "\r\u{1B}[K" + ProgressBar.text(done: counts.done, total: total, elapsed: elapsed)
    }

    private func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }))
    }
}
