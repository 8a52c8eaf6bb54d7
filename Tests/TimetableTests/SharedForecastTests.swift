import CampaignModel
import Testing
import Timetable

/// Forecasts of several lines under a campaign's own rate.
@Suite struct SharedForecastTests {
    private let monday = bogota("2026-11-30 10:00")

    private func line(
        _ count: Int, _ rate: Int, maintenance: [Maintenance] = []
    ) -> LineForecastInput {
        LineForecastInput(
            count: count, rate: .perHour(rate),
            windows: SendingWindows(
                rules: SendingRules(), category: .marketing, maintenance: maintenance, zone: .colombia))
    }

    @Test func `a campaign's rate holds a single line back exactly`() {
        let result = Forecast.forecast(
            lines: [line(100, 400), line(0, 400)], campaignRate: .perHour(100), start: monday)
        #expect(result.last == monday.advanced(seconds: 99 * 36))
    }

    @Test func `a campaign's rate above that of its lines changes nothing`() {
        let lines = [line(300, 100), line(200, 100)]
        let free = Forecast.forecast(lines: lines, start: monday)
        #expect(Forecast.forecast(lines: lines, campaignRate: .perHour(200), start: monday) == free)
        #expect(Forecast.forecast(lines: lines, campaignRate: .free, start: monday) == free)
        #expect(free.last == monday.advanced(seconds: 299 * 36))
        #expect(free.perLine[1].last == monday.advanced(seconds: 199 * 36))
    }

    @Test func `lines share a campaign's rate, and the last one has it alone`() throws {
        // Both send 50 an hour; after 4 hours the second has sent its 200, and the first has 300 left, which take
        // another 3 hours at 100 an hour.
        let result = Forecast.forecast(
            lines: [line(500, 400), line(200, 400)], campaignRate: .perHour(100), start: monday)
        #expect(result.first == monday)
        #expect(result.sent == 700)
        let second = try #require(result.perLine[1].last)
        #expect(abs(second.seconds(since: monday) - 4 * 3600) <= 72)
        let last = try #require(result.last)
        #expect(abs(last.seconds(since: monday) - 7 * 3600) <= 72)
    }

    @Test func `what a slow line cannot use goes to the fast one`() throws {
        // 100 an hour in all; the slow line takes its 10, the fast one 90: 450 in five hours.
        let result = Forecast.forecast(
            lines: [line(450, 400), line(40, 10)], campaignRate: .perHour(100), start: monday)
        let slow = try #require(result.perLine[1].last)
        #expect(abs(slow.seconds(since: monday) - 4 * 3600 + 360) <= 72)
        let fast = try #require(result.perLine[0].last)
        // 360 in four hours, the other 90 at 100 an hour.
        #expect(abs(fast.seconds(since: monday) - 4.9 * 3600) <= 72)
    }

    @Test func `an expiry leaves the rest unsent, and the sums add up`() {
        let result = Forecast.forecast(
            lines: [line(500, 400), line(200, 400)], campaignRate: .perHour(100), start: monday,
            expires: monday.advanced(seconds: 3600))
        #expect(abs(result.sent - 100) <= 2)
        #expect(result.sent + result.unsentByExpiry == 700)
        #expect(result.last.map { $0 < monday.advanced(seconds: 3600) } ?? false)
    }

    /// Message by message: whichever line may send first does; of two, the one that has waited longer.
    private func simulate(
        _ lines: [LineForecastInput], campaignRate: Int, start: Instant, expires: Instant?
    ) -> [[Instant]] {
        var sent: [[Instant]] = lines.map { _ in [] }
        var campaignReady = start
        while true {
            var best: (line: Int, at: Instant)?
            for (index, line) in lines.enumerated() where sent[index].count < line.count {
                guard case .perHour(let rate) = line.rate else { continue }
                let ready = sent[index].last.map {
                    Instant(milliseconds: $0.milliseconds + Int64((3_600_000 + rate - 1) / rate))
                }
                guard let open = line.windows.nextOpening(from: max(ready ?? start, campaignReady)),
                    expires.map({ open < $0 }) ?? true
                else { continue }
                let waited = sent[index].last ?? Instant(milliseconds: Int64(index))
                let bestWaited = best.map { sent[$0.line].last ?? Instant(milliseconds: Int64($0.line)) }
                if let known = best, (known.at, bestWaited ?? waited) <= (open, waited) { continue }
                best = (index, open)
            }
            guard let best else { return sent }
            sent[best.line].append(best.at)
            campaignReady = Instant(
                milliseconds: best.at.milliseconds + Int64((3_600_000 + campaignRate - 1) / campaignRate))
        }
    }

    @Test(arguments: 0..<40)
    func `a shared forecast is near that of sending one by one`(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let start = bogota("2026-11-12 00:00")
            .advanced(seconds: Double(Int.random(in: 0..<2_000_000, using: &random)))
        let pause = Maintenance(
            lines: [], from: local("2026-11-17 16:10"), to: local("2026-11-20 10:20"))
        let lines = (0..<Int.random(in: 2...4, using: &random)).map { index in
            line(
                .random(in: 1...600, using: &random), .random(in: 30...300, using: &random),
                maintenance: index == 1 ? [pause] : [])
        }
        let rate = Int.random(in: 30...200, using: &random)
        let expires = seed % 3 == 0 ? start.advanced(seconds: 86_400) : nil
        let simulated = simulate(lines, campaignRate: rate, start: start, expires: expires)
        let result = Forecast.forecast(
            lines: lines, campaignRate: .perHour(rate), start: start, expires: expires)

        let all = simulated.flatMap { $0 }
        #expect(result.first == all.min())
        #expect(result.sent + result.unsentByExpiry == lines.reduce(0) { $0 + $1.count })
        // A few sends either way, or a tenth where a slow line finds the campaign's turn taken and waits for the
        // next. Time is compared as open time, so that a night between two ends does not count.
        let slack = 3 * Double(lines.count)
        #expect(abs(Double(result.sent - all.count)) <= max(slack, Double(all.count) / 10))
        if let simulatedLast = all.max(), let last = result.last {
            let windows = lines[0].windows
            let apart = openSeconds(windows, min(last, simulatedLast), max(last, simulatedLast))
            #expect(apart <= max(slack * 120, openSeconds(windows, start, simulatedLast) / 10))
        } else {
            #expect(all.isEmpty)
        }
    }

    private func openSeconds(_ windows: SendingWindows, _ from: Instant, _ to: Instant) -> Double {
        var date = windows.zone.date(from)
        var sum = 0.0
        while date <= windows.zone.date(to) {
            for open in windows.openStretches(on: date) {
                sum += max(0, min(open.end, to).seconds(since: max(open.start, from)))
            }
            date = date.adding(days: 1)
        }
        return sum
    }
}
