import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

/// Limits on contacts across the campaigns of one plan. The bench stands at Monday 23 November 2026, 10:00.
@Suite struct ContactPlanTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    private func bench(_ limit: ContactLimit? = nil, law: Law = .none) throws -> TestBench {
        var rules = TestBench.openRules
        rules.maxPerRecipient = limit
        rules.law = law
        return try TestBench(rules: rules)
    }

    private func texts(_ name: String, category: Campaign.Category = .utility) throws -> Campaign {
        try TestCampaigns.texts(name, to: people, saying: ["Hola de \(name)"], category: category)
    }

    @Test func `campaigns to the same people go out a day apart, and the plan says so`() throws {
        let bench = try bench(ContactLimit(count: 1, period: .day))
        let plan = try bench.plan([texts("uno"), texts("dos"), texts("tres")])
        let tomorrow = try TestBench.moment(2026, 11, 24, 0)
        let after = try TestBench.moment(2026, 11, 25, 0)
        #expect(plan.campaigns.map(\.forecast.first) == [bench.now, tomorrow, after])
        #expect(plan.campaigns.map(\.forecast.last) == [bench.now, tomorrow, after])
        #expect(plan.campaigns.map { $0.lines[0].first } == [bench.now, tomorrow, after])
        #expect(plan.ends == after)
        #expect(plan.campaigns[0].sends.allSatisfy { $0.note == nil })
        #expect(
            plan.campaigns[1].sends.allSatisfy { $0.note?.contains("not before Tue 24 Nov 00:00") == true })
        #expect(plan.totals.toSend == 6)
    }

    @Test func `whom a limit leaves no moment before the end may be left out, and the plan says so`() throws {
        let bench = try bench(ContactLimit(count: 1, period: .day))
        var two = try texts("dos")
        two.schedule.until = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 23)),
            time: try #require(LocalTime(hour: 23, minute: 0)))
        let plan = try bench.plan([texts("uno"), two, texts("tres")])
        #expect(plan.campaigns[1].sends.allSatisfy { $0.note?.hasPrefix("may be left out") == true })
        #expect(plan.campaigns[1].notes.contains { $0.hasPrefix("2 of these people may get nothing") })
        #expect(plan.campaigns[0].notes.isEmpty && plan.campaigns[0].sends.allSatisfy { $0.note == nil })
        // What is not sent keeps nothing else back.
        #expect(
            plan.campaigns[2].sends.allSatisfy { $0.note?.contains("not before Tue 24 Nov 00:00") == true })
    }

    @Test func `two a day are two a day`() throws {
        let bench = try bench(ContactLimit(count: 2, period: .day))
        let plan = try bench.plan([texts("uno"), texts("dos"), texts("tres")])
        let tomorrow = try TestBench.moment(2026, 11, 24, 0)
        #expect(plan.campaigns.map(\.forecast.first) == [bench.now, bench.now, tomorrow])
    }

    @Test func `what waits from an earlier apply says when it goes on`() throws {
        let bench = try bench(ContactLimit(count: 1, period: .day))
        let (one, two) = (try texts("uno"), try texts("dos"))
        try bench.freeze(bench.plan([one, two]))
        for _ in people { try bench.settleNext(of: one, as: .accepted(messageID: nil)) }
        let plan = try bench.plan([one, two])
        #expect(plan.campaigns[1].sends.map(\.kind) == [.waiting, .waiting])
        #expect(plan.campaigns[1].forecast.first == (try TestBench.moment(2026, 11, 24, 0)))
    }

    @Test func `the law puts a marketing campaign off to its next lawful moment`() throws {
        let bench = try bench(law: .co2300)
        let plan = try bench.plan([
            texts("uno", category: .collection), texts("dos", category: .marketing), texts("tres"),
        ])
        // Ley 2300 allows contact from 7:00 on; what is no advertisement has no limit here.
        #expect(
            plan.campaigns.map(\.forecast.first) == [
                bench.now, try TestBench.moment(2026, 11, 24, 7), bench.now,
            ])
    }

    @Test func `nobody is left out for a contact that is only planned`() throws {
        let bench = try bench(ContactLimit(count: 1, period: .day))
        var ending = try texts("dos")
        ending.schedule.until = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 23)),
            time: try #require(LocalTime(hour: 17, minute: 0)))
        let plan = try bench.plan([texts("uno"), ending])
        #expect(plan.campaigns[1].excluded.isEmpty)
        #expect(plan.campaigns[1].totals.toSend == 2)
    }
}
