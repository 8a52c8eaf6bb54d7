/// How far a step has come: a bar with rate and time left.
package struct ProgressBar: Sendable {
    package enum Unit: Sendable {
        case items
        /// Shown in MB (10^6).
        case bytes
    }

    private static let width = 30

    /// `[######........................] 200000/1000000  100000/s  8s left`
    /// - Parameter elapsed: seconds since the step began.
    package static func text(done: Int, total: Int, elapsed: Double, unit: Unit = .items) -> String {
        let done = min(max(0, done), total)
        let filled = total > 0 ? done * width / total : width
        var text =
            "[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: width - filled))] "
        switch unit {
        case .items: text += "\(done)/\(total)"
        case .bytes: text += "\(done / 1_000_000)/\(total / 1_000_000) MB"
        }
        let rate = elapsed > 0 ? Double(done) / elapsed : 0
        if rate > 0, done < total {
            text += "  \(shown(rate, unit))  \(duration(Double(total - done) / rate)) left"
        }
        return text
    }

    private static func shown(_ rate: Double, _ unit: Unit) -> String {
        switch unit {
        case .bytes: "\(Int(rate / 1_000_000)) MB/s"
        case .items where rate >= 1: "\(Int(rate))/s"
        case .items: "\(Int(rate * 3600))/hour"
        }
    }

    fileprivate static func duration(_ seconds: Double) -> String {
        let seconds = Int(min(seconds, 1e8))
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m \(seconds % 60)s" }
        return "\(seconds / 3600)h \(seconds % 3600 / 60)m"
    }
}

/// Decides when the bar of a command's steps is drawn: not in its first second, and then ten times a second at the most,
/// which is enough for an eye.
package struct StepDisplay: Sendable {
    private static let patience = 1.0
    private static let pause = 0.1

    private let created: Double
    private var step = ""
    private var began: Double
    private var drawn: Double?
    private var done = 0

    /// - Parameter now: seconds by any clock that only goes forward; so is every other `now`.
    package init(now: Double) {
        created = now
        began = now
    }

    /// - Returns: what is to be written to the terminal; nil if nothing.
    package mutating func show(
        _ step: String, _ done: Int, of total: Int, unit: ProgressBar.Unit = .items, now: Double
    ) -> String? {
        if step != self.step || done < self.done {
            (self.step, began) = (step, now)
            // A step that is new is drawn at once.
            if drawn != nil { drawn = -.infinity }
        }
        self.done = done
        guard now - created >= Self.patience, now - (drawn ?? -.infinity) >= Self.pause else { return nil }
        drawn = now
        let bar = ProgressBar.text(done: done, total: total, elapsed: now - began, unit: unit)
        return "\r\u{1B}[K\(step)  \(bar)"
    }

    /// The same for a step of which nobody knows how much is left: how long it has gone on.
    package mutating func wait(_ step: String, now: Double) -> String? {
        if step != self.step { (self.step, began, done) = (step, now, 0) }
        guard now - created >= Self.patience, now - (drawn ?? -.infinity) >= Self.pause else { return nil }
        drawn = now
        return "\r\u{1B}[K\(step)  \(ProgressBar.duration(now - began))"
    }

    /// What removes the bar, if one stands there.
    package mutating func end() -> String? {
        guard drawn != nil else { return nil }
        drawn = nil
        step = ""
        done = 0
        return "\r\u{1B}[K"
    }
}
