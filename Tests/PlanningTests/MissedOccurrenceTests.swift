import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

/// Occurrences whose time has passed. The bench stands at Monday 23 November 2026, 10:00.
@Suite struct MissedOccurrenceTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    /// Every day at 9:00, for an hour; from Sunday on.
    private func daily(until end: LocalDateTime? = nil) throws -> Campaign {
        let start = try #require(LocalDate(year: 2026, month: 11, day: 22))
        let nine = try #require(LocalTime(hour: 9, minute: 0))
        return try TestCampaigns.texts(
            to: people,
            schedule: Schedule(
                start: LocalDateTime(date: start, time: nine), every: .daily, until: end, expiresAfter: 3600))
    }

    private func bench(_ hour: Int, _ minute: Int = 0, day: Int = 23) throws -> TestBench {
        var bench = try TestBench()
        bench.now = try TestBench.moment(2026, 11, day, hour, minute)
        return bench
    }

    @Test func `an occurrence of which nothing was sent says so when it has expired`() throws {
        let bench = try bench(10)
        let plan = try bench.plan([daily()]).campaigns[0]
        #expect(plan.scope.occurrence == "2026-11-24")
        #expect(
            plan.missed == "nothing of its occurrence 2026-11-23 was sent before it expired, Mon 23 Nov 10:00"
        )
        #expect(plan.notes.contains(plan.missed ?? ""))
        // A millisecond earlier it could still be sent.
        var earlier = bench
        earlier.now = bench.now.advanced(seconds: -0.001)
        let due = try earlier.plan([daily()]).campaigns[0]
        #expect(due.missed == nil && due.isDue && due.scope.occurrence == "2026-11-23")
    }

    @Test func `one of which something was sent, and one that was cancelled, are not missed`() throws {
        var bench = try bench(9, 30)
        try bench.freeze(bench.plan([daily()]))
        try bench.settleNext(of: daily(), occurrence: "2026-11-23", as: .accepted(messageID: nil))
        bench.now = try TestBench.moment(2026, 11, 23, 11)
        #expect(try bench.plan([daily()]).campaigns[0].missed == nil)
        bench.now = try TestBench.moment(2026, 11, 24, 11)
        #expect(try bench.plan([daily()]).campaigns[0].missed?.contains("2026-11-24") == true)
        _ = try bench.ledger.cancel(
            Cancellation(campaign: "prueba", revision: 1, reason: "", by: "ana", since: bench.now))
        #expect(try bench.plan([daily()]).campaigns[0].missed == nil)
    }

    @Test func `a campaign that is sent once is missed as a whole`() throws {
        var once = try daily()
        once.schedule.every = nil
        let plan = try bench(11).plan([once]).campaigns[0]
        #expect(plan.timing == .over)
        #expect(plan.missed == "nothing was sent before it expired, Sun 22 Nov 10:00")
    }

    @Test func `what an expired occurrence has left waiting expires before the next begins`() throws {
        var bench = try bench(9, 30)
        try bench.freeze(bench.plan([daily()]))
        try bench.settleNext(of: daily(), occurrence: "2026-11-23", as: .accepted(messageID: nil))
        bench.now = try TestBench.moment(2026, 11, 23, 10)
        let plan = try bench.plan([daily()])
        #expect(plan.campaigns[0].isUpcoming)
        #expect(plan.campaigns[0].expiring.map(\.key.occurrence) == ["2026-11-23"])
        #expect(plan.hasChanges)
        try bench.ledger.freeze(FreezeBatch(expiring: plan.campaigns[0]), at: bench.now)
        let states = try bench.ledger.tallies(campaign: nil).map {
            "\($0.state) \($0.reason ?? "") \($0.count)"
        }
        #expect(states == ["accepted  1", "expired its occurrence (2026-11-23) is over 1"])
        // Nothing of tomorrow's occurrence was frozen with it, and once is enough.
        let again = try bench.plan([daily()])
        #expect(again.campaigns[0].expiring.isEmpty && !again.hasChanges)
    }

    @Test func `until ends an occurrence before it expires by itself`() throws {
        let end = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 23)),
            time: try #require(LocalTime(hour: 9, minute: 30)))
        let bench = try bench(9, 30)
        let plan = try bench.plan([daily(until: end)]).campaigns[0]
        #expect(plan.timing == .over)
        #expect(
            plan.missed == "nothing of its occurrence 2026-11-23 was sent before it expired, Mon 23 Nov 09:30"
        )
    }
}
