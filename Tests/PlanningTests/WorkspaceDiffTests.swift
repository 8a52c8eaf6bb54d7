import Audience
import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

@Suite struct WorkspaceDiffTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    @Test func `nothing changed`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        let diff = try bench.diff(from: [campaign], to: [campaign])
        #expect(diff.campaigns.map(\.kind) == [.unchanged])
        #expect(diff.campaigns[0].audience?.isEmpty == true)
        #expect(!diff.campaigns[0].hasOtherEffect)
    }

    @Test func `who joins, who leaves and who reads something else`() throws {
        let bench = try TestBench()
        let old = try TestCampaigns.texts(to: [(1, "Ana"), (2, "José"), (4, "Luz")])
        let new = try TestCampaigns.texts(to: [(3, "Eva"), (1, "Anita"), (4, "Luz")])
        let audience = try #require(try bench.diff(from: [old], to: [new]).campaigns[0].audience)
        #expect(audience.joinedSamples == [.init(number: TestBench.number(3), reason: nil)])
        #expect(audience.leftSamples == [.init(number: TestBench.number(2), reason: nil)])
        #expect(audience.changedSamples == [TestBench.number(1)])
        #expect([audience.before, audience.after, audience.common] == [3, 3, 2])
    }

    @Test func `counts agree with sets on random audiences`() throws {
        let bench = try TestBench()
        var random = SeededRandom(seed: 11)
        for _ in 0..<20 {
            func draw() -> Set<UInt64> {
                Set((0..<30).map { _ in UInt64.random(in: 0..<40, using: &random) })
            }
            let (old, new) = (draw(), draw())
            func campaign(_ numbers: Set<UInt64>) throws -> Campaign {
                try TestCampaigns.texts(to: numbers.map { ($0, "P") })
            }
            let diff = try bench.diff(from: [campaign(old)], to: [campaign(new)]).campaigns[0]
            let audience = try #require(diff.audience)
            #expect(audience.joined == new.subtracting(old).count)
            #expect(audience.left == old.subtracting(new).count)
            #expect(audience.leftSamples.count == min(5, audience.left))
            #expect(audience.changed == 0)
        }
    }

    @Test func `one who leaves by a rule leaves with its name`() throws {
        let bench = try TestBench()
        let old = try TestCampaigns.texts(to: people)
        // The text now needs a name, which José no longer has.
        let new = try TestCampaigns.texts(to: [(1, "Ana"), (2, "")])
        let audience = try #require(try bench.diff(from: [old], to: [new]).campaigns[0].audience)
        #expect(audience.leftSamples.map(\.reason) == ["empty_variable"])
        #expect(audience.leftByReason == ["empty_variable": 1])
    }

    @Test func `a changed word, a moved start and a new revision`() throws {
        let bench = try TestBench()
        let old = try TestCampaigns.texts(
            to: people, saying: ["Hola {{nombre}}, es hoy"],
            schedule: Schedule(start: Moments.local(2026, 11, 30, 9)))
        let new = try TestCampaigns.texts(
            to: people, saying: ["Hola {{nombre}}, es mañana"], revision: 2,
            schedule: Schedule(start: Moments.local(2026, 12, 1, 9)))
        let diff = try bench.diff(from: [old], to: [new]).campaigns[0]
        #expect(diff.kind == .changed)
        #expect(diff.texts.map(\.what) == ["message 1, text"])
        #expect(
            diff.texts[0].words.pieces
                == [.same("Hola {{nombre}}, es "), .removed("hoy"), .added("mañana")])
        #expect(diff.schedule == ["starts Tue 1 Dec 09:00 instead of Mon 30 Nov 09:00"])
        #expect(diff.settings == ["revision is 2 instead of 1: everybody gets it again"])
        #expect(diff.audience?.changed == 2)
        #expect(diff.before?.first == bench.zone.instant(Moments.local(2026, 11, 30, 9)))
        #expect(diff.after?.first == bench.zone.instant(Moments.local(2026, 12, 1, 9)))
    }

    @Test func `new and gone, and one that was only renamed`() throws {
        let bench = try TestBench()
        let diff = try bench.diff(
            from: [
                TestCampaigns.texts("vieja", to: people),
                TestCampaigns.texts("otra", to: people, saying: ["Adiós"]),
            ],
            to: [
                TestCampaigns.texts("nueva", to: people),
                TestCampaigns.texts("distinta", to: people, saying: ["Buenas"]),
            ])
        #expect(diff.campaigns.map(\.name) == ["distinta", "nueva", "otra", "vieja"])
        #expect(diff.campaigns.map(\.kind) == [.new, .new, .removed, .removed])
        #expect(diff.campaigns.map(\.renamedFrom) == [nil, "vieja", nil, nil])
        #expect(diff.campaigns.map(\.renamedTo) == [nil, nil, nil, "nueva"])
        #expect(diff.campaigns[1].notes.first?.contains("would get it again") == true)
    }

    @Test func `with a ledger, an edit of what has gone out is called out`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let edited = try TestCampaigns.texts(to: people, saying: ["Buenas, {{nombre}}"])
        let notes = try bench.diff(from: [campaign], to: [edited], ledger: bench.ledger).campaigns[0].notes
        #expect(notes.count == 1)
        #expect(notes.first?.hasPrefix("1 message has already gone out and says something else now") == true)
        #expect(try bench.diff(from: [campaign], to: [edited]).campaigns[0].notes.isEmpty)
    }

    @Test func `a campaign that was broken is not called new`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        var side = bench.side([])
        side.broken["prueba"] = ["prueba.yaml: it was wrong"]
        let diff = try bench.diff(side, to: bench.side([campaign]))
        #expect(diff.campaigns.map(\.kind) == [.brokenBefore])
        #expect(diff.campaigns[0].mistakes == ["prueba.yaml: it was wrong"])
    }

    @Test func `a broken campaign is not called gone`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        var side = bench.side([])
        side.broken["prueba"] = ["prueba.yaml: it is wrong"]
        #expect(try bench.diff(bench.side([campaign]), to: side).campaigns.map(\.kind) == [.brokenNow])
    }

    @Test func `without a workspace at the base everything is new`() throws {
        let bench = try TestBench()
        let diff = try bench.diff(nil, to: bench.side([TestCampaigns.texts(to: people)]))
        #expect(diff.campaigns.map(\.kind) == [.new])
        #expect(diff.notes.count == 1)
    }

    @Test func `a line's pace changes the effect of campaigns that are as they were`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        var before = bench.side([campaign])
        before.workspace.lines = [TestBench.line("uno", 1, rate: .perHour(1))]
        let diff = try bench.diff(before, to: bench.side([campaign]))
        #expect(diff.settings == ["line uno: free instead of 1/hour"])
        #expect(diff.campaigns.map(\.kind) == [.unchanged])
        #expect(diff.campaigns[0].hasOtherEffect)
    }

    @Test func `a group that has been made keeps its name`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.group(to: people)
        var renamed = campaign
        renamed.group?.origin = .created(name: "Otro", welcome: "Hola a todos", invite: nil)
        let diff = try bench.diff(from: [campaign], to: [renamed]).campaigns[0]
        #expect(diff.texts.map(\.what) == ["group, name", "group, invite"])
        #expect(diff.texts.map(\.isGone) == [false, true])
    }
}

@Suite struct ScheduleChangeTests {
    private func changes(_ old: Schedule, _ new: Schedule) throws -> [String] {
        let bench = try TestBench()
        func campaign(_ schedule: Schedule) throws -> Campaign {
            try TestCampaigns.texts(to: [(1, "Ana")], schedule: schedule)
        }
        return try bench.diff(from: [campaign(old)], to: [campaign(new)]).campaigns[0].schedule
    }

    @Test func `every part of a schedule in plain words`() throws {
        let start = Moments.local(2026, 12, 1, 9)
        #expect(
            try changes(Schedule(), Schedule(start: start)) == [
                "starts Tue 1 Dec 09:00 instead of as soon as it is applied"
            ])
        #expect(
            try changes(Schedule(start: start), Schedule(start: start, every: .monthly([1, 15])))
                == ["now repeats monthly on 1 and 15; it was sent once"])
        #expect(
            try changes(
                Schedule(start: start, every: .weekly([.fri, .mon])), Schedule(start: start, every: .daily))
                == ["repeats daily instead of weekly on Mon and Fri"])
        #expect(
            try changes(
                Schedule(hours: HourRange(literal: (8, 0), (18, 0))),
                Schedule(hours: HourRange(literal: (9, 0), (17, 0))))
                == ["the campaign's hours narrowed from 08:00-18:00 to 09:00-17:00"])
        #expect(
            try changes(
                Schedule(hours: HourRange(literal: (8, 0), (12, 0))),
                Schedule(hours: HourRange(literal: (9, 0), (17, 0))))
                == ["the campaign's hours moved from 08:00-12:00 to 09:00-17:00"])
        #expect(
            try changes(Schedule(days: [.mon, .sat]), Schedule(days: [.mon, .tue]))
                == ["now on Tue, no longer on Sat"])
        #expect(
            try changes(Schedule(), Schedule(until: Moments.local(2027, 6, 30, 18)))
                == ["now ends Wed 30 Jun 2027 18:00; it had no end"])
        #expect(
            try changes(Schedule(expiresAfter: 86_400), Schedule(expiresAfter: 7200))
                == ["what is unsent expires after 2 hours instead of after 1 day"])
        #expect(
            try changes(Schedule(rate: .perHour(200)), Schedule())
                == ["the campaign's pace is no limit of its own instead of 200/hour"])
    }
}

/// Local moments for schedules.
enum Moments {
    static func local(_ year: Int, _ month: Int, _ day: Int, _ hour: Int) -> LocalDateTime {
        LocalDateTime(
            date: LocalDate(year: year, month: month, day: day) ?? LocalDate(dayNumber: 0),
            time: LocalTime(hour: hour, minute: 0) ?? HourRange(literal: (0, 0), (1, 0)).start)
    }
}
