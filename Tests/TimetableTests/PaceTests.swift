import CampaignModel
import Testing
import Timetable

@Suite struct PaceTests {
    private let start = bogota("2026-12-01 09:00")

    @Test func `without an attempt before, one is allowed now`() {
        #expect(Pace(rate: .perHour(1)).nextAllowed(now: start, previousAttempts: [], lastDelay: 60) == start)
    }

    @Test(arguments: [(400, 9_000), (7, 514_286), (3600, 1000), (1, 3_600_000), (0, 3_600_000), (1000, 3600)])
    func `attempts are evenly spaced, never closer than the hour divided by the rate`(
        _ rate: Int, _ milliseconds: Int64
    ) {
        let pace = Pace(rate: .perHour(rate))
        let next = pace.nextAllowed(now: start, previousAttempts: [start])
        #expect(next.milliseconds - start.milliseconds == milliseconds)
    }

    @Test(arguments: [
        (5.0, 36_000), (36.001, 36_001), (60.0, 60_000), (0.1 + 0.2 + 36, 36_300), (-1.0, 36_000),
    ])
    func `the drawn delay counts where it is longer than the spacing`(_ delay: Double, _ milliseconds: Int64)
    {
        let next = Pace(rate: .perHour(100)).nextAllowed(
            now: start, previousAttempts: [start], lastDelay: delay)
        #expect(next.milliseconds - start.milliseconds == milliseconds)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a delay that is no number does not trap`(_ delay: Double) {
        let next = Pace(rate: .free).nextAllowed(now: start, previousAttempts: [start], lastDelay: delay)
        #expect(next >= start)
        #expect(next <= start.advanced(seconds: 86_400))
    }

    @Test func `a free line follows its delay alone`() {
        let pace = Pace(rate: .free)
        #expect(pace.nextAllowed(now: start, previousAttempts: [start, start, start]) == start)
        #expect(
            pace.nextAllowed(now: start, previousAttempts: [start], lastDelay: 2)
                == start.advanced(seconds: 2))
    }

    @Test func `a pause that is over does not delay`() {
        let pace = Pace(rate: .perHour(400))
        let now = start.advanced(seconds: 9)
        #expect(pace.nextAllowed(now: now, previousAttempts: [start]) == now)
        let early = start.advanced(seconds: 8.999)
        #expect(pace.nextAllowed(now: early, previousAttempts: [start]) == now)
    }

    @Test func `an attempt exactly an hour old no longer counts, one a millisecond younger does`() {
        // Three attempts close together, as a raised limit or another machine may have left them.
        let attempts = [0.0, 1, 2].map { start.advanced(seconds: $0) }
        let pace = Pace(rate: .perHour(3))
        let hour = start.advanced(seconds: 3600)
        #expect(pace.nextAllowed(now: hour, previousAttempts: attempts) == hour)
        let before = Instant(milliseconds: hour.milliseconds - 1)
        #expect(pace.nextAllowed(now: before, previousAttempts: attempts) == hour)
    }

    @Test func `an attempt of the future counts, because the clock was set back`() {
        let pace = Pace(rate: .perHour(400))
        let future = start.advanced(seconds: 100)
        #expect(
            pace.nextAllowed(now: start, previousAttempts: [future]) == start.advanced(seconds: 109))
    }

    /// The oracle says in whole numbers what the words say: N in any half-open hour, spacing, delay. Time only
    /// loosens it, so that the first allowed moment is the one whose millisecond before is not.
    @Test(arguments: 0..<400)
    func `the next attempt is the first that the words allow`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let rate = Int.random(in: 2...9, using: &random)
        var attempts: [Instant] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let last = attempts.last ?? start
            let pause = Int64.random(in: 0...(seed % 2 == 0 ? 1_500_000 : 200_000), using: &random)
            attempts.append(Instant(milliseconds: last.milliseconds + pause))
        }
        let delay = Int64.random(in: 0...900_000, using: &random)
        let now = Instant(
            milliseconds: (attempts.last ?? start).milliseconds + .random(in: 0...400_000, using: &random))
        func allowed(_ moment: Instant) -> Bool {
            guard let last = attempts.last else { return true }
            let age = moment.milliseconds - last.milliseconds
            let within = attempts.count { moment.milliseconds - $0.milliseconds < 3_600_000 }
            return age * Int64(rate) >= 3_600_000 && age >= delay && within < rate
        }
        let found = Pace(rate: .perHour(rate)).nextAllowed(
            now: now, previousAttempts: attempts, lastDelay: Double(delay) / 1000)
        #expect(found >= now)
        #expect(allowed(found))
        #expect(found == now || !allowed(Instant(milliseconds: found.milliseconds - 1)))
    }

    @Test(arguments: [1, 3, 7, 100, 499, 500, 777])
    func `a line that always sends as early as it may never exceeds its rate in any hour`(_ rate: Int) {
        let pace = Pace(rate: .perHour(rate), delay: DelayRange(minimum: 0, maximum: 20))
        var random = SeededRandom(seed: UInt64(rate))
        var attempts: [Instant] = []
        var now = start
        for _ in 0..<(rate * 3 + 5) {
            let delay = pace.drawDelay(using: &random)
            now = pace.nextAllowed(now: now, previousAttempts: attempts, lastDelay: delay)
            attempts.append(now)
        }
        for (index, attempt) in attempts.enumerated() {
            let within = attempts[index...].prefix { $0.milliseconds - attempt.milliseconds < 3_600_000 }
            #expect(within.count <= rate)
        }
    }

    @Test func `drawn delays fill their range, both ends included`() {
        let pace = Pace(rate: .free, delay: DelayRange(minimum: 5, maximum: 6))
        var random = SeededRandom(seed: 3)
        let drawn = (0..<20_000).map { _ in pace.drawDelay(using: &random) }
        #expect(drawn.min() == 5)
        #expect(drawn.max() == 6)
        #expect(abs(drawn.reduce(0, +) / 20_000 - 5.5) < 0.01)
    }

    @Test(arguments: [(0, 0, 0.0), (7, 7, 7), (9, 3, 9), (-4, -2, 0)])
    func `a delay of one value, or of ends in the wrong order, is that value`(
        _ minimum: Int, _ maximum: Int, _ expected: Double
    ) {
        var random = SeededRandom(seed: 1)
        let pace = Pace(rate: .free, delay: DelayRange(minimum: minimum, maximum: maximum))
        #expect(pace.drawDelay(using: &random) == expected)
    }
}
