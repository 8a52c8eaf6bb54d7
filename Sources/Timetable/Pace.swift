import CampaignModel

/// How fast one sender number, or one campaign, may send: evenly spaced, at most so many in any sliding hour, and
/// at least a random pause between two sends (format.md, `rate`, `delay`).
///
/// Attempts count, not successes: the gateway has seen them.
package struct Pace: Sendable, Hashable {
    package let rate: SendRate
    package let delay: DelayRange

    /// A campaign's own rate has no delay.
    package init(rate: SendRate, delay: DelayRange = DelayRange(minimum: 0, maximum: 0)) {
        self.rate = rate
        self.delay = delay
    }

    /// An hour in milliseconds. Half-open: an attempt exactly this old no longer counts.
    static let hour: Int64 = 3_600_000

    /// The first moment, not before `now`, at which one more attempt may begin.
    ///
    /// - Parameters:
    ///   - previousAttempts: when attempts of this sender number (or campaign) began, oldest first; those of the
    ///     last hour suffice, older ones do no harm. One that lies after `now`, because the clock was set back,
    ///     counts like the others: the pace never loosens.
    ///   - lastDelay: the pause drawn for the time after the last attempt, in seconds.
    package func nextAllowed(now: Instant, previousAttempts: [Instant], lastDelay: Double = 0) -> Instant {
        guard let last = previousAttempts.last else { return now }
        var next = max(now, last.moved(milliseconds: max(spacing, Self.milliseconds(lastDelay))))
        if let perHour, previousAttempts.count >= perHour {
            // With one more attempt, this one is the first of the last N + 1; it must be an hour old.
            let oldest = previousAttempts[previousAttempts.count - perHour]
            next = max(next, oldest.moved(milliseconds: Self.hour))
        }
        return next
    }

    /// A pause in seconds, to the millisecond, evenly distributed over `delay`, both ends included.
    package func drawDelay(using random: inout some RandomNumberGenerator) -> Double {
        let (low, high) = delayBounds
        // The high half of a product instead of `Int.random`, whose algorithm may change between toolchains: the
        // same seed must give the same rehearsal.
        let step = random.next().multipliedFullWidth(by: UInt64(high - low + 1)).high
        return Double(low + Int64(step)) / 1000
    }

    /// The time between two sends on average, in milliseconds, rounded up: the spacing or the drawn pause,
    /// whichever is longer each time.
    package var meanInterval: Int64 {
        let (low, high) = delayBounds
        if high <= spacing { return spacing }
        if low >= spacing { return (low + high + 1) / 2 }
        let (minimum, maximum, floor) = (Double(low), Double(high), Double(spacing))
        // E[max(floor, U)] for U uniform on [minimum, maximum].
        let below = (floor - minimum) / (maximum - minimum)
        let mean = below * floor + (1 - below) * (maximum + floor) / 2
        return Int64(mean.rounded(.up))
    }

    /// Milliseconds between two sends by the rate alone, rounded up so that the hour is never exceeded.
    package var spacing: Int64 {
        guard let perHour else { return 0 }
        let count = Int64(perHour)
        return Self.hour / count + (Self.hour % count == 0 ? 0 : 1)
    }

    /// Attempts in any sliding hour at the most; with fewer than so many, only the latest of them matters.
    package var perHour: Int? {
        switch rate {
        case .perHour(let count): max(1, count)
        case .free: nil
        }
    }

    /// In milliseconds, in order, and a day at the most, whatever the values are.
    private var delayBounds: (low: Int64, high: Int64) {
        func bounded(_ seconds: Int) -> Int64 { Int64(min(max(seconds, 0), 86_400)) * 1000 }
        let low = bounded(delay.minimum)
        return (low, max(low, bounded(delay.maximum)))
    }

    /// Seconds as milliseconds, rounded up; a day at the most, and 0 for what is no number of seconds.
    private static func milliseconds(_ seconds: Double) -> Int64 {
        guard seconds > 0 else { return 0 }
        // Less than a microsecond above a whole millisecond is the binary fraction's error, not time.
        return Int64((min(seconds, 86_400) * 1000 - 0.001).rounded(.up))
    }
}
