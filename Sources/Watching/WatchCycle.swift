// Watching: one pass after another, and what others can ask meanwhile.
//
// In: moments, the stamps of files, what operators hold back. Out: when the next pass begins and why, when a pass is
// to end early, and a health report over HTTP. What a pass does is not known here.
import CampaignModel

/// When a watcher passes and when it waits, as a value: moments and looks go in, causes come out.
package struct WatchCycle: Sendable {
    /// What there is to see between two passes and during one.
    package struct Look: Sendable, Hashable {
        /// Those that are known without reading any, e.g. every YAML file.
        package var files: FileStamps
        /// Those that other files name: which they are may change with every pass.
        package var named: FileStamps
        /// What keeps sends from going out until somebody decides, e.g. `line cartera`: when one is gone, there may be
        /// something to do. Nil where the ledger could not be asked.
        package var holds: Set<String>?

        package init(files: FileStamps, named: FileStamps = FileStamps(), holds: Set<String>?) {
            self.files = files
            self.named = named
            self.holds = holds
        }
    }

    /// Why a pass begins, or ends to make room for the next.
    package enum Cause: Sendable, Hashable {
        case start
        /// Something is due.
        case due
        /// Files have changed; their names.
        case files([String])
        /// A stop has ended, or a doubt is settled: the first of those by name.
        case released(String)
        /// SIGHUP.
        case asked
        /// The last pass could not do its work and is tried again.
        case again
    }

    /// What a pass tells when it has ended.
    package struct Result: Sendable, Hashable {
        /// When something is due next, as far as is known.
        package var next: Instant?
        /// It could not do its work, and trying again may help though nobody does anything.
        package var isRetried: Bool

        package init(next: Instant?, isRetried: Bool) {
            self.next = next
            self.isRetried = isRetried
        }
    }

    /// Seconds between two looks.
    package static let interval = 3.0
    /// What could not be done is tried again after 10 s, then 20, 40 … up to 10 minutes.
    static func backoff(failures: Int) -> Double { min(10 * Double(1 << min(failures, 10)), 600) }

    private var seen: Look?
    /// Files looked different the last time, like this, but may still be being written.
    private var unsettled: Look?
    private var isAsked = false
    private var failures = 0
    /// Found while a pass was under way, which ends for it.
    private var owed: Cause?
    /// When the next pass is due by the clock; nil: only if something else happens.
    package private(set) var wake: Instant?

    package init() {}

    /// Why a pass is to begin now, or the one under way is to end for another; nil: not yet.
    ///
    /// A change of files counts once they have looked the same twice: half a file is not to be planned with.
    package mutating func cause(at now: Instant, seeing look: Look) -> Cause? {
        owed = owed ?? found(at: now, seeing: look)
        return owed
    }

    private mutating func found(at now: Instant, seeing look: Look) -> Cause? {
        guard let seen else { return .start }
        if isAsked { return .asked }
        let names = look.names(changedSince: seen)
        let isSettled = unsettled.map { look.names(changedSince: $0).isEmpty } ?? false
        unsettled = names.isEmpty ? nil : look
        if isSettled, !names.isEmpty { return .files(names) }
        if let holds = look.holds {
            // What is new holds more back, which needs no pass.
            if let gone = seen.holds?.subtracting(holds).min() { return .released(gone) }
            self.seen?.holds = holds
        }
        if let wake, wake <= now { return failures > 0 ? .again : .due }
        return nil
    }

    /// When to look again.
    package func rest(at now: Instant) -> Instant {
        let look = now.advanced(seconds: Self.interval)
        return wake.map { max(now, min($0, look)) } ?? look
    }

    /// Somebody wants a pass at once.
    package mutating func ask() { isAsked = true }

    /// A pass begins with what was last seen.
    package mutating func began(seeing look: Look) {
        seen = look
        unsettled = nil
        isAsked = false
        owed = nil
        wake = nil
    }

    /// The pass under way has found out which files are named, and is about to read them as they look now.
    package mutating func reading(named: FileStamps) {
        seen?.named = named
        unsettled = nil
    }

    /// The pass under way has planned: a campaign that it does not send begins then.
    package mutating func planned(next: Instant?) { wake = next }

    /// A pass has ended. What it held back itself is no news: `holds` are those that stand now.
    package mutating func ended(_ result: Result, holds: Set<String>?, at now: Instant) {
        seen?.holds = holds
        guard !result.isRetried else {
            wake = now.advanced(seconds: Self.backoff(failures: failures))
            failures += 1
            return
        }
        failures = 0
        // Never at once: what a pass has just left undone it leaves undone again.
        wake = result.next.map { max($0, now.advanced(seconds: 1)) }
    }
}

extension WatchCycle.Look {
    fileprivate func names(changedSince earlier: Self) -> [String] {
        files.names(changedSince: earlier.files) + named.names(changedSince: earlier.named)
    }
}

extension WatchCycle.Cause {
    /// The cause in a few words, e.g. after "looking again: ".
    package var words: String {
        switch self {
        case .start: "start"
        case .due: "something is due"
        case .files(let names):
            names.count > 3
                ? "\(names.prefix(2).joined(separator: ", ")) and \(names.count - 2) other files have changed"
                : "\(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") changed"
        case .released(let what): "\(what) is no longer held"
        case .asked: "SIGHUP"
        case .again: "another try"
        }
    }
}
