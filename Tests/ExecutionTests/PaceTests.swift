import CampaignModel
import Execution
import GRDB
import Gateway
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

@Suite struct PaceAtSendingTests {
    private func people(_ count: UInt64) -> [(UInt64, String)] { (1...count).map { ($0, "P\($0)") } }

    @Test func `sends are evenly spaced`() async throws {
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60))])
        let pass = Pass(bench)
        try await pass.apply([TestCampaigns.texts(to: people(30))])
        let moments = pass.gateway.requests.map(\.at)
        #expect(moments.count == 30)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $1.seconds(since: $0) >= 60 })
    }

    @Test func `a new start gives no new allowance`() async throws {
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60))])
        let first = Pass(bench)
        try await first.apply([TestCampaigns.texts("primera", to: people(3), saying: ["Uno"])])
        var later = bench
        later.now = first.clock.reading().wall
        // Another line's name with the same number is the same sender.
        later.workspace.lines[0].name = "otro"
        let second = Pass(later)
        try await second.apply([
            TestCampaigns.texts("segunda", to: people(3), saying: ["Dos"], lines: ["otro"])
        ])
        let gap = try #require(second.gateway.requests.first?.at)
            .seconds(since: try #require(first.gateway.requests.last?.at))
        #expect(gap >= 60)
    }

    @Test func `nothing is sent outside the window, and the pass says when it goes on`() async throws {
        let rules = SendingRules(
            law: .none, hours: HourRange(literal: (8, 0), (10, 30)), days: Set(Weekday.allCases),
            holidays: .none)
        let bench = try TestBench(rules: rules, lines: [TestBench.line("uno", 1, rate: .perHour(60))])
        let pass = Pass(bench)
        let campaign = try TestCampaigns.texts(to: people(50))
        let result = try await pass.apply([campaign])
        let opening = try TestBench.moment(2026, 11, 24, 8)
        guard case .closed(let until, _) = result.endings["uno"] else {
            Issue.record("the pass did not end with the window")
            return
        }
        #expect(until == opening)
        #expect(pass.gateway.requests.count == 30)
        let end = try TestBench.moment(2026, 11, 23, 10, 30)
        #expect(pass.gateway.requests.allSatisfy { $0.at < end })
        try await pass.clock.sleep(until: opening)
        try await pass.apply([campaign])
        #expect(pass.gateway.requests.count == 50)
    }

    @Test func `the law's Sunday holds back marketing but not a utility message`() async throws {
        var bench = try TestBench(
            rules: SendingRules(
                law: .co2300, hours: HourRange(literal: (0, 0), (24, 0)), days: Set(Weekday.allCases),
                holidays: .none))
        bench.now = try TestBench.moment(2026, 11, 22, 10)
        let pass = Pass(bench)
        let marketing = try TestCampaigns.texts("promo", to: people(2), saying: ["A"], category: .marketing)
        let utility = try TestCampaigns.texts("aviso", to: people(2), saying: ["B"], category: .utility)
        try await pass.apply([marketing, utility])
        #expect(pass.gateway.requests.map(\.request.key.campaign) == ["aviso", "aviso"])
    }

    @Test func `one person gets one marketing contact a day`() async throws {
        let bench = try TestBench(rules: SendingRules(law: .co2300))
        let pass = Pass(bench)
        let first = try TestCampaigns.texts(
            "primera", to: people(2), saying: ["A1", "A2"], category: .marketing)
        let second = try TestCampaigns.texts("segunda", to: people(2), saying: ["B"], category: .marketing)
        try await pass.apply([first, second])
        // Both messages of one campaign are one contact; the other campaign waits for the next day.
        #expect(pass.gateway.requests.map(\.request.key.campaign) == Array(repeating: "primera", count: 4))
        try await pass.clock.sleep(until: try TestBench.moment(2026, 11, 24, 8))
        try await pass.apply([first, second])
        #expect(pass.gateway.requests.count == 6)
    }

    @Test func `the same words to one person are 120 seconds apart`() async throws {
        let pass = try Pass(TestBench())
        try await pass.apply([TestCampaigns.texts(to: people(1), saying: ["Igual", "Igual"])])
        let moments = pass.gateway.requests.map(\.at)
        #expect(moments.count == 2)
        #expect(moments[1].seconds(since: moments[0]) >= 120)
    }

    @Test func `a campaign's own rate holds over all its lines`() async throws {
        let lines = [TestBench.line("uno", 1), TestBench.line("dos", 2)]
        let pass = try Pass(TestBench(lines: lines))
        var schedule = Schedule()
        schedule.rate = .perHour(120)
        try await pass.apply([
            TestCampaigns.texts(to: people(20), lines: ["uno", "dos"], schedule: schedule)
        ])
        // By the ledger's own times: here one line's sleep moves the clock under the other's feet.
        let moments = try await DatabaseQueue(path: pass.bench.ledger.path).read { database in
            try Int64.fetchAll(database, sql: "SELECT began_wall FROM attempts ORDER BY began_wall")
        }
        #expect(moments.count == 20)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 - $0 >= 30_000 })
    }

    @Test func `what its end overtakes expires unsent`() async throws {
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60))])
        let pass = Pass(bench)
        var schedule = Schedule()
        schedule.until = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 23)),
            time: try #require(LocalTime(hour: 10, minute: 10)))
        try await pass.apply([TestCampaigns.texts(to: people(30), schedule: schedule)])
        #expect(pass.gateway.requests.count == 10)
        #expect(try pass.counts() == [.accepted: 10, .expired: 20])
    }
}
