import CampaignModel
import Execution
import Ledger
import LedgerSQLite
import Planning
import Rehearsal
import TestWorkspaces
import Testing
import Timetable

@Suite struct RehearsalTests {
    private static let people: [(UInt64, String)] = (1...300).map { ($0, "Persona \($0)") }

    private func play(
        _ campaigns: [Campaign], on bench: TestBench, faults: GatewayFaults = .none, seed: UInt64 = 1,
        days: Double = 30
    ) throws -> (timeline: Timeline, gateways: [RehearsalGateway]) {
        let time = VirtualTime(startingAt: bench.now)
        let gateways = bench.workspace.lines.enumerated().map { index, line in
            RehearsalGateway(line, time: time, faults: faults, seed: seed &* 7919 &+ UInt64(index))
        }
        let rehearsal = Rehearsal(
            workspace: bench.workspace, store: bench.ledger, time: time,
            lines: zip(bench.workspace.lines, gateways).map { ExecutionLine($0, gateway: $1) },
            media: NoMedia(), seed: seed, horizon: bench.now.advanced(seconds: days * 86_400),
            planning: { moment, _ in
                var bench = bench
                bench.now = moment
                return try bench.plan(campaigns)
            })
        var timeline = try rehearsal.play()
        timeline.faults = gateways.map(\.faults).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        return (timeline, gateways)
    }

    /// Weekdays from 9 to 12, no holidays: 3 hours a day.
    private func bench() throws -> TestBench {
        var rules = TestBench.openRules
        rules.hours = HourRange(literal: (9, 0), (12, 0))
        rules.days = [.mon, .tue, .wed, .thu, .fri]
        return try TestBench(
            rules: rules,
            lines: [
                TestBench.line("uno", 1, rate: .perHour(20)), TestBench.line("dos", 2, rate: .perHour(20)),
            ])
    }

    @Test func `everybody is reached within the hours, as was forecast`() throws {
        let bench = try bench()
        let campaign = try TestCampaigns.texts(to: Self.people, lines: ["uno", "dos"])
        let (timeline, gateways) = try play([campaign], on: bench)
        #expect(timeline.counts == [.accepted: 300])
        let deliveries = gateways.flatMap(\.deliveries)
        #expect(Set(deliveries.map(\.key)).count == 300)
        for delivery in deliveries {
            let local = Zone.colombia.local(delivery.at).dateTime
            #expect((9..<12).contains(local.time.minutes / 60), "\(local)")
            #expect(![Weekday.sat, .sun].contains(local.date.weekday), "\(local)")
        }
        let foreseen = try #require(timeline.forecasts.values.compactMap(\.last).max())
        let last = try #require(deliveries.map(\.at).max())
        #expect(abs(last.seconds(since: foreseen)) < 60, "foreseen \(foreseen), came \(last)")
    }

    @Test func `the same seed tells the same story, another one another`() throws {
        func story(_ seed: UInt64) throws -> [Delivery] {
            let campaign = try TestCampaigns.texts(to: Self.people, lines: ["uno", "dos"])
            return try play([campaign], on: bench(), faults: GatewayFaults(rate: 0.2), seed: seed)
                .gateways.flatMap(\.deliveries)
        }
        let first = try story(3)
        #expect(try story(3) == first)
        #expect(try story(4) != first)
    }

    @Test func `faults leave nobody twice and nobody without an end`() throws {
        let bench = try bench()
        let campaign = try TestCampaigns.texts(to: Self.people, lines: ["uno", "dos"])
        let (timeline, gateways) = try play([campaign], on: bench, faults: GatewayFaults(rate: 0.2))
        #expect(timeline.faults.count > 5)
        #expect(timeline.faults.values.reduce(0, +) > 30)
        let deliveries = gateways.flatMap(\.deliveries)
        #expect(Set(deliveries.map(\.key)).count == deliveries.count)
        let tallies = try bench.ledger.tallies(campaign: nil)
        #expect(tallies.reduce(0) { $0 + $1.count } == 300)
        #expect(Set(tallies.map(\.state)).isSubset(of: [.accepted, .refused, .inDoubt]))
    }

    @Test func `what a marketer reads`() throws {
        let bench = try bench()
        let campaign = try TestCampaigns.texts(to: Array(Self.people.prefix(100)), lines: ["uno", "dos"])
        let text = TimelineText(try play([campaign], on: bench).timeline, zone: .colombia).render()
        #expect(
            text == """
                Mon 23 Nov
                  dos  prueba  10:00–11:57  40 sent
                  uno  prueba  10:00–11:57  40 sent
                Tue 24 Nov
                  dos  prueba  09:00–09:27  10 sent
                  uno  prueba  09:00–09:27  10 sent
                Rehearsed: 100 sent; the last one Tue 24 Nov 09:27 (forecast: Tue 24 Nov 09:27).

                """)
    }

    @Test func `a weekend is named with its reason`() throws {
        var bench = try bench()
        bench.now = try TestBench.moment(2026, 11, 27, 11)
        let campaign = try TestCampaigns.texts(to: Array(Self.people.prefix(30)))
        let text = TimelineText(try play([campaign], on: bench).timeline, zone: .colombia).render()
        for (day, name) in [("Sat 28 Nov", "Saturdays"), ("Sun 29 Nov", "Sundays")] {
            let row = "\(day)  nothing: The workspace does not send on \(name) (sending.days).\n"
            #expect(text.contains(row), "\(text)")
        }
        #expect(text.contains("Mon 30 Nov\n  uno  prueba  09:00–"), "\(text)")
    }
}
