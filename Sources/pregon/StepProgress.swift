import Checking
import Diagnostics
import Foundation
import Reporting
import Synchronization

/// Shows on a terminal how far a command's long steps have come, one after another; nothing where stderr is none.
final class StepProgress: Sendable {
    private struct State {
        var display = StepDisplay(now: ProcessInfo.processInfo.systemUptime)
        var count = 0
        /// Counts the steps of unknown length, so that none is shown when it is over.
        var waits = 0
    }

    private let state = Mutex(State())
    private let isShown: Bool

    /// - Parameter writesResult: stdout is written to meanwhile; if it is the terminal, a bar would stand in between.
    init(_ console: Console, writesResult: Bool = false) {
        isShown = console.hasTerminal && !console.isQuiet && !(writesResult && isatty(STDOUT_FILENO) == 1)
    }

    func show(_ step: String, _ done: Int, of total: Int, unit: ProgressBar.Unit = .items) {
        guard isShown else { return }
        let text = state.withLock {
            $0.display.show(
                step, done, of: total, unit: unit, now: ProcessInfo.processInfo.systemUptime)
        }
        if let text { Console.write(Array(text.utf8), to: STDERR_FILENO) }
    }

    /// Shows how much of each audience is read.
    func follow(_ sources: AudienceSources) {
        guard isShown else { return }
        sources.onProgress = { path, done, total, isFile in
            self.show("reading \(SafeText.line(path))", done, of: total, unit: isFile ? .bytes : .items)
        }
    }

    /// One more of a step is done. Cheap, however often it is called.
    func advance(_ step: String, of total: Int) {
        guard isShown else { return }
        let count = state.withLock { state -> Int? in
            state.count += 1
            return state.count % 256 == 0 ? state.count : nil
        }
        if let count { show(step, count, of: total) }
    }

    /// Shows that a step goes on of which nobody knows how much is left: SQLite does not say how far it has come.
    func wait<Value>(_ step: String, _ body: () throws -> Value) rethrows -> Value {
        guard isShown else { return try body() }
        let own = state.withLock { state in
            state.waits += 1
            return state.waits
        }
        // The step holds its own thread, and maybe the only one of the pool.
        Thread.detachNewThread { [self] in
            while state.withLock({ state in
                guard state.waits == own else { return false }
                if let text = state.display.wait(step, now: ProcessInfo.processInfo.systemUptime) {
                    Console.write(Array(text.utf8), to: STDERR_FILENO)
                }
                return true
            }) { Thread.sleep(forTimeInterval: 0.2) }
        }
        defer {
            state.withLock { $0.waits += 1 }
            end()
        }
        return try body()
    }

    /// Removes the bar: a step is over, or something else is to be written.
    func end() {
        guard isShown else { return }
        let text = state.withLock { state in
            state.count = 0
            return state.display.end()
        }
        if let text { Console.write(Array(text.utf8), to: STDERR_FILENO) }
    }
}
