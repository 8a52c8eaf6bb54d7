import CampaignModel

/// When a campaign would begin and end: counts laid into windows at the lines' mean pace.
///
/// It goes by stretches of open windows, not by messages. Each line by itself is exact under its mean pace. Where
/// a campaign's rate holds several lines back, they are taken to share it as equally as they can; a slow line
/// that finds the campaign's turn taken waits for the next one, which may end it up to a tenth later than said.
/// What the ledger makes wait (frequency limits, probes) is not foreseen; pauses are, where it says so (`heldUntil`).
package enum Forecast {
    /// How far a forecast looks, in days; what would be sent later counts as unsent.
    package static let horizon = 3_660

    /// - Parameters:
    ///   - campaignRate: at most so many over all lines (`schedule.rate`).
    ///   - start: nothing goes out before; the later of now and the occurrence's start.
    ///   - expires: nothing goes out from then on.
    package static func forecast(
        lines: [LineForecastInput], campaignRate: SendRate? = nil, start: Instant, expires: Instant? = nil
    ) -> ForecastResult {
        let shared = campaignRate.map { Pace(rate: $0).spacing } ?? 0
        let working = lines.count(where: { $0.count > 0 })
        let wanted = lines.reduce(0.0) { $1.count > 0 ? $0 + 1 / Double(max(1, $1.interval)) : $0 }
        if shared > 0, working > 1, wanted * Double(shared) > 1 {
            var run = SharedForecast(lines, spacing: shared, start: start, expires: expires)
            return ForecastResult(perLine: run.results())
        }
        return ForecastResult(
            perLine: lines.map { line in
                single(line, interval: max(line.interval, shared), start: start, expires: expires)
            })
    }

    private static func single(
        _ line: LineForecastInput, interval: Int64, start: Instant, expires: Instant?
    ) -> LineForecast {
        var remaining = max(0, line.count)
        var ready = line.ready(start: start, interval: interval)
        var first: Instant?
        var last: Instant?
        var openings = Openings(line.windows, from: ready, expires: expires)
        while remaining > 0, let stretch = openings.next() {
            let begin = max(stretch.start, ready)
            guard begin < stretch.end else { continue }
            let length = stretch.end.milliseconds - begin.milliseconds
            let fitting = interval > 0 ? Int((length - 1) / interval) + 1 : remaining
            let sent = min(fitting, remaining)
            remaining -= sent
            first = first ?? begin
            // Cannot overflow: one less than what fits into the stretch.
            let latest = begin.moved(milliseconds: Int64(interval > 0 ? sent - 1 : 0) * interval)
            last = latest
            ready = latest.moved(milliseconds: interval)
        }
        return LineForecast(first: first, last: last, sent: max(0, line.count) - remaining, unsent: remaining)
    }
}

/// What one line has to send of a campaign.
package struct LineForecastInput: Sendable {
    package var count: Int
    package var rate: SendRate
    package var delay: DelayRange
    package var windows: SendingWindows
    /// When the line's number last attempted a send; nil: longer ago than its pace reaches.
    package var lastAttempt: Instant?
    /// The end of a pause that holds it.
    package var heldUntil: Instant?

    package init(
        count: Int, rate: SendRate, delay: DelayRange = DelayRange(minimum: 0, maximum: 0),
        windows: SendingWindows, lastAttempt: Instant? = nil, heldUntil: Instant? = nil
    ) {
        self.count = count
        self.rate = rate
        self.delay = delay
        self.windows = windows
        self.lastAttempt = lastAttempt
        self.heldUntil = heldUntil
    }

    /// Milliseconds from one send to the next, on average.
    var interval: Int64 { Pace(rate: rate, delay: delay).meanInterval }

    /// The first moment that the pace and a pause allow, windows aside.
    func ready(start: Instant, interval: Int64) -> Instant {
        [start, lastAttempt?.moved(milliseconds: interval), heldUntil].compactMap(\.self).max() ?? start
    }
}

package struct LineForecast: Sendable, Hashable {
    /// The first send; nil if none goes out.
    package var first: Instant?
    /// The last of the sends that go out.
    package var last: Instant?
    package var sent: Int
    /// What expires before its turn comes, or finds no open window.
    package var unsent: Int
}

package struct ForecastResult: Sendable, Hashable {
    /// In the order of the lines given.
    package let perLine: [LineForecast]

    /// The first send of all lines; nil if none goes out.
    package var first: Instant? { perLine.compactMap(\.first).min() }
    /// The last of the sends that go out.
    package var last: Instant? { perLine.compactMap(\.last).max() }
    package var sent: Int { perLine.reduce(0) { $0 + $1.sent } }
    /// What expires before its turn comes, or finds no open window.
    package var unsentByExpiry: Int { perLine.reduce(0) { $0 + $1.unsent } }
}

/// The open stretches of windows from a moment on, cut at an expiry, up to the forecast's horizon.
struct Openings {
    private let windows: SendingWindows
    private let from: Instant
    private let expires: Instant
    private var date: LocalDate
    private let lastDate: LocalDate
    /// In reverse order.
    private var waiting: [Stretch] = []
    /// Days without an opening so far; a schedule that never opens is given up like in `nextOpening`.
    private var closedDays = 0

    init(_ windows: SendingWindows, from: Instant, expires: Instant?) {
        self.windows = windows
        self.from = from
        self.expires = expires ?? Instant(milliseconds: .max)
        date = windows.zone.date(from)
        lastDate = date.adding(days: Forecast.horizon)
    }

    mutating func next() -> Stretch? {
        while waiting.isEmpty {
            guard date <= lastDate, closedDays <= SendingWindows.horizon else { return nil }
            let open = windows.openStretches(on: date)
            if let first = open.first, first.start >= expires { return nil }
            closedDays = open.isEmpty ? closedDays + 1 : 0
            waiting = open.reversed().compactMap {
                Stretch(start: max($0.start, from), end: min($0.end, expires))
            }
            date = date.adding(days: 1)
        }
        return waiting.popLast()
    }
}
