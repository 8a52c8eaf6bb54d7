import CampaignModel
import Testing
import Timetable

@Suite struct ForecastTests {
    private let monday = bogota("2026-11-30 10:00")

    private func windows(
        _ rules: SendingRules = SendingRules(), _ category: Campaign.Category = .marketing,
        maintenance: [Maintenance] = []
    ) -> SendingWindows {
        SendingWindows(rules: rules, category: category, maintenance: maintenance, zone: .colombia)
    }

    @Test func `nothing to send has no first and no last`() {
        let line = LineForecastInput(count: 0, rate: .perHour(100), windows: windows())
        let result = Forecast.forecast(lines: [line], start: monday)
        #expect(result.first == nil)
        #expect(result.last == nil)
        #expect(result.sent == 0)
        #expect(result.unsentByExpiry == 0)
        #expect(Forecast.forecast(lines: [], start: monday).perLine.isEmpty)
    }

    @Test func `one message goes out at the next opening`() {
        let line = LineForecastInput(count: 1, rate: .perHour(100), windows: windows())
        let result = Forecast.forecast(lines: [line], start: bogota("2026-12-05 15:00"))
        #expect(result.first == bogota("2026-12-07 08:00"))
        #expect(result.last == bogota("2026-12-07 08:00"))
    }

    @Test func `a thousand messages at 100 an hour go over a Saturday, a Sunday and into the week`() {
        // Friday 16:00 to 18:00: 200; Saturday 8:00 to 15:00: 700; Monday from 8:00: 100, the last at 8:59:24.
        let line = LineForecastInput(count: 1000, rate: .perHour(100), windows: windows())
        let result = Forecast.forecast(lines: [line], start: bogota("2026-12-04 16:00"))
        #expect(result.first == bogota("2026-12-04 16:00"))
        #expect(result.last == bogota("2026-12-07 08:59:24"))
        #expect(result.perLine.map(\.sent) == [1000])
        #expect(result.perLine.map(\.last) == [result.last])
    }

    @Test func `the last attempt of a line holds its first send back`() {
        let line = LineForecastInput(
            count: 1, rate: .perHour(100), windows: windows(), lastAttempt: monday.advanced(seconds: -6))
        #expect(Forecast.forecast(lines: [line], start: monday).first == monday.advanced(seconds: 30))
    }

    @Test(arguments: [
        // The mean of 40 and 80 s is longer than 36 s; that of 5 and 15 s is not.
        (40, 80, 60.0), (5, 15, 36), (0, 0, 36), (36, 36, 36),
        // From 12 to 60 s: half of the pauses count as 36 s, the others are 48 s on average.
        (12, 60, 42),
    ])
    func `the interval is the spacing or the pause, whichever is longer each time`(
        _ minimum: Int, _ maximum: Int, _ seconds: Double
    ) {
        let line = LineForecastInput(
            count: 2, rate: .perHour(100), delay: DelayRange(minimum: minimum, maximum: maximum),
            windows: windows())
        #expect(
            Forecast.forecast(lines: [line], start: monday).last == monday.advanced(seconds: seconds))
    }

    @Test(arguments: [(0, 0.0), (1, 36), (10, 360), (11, 360.001)])
    func `what is not sent before the expiry is counted`(_ sent: Int, _ after: Double) {
        let line = LineForecastInput(count: 20, rate: .perHour(100), windows: windows())
        let result = Forecast.forecast(lines: [line], start: monday, expires: monday.advanced(seconds: after))
        #expect(result.sent == sent)
        #expect(result.unsentByExpiry == 20 - sent)
        #expect(result.last == (sent == 0 ? nil : monday.advanced(seconds: Double(sent - 1) * 36)))
    }

    @Test func `windows that never open leave everything unsent`() {
        var rules = freeRules
        rules.days = []
        let line = LineForecastInput(count: 20, rate: .free, windows: windows(rules, .utility))
        let result = Forecast.forecast(lines: [line], start: monday)
        #expect(result.unsentByExpiry == 20)
        #expect(result.first == nil)
    }

    @Test func `a free line sends everything at once`() {
        let line = LineForecastInput(count: .max, rate: .free, windows: windows())
        let result = Forecast.forecast(lines: [line], start: monday)
        #expect(result.last == monday)
        #expect(result.sent == .max)
    }

    @Test func `what takes longer than ten years is unsent, without trapping`() {
        let line = LineForecastInput(count: .max, rate: .perHour(1), windows: windows(freeRules, .utility))
        let result = Forecast.forecast(lines: [line], start: monday)
        #expect(result.sent == 3661 * 24 - 10)
        #expect(result.sent + result.unsentByExpiry == .max)
    }

    /// Message by message: the earliest moment by pace, moved to the next opening.
    @Test(arguments: 0..<60)
    func `a line's forecast is that of sending one by one`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let rate = Int.random(in: 3...500, using: &random)
        let count = Int.random(in: 1...1500, using: &random)
        let start = bogota("2026-11-12 00:00")
            .advanced(seconds: Double(Int.random(in: 0..<2_000_000, using: &random)))
        let expires = Bool.random(using: &random) ? start.advanced(seconds: 2 * 86_400) : nil
        let pause = Maintenance(
            lines: [], from: local("2026-11-17 16:10"), to: local("2026-11-18 10:20"))
        let windows = windows(maintenance: [pause])
        let interval = Int64((3_600_000 + rate - 1) / rate)

        var sent: [Instant] = []
        var moment = start
        while sent.count < count, let open = windows.nextOpening(from: moment),
            expires.map({ open < $0 }) ?? true
        {
            sent.append(open)
            moment = Instant(milliseconds: open.milliseconds + interval)
        }

        let line = LineForecastInput(count: count, rate: .perHour(rate), windows: windows)
        let result = Forecast.forecast(lines: [line], start: start, expires: expires)
        #expect(result.first == sent.first)
        #expect(result.last == sent.last)
        #expect(result.sent == sent.count)
        #expect(result.unsentByExpiry == count - sent.count)
    }

    @Test func `drawn pauses end where the mean says, to one part in a hundred`() throws {
        let pace = Pace(rate: .perHour(100), delay: DelayRange(minimum: 5, maximum: 60))
        var random = SeededRandom(seed: 5)
        var attempts = [monday]
        for _ in 1..<3000 {
            let delay = pace.drawDelay(using: &random)
            let recent = Array(attempts.suffix(100))
            attempts.append(pace.nextAllowed(now: monday, previousAttempts: recent, lastDelay: delay))
        }
        let line = LineForecastInput(
            count: 3000, rate: pace.rate, delay: pace.delay, windows: windows(freeRules, .utility))
        let last = try #require(Forecast.forecast(lines: [line], start: monday).last)
        let simulated = attempts[2999].seconds(since: monday)
        #expect(abs(last.seconds(since: monday) / simulated - 1) < 0.01)
    }
}
