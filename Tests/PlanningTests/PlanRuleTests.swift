import Audience
import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

@Suite struct PlanRuleTests {
    @Test func `a renamed campaign is refused, unless the repeat is meant`() throws {
        let bench = try TestBench()
        let people: [(UInt64, String)] = [(1, "Ana"), (2, "José"), (3, "Luz")]
        let first = try TestCampaigns.texts("primera", to: people)
        try bench.freeze(bench.plan([first]))
        for _ in people { try bench.settleNext(of: first, as: .accepted(messageID: nil)) }
        let renamed = try bench.plan([TestCampaigns.texts("segunda", to: people)])
        #expect(renamed.campaigns[0].problems.map(\.message).first?.contains("`primera`") == true)
        let meant = try bench.plan([TestCampaigns.texts("segunda", to: people, allowRepeat: true)])
        #expect(meant.campaigns[0].problems.isEmpty)
        let other = try bench.plan([TestCampaigns.texts("segunda", to: people, saying: ["Otra {{nombre}}"])])
        #expect(other.campaigns[0].problems.isEmpty)
    }

    @Test func `a renamed campaign is found out by any of its messages`() throws {
        let bench = try TestBench()
        let people: [(UInt64, String)] = [(1, "Ana"), (2, "José"), (3, "Luz")]
        let first = try TestCampaigns.texts("primera", to: people, saying: ["Uno", "Dos {{nombre}}"])
        try bench.freeze(bench.plan([first]))
        let edited = try TestCampaigns.texts("segunda", to: people, saying: ["Otro uno", "Dos {{nombre}}"])
        let problems = try bench.plan([edited]).campaigns[0].problems.map(\.message)
        #expect(
            problems.first?.contains("`primera` has sent one of these messages to 3 of these 3 people")
                == true)
    }

    @Test func `a campaign that is made to repeat is not sent again for the day on which it was sent`() throws
    {
        var bench = try TestBench()
        let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]
        let once = try TestCampaigns.texts(to: people)
        try bench.freeze(bench.plan([once]))
        for _ in people { try bench.settleNext(of: once, as: .accepted(messageID: nil)) }
        func problems(startingOn day: Int, revision: Int = 1, allowRepeat: Bool = false) throws -> [String] {
            let schedule = Schedule(start: Moments.local(2026, 11, day, 9), every: .weekly([.mon, .tue]))
            let repeating = try TestCampaigns.texts(
                to: people, revision: revision, schedule: schedule, allowRepeat: allowRepeat)
            return try bench.plan([repeating]).campaigns[0].problems.map(\.message)
        }
        #expect(try problems(startingOn: 23).first?.contains("`every` was added") == true)
        #expect(try problems(startingOn: 23, revision: 2).isEmpty)
        #expect(try problems(startingOn: 23, allowRepeat: true).isEmpty)
        #expect(try problems(startingOn: 24).isEmpty)
        // The other way about: a date was sent, and the campaign is made to happen once.
        let daily = try TestCampaigns.texts(
            "otra", to: people, saying: ["Otra"],
            schedule: Schedule(start: Moments.local(2026, 11, 23, 9), every: .daily))
        try bench.freeze(bench.plan([daily]))
        bench.now = bench.now.advanced(seconds: 86_400)
        let single = try bench.plan([TestCampaigns.texts("otra", to: people, saying: ["Otra"])])
        #expect(single.campaigns[0].problems.map(\.message).first?.contains("taken out of it") == true)
    }

    @Test func `after thirty days the same text may go out under another name`() throws {
        var bench = try TestBench()
        let first = try TestCampaigns.texts("primera", to: [(1, "Ana")])
        try bench.freeze(bench.plan([first]))
        try bench.settleNext(of: first, as: .accepted(messageID: nil))
        bench.now = bench.now.advanced(seconds: 31 * 86_400)
        #expect(
            try bench.plan([TestCampaigns.texts("segunda", to: [(1, "Ana")])]).campaigns[0].problems.isEmpty)
    }

    @Test(arguments: [["Cero", "Uno", "Dos"], ["Dos", "Uno"]])
    func `messages moved about after sending are refused`(texts: [String]) throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno", "Dos"])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let moved = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")], saying: texts)])
        #expect(moved.campaigns[0].problems.map(\.message).first?.contains("reordered") == true)
    }

    @Test(arguments: [(nil, "saludo"), ("saludo", nil), ("aa", "bb")] as [(String?, String?)])
    func `a changed message id does not send again`(before: String?, after: String?) throws {
        let bench = try TestBench()
        var campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno"])
        campaign.messages[0].id = before
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        campaign.messages[0].id = after
        #expect(try bench.plan([campaign]).campaigns[0].problems.count == 1)
    }

    @Test func `a campaign renamed half way is refused for what the old name has waiting`() throws {
        let bench = try TestBench()
        let people: [(UInt64, String)] = (1...20).map { ($0, "P\($0)") }
        let first = try TestCampaigns.texts("uno-dos", to: people)
        try bench.freeze(bench.plan([first]))
        for _ in 0..<7 { try bench.settleNext(of: first, as: .accepted(messageID: nil)) }
        #expect(
            try bench.plan([TestCampaigns.texts("uno-tres", to: people)]).campaigns[0].problems.count == 1)
    }

    @Test func `a stopped line is said in the plan`() throws {
        let bench = try TestBench()
        try bench.ledger.stop(Stop(subject: .line("uno"), reason: "no token", since: bench.now, until: nil))
        let notes = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")])]).campaigns[0].notes
        #expect(notes.first?.contains("line uno is stopped: no token") == true)
    }

    @Test(arguments: [["Uno", "Dos", "Tres"], ["Uno corregido", "Dos"], ["Uno"]])
    func `messages added at the end, edited or removed are no reordering`(texts: [String]) throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno", "Dos"])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        #expect(
            try bench.plan([TestCampaigns.texts(to: [(1, "Ana")], saying: texts)]).campaigns[0].problems
                .isEmpty)
    }

    @Test func `the law's one contact a day delays, and excludes where no day is left`() throws {
        let bench = try TestBench(rules: SendingRules(law: .co2300))
        let first = try TestCampaigns.texts("primera", to: [(1, "Ana")], category: .marketing)
        try bench.freeze(bench.plan([first]))
        try bench.settleNext(of: first, as: .accepted(messageID: nil))
        let second = try TestCampaigns.texts(
            "segunda", to: [(1, "Ana")], saying: ["Otra"], category: .marketing)
        let delayed = try bench.plan([second]).campaigns[0]
        #expect(delayed.sends.map(\.kind) == [.new])
        #expect(delayed.sends[0].note != nil)
        var ending = second
        ending.schedule.until = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 23)),
            time: try #require(LocalTime(hour: 17, minute: 0)))
        let excluded = try bench.plan([ending]).campaigns[0]
        #expect(excluded.excluded.map(\.reason) == [.frequencyCap])
        #expect(excluded.sends.isEmpty)
    }

    @Test func `a campaign that starts later is shown and not due`() throws {
        let bench = try TestBench()
        var schedule = Schedule()
        schedule.start = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 12, day: 1)),
            time: try #require(LocalTime(hour: 9, minute: 0)))
        let plan = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")], schedule: schedule)])
        #expect(plan.campaigns[0].timing == .upcoming(try TestBench.moment(2026, 12, 1, 9)))
        #expect(!plan.hasChanges)
        #expect(plan.campaigns[0].forecast.first == (try TestBench.moment(2026, 12, 1, 9)))
    }

    @Test func `after its end nothing is sent and what waits expires`() throws {
        var bench = try TestBench()
        var schedule = Schedule()
        schedule.until = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 11, day: 24)),
            time: try #require(LocalTime(hour: 18, minute: 0)))
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], schedule: schedule)
        try bench.freeze(bench.plan([campaign]))
        bench.now = try TestBench.moment(2026, 11, 25, 8)
        let plan = try bench.plan([campaign])
        #expect(plan.campaigns[0].timing == .over)
        #expect(plan.campaigns[0].sends.map(\.kind) == [.leaving])
        #expect(plan.hasChanges)
        try bench.freeze(plan)
        #expect(try bench.ledger.tallies(campaign: nil).map(\.state) == [.expired])
    }

    @Test func `people are spread over lines and stay on theirs when one is added`() throws {
        let people: [(UInt64, String)] = (1...300).map { ($0, "P") }
        let lines = (1...4).map { TestBench.line("linea\($0)", UInt64($0)) }
        let bench = try TestBench(lines: lines)
        let three = try bench.plan([TestCampaigns.texts(to: people, lines: ["linea1", "linea2", "linea3"])])
        let before = three.campaigns[0].sends
        let counts = Dictionary(grouping: before, by: \.line).mapValues(\.count)
        #expect(counts.count == 3)
        #expect(counts.values.allSatisfy { $0 > 60 })
        let four = try bench.plan([
            TestCampaigns.texts(to: people, lines: ["linea1", "linea2", "linea3", "linea4"])
        ]).campaigns[0].sends
        let moved = zip(before, four).filter { $0.line != $1.line }
        #expect(moved.allSatisfy { $1.line == "linea4" })
        #expect((40...110).contains(moved.count))
        // Once frozen, nobody moves at all.
        try bench.freeze(three)
        let frozen = try bench.plan([
            TestCampaigns.texts(to: people, lines: ["linea1", "linea2", "linea3", "linea4"])
        ]).campaigns[0].sends
        #expect(frozen.map(\.line) == before.map(\.line))
    }

    @Test func `the forecast follows pace and windows, and costs are summed`() throws {
        let price = Money(hundredths: 8500, currency: "COP")
        let line = TestBench.line("uno", 1, rate: .perHour(60), price: price)
        let bench = try TestBench(
            rules: SendingRules(law: .none, hours: HourRange(literal: (8, 0), (11, 0)), holidays: .none),
            lines: [line])
        let people: [(UInt64, String)] = (1...100).map { ($0, "P") }
        let plan = try bench.plan([TestCampaigns.texts(to: people)]).campaigns[0]
        // 60 an hour from 10:00: 60 until 11:00, and 40 from 8:00 on the next day, the last at 8:39.
        #expect(plan.forecast.first == bench.now)
        #expect(plan.forecast.last == (try TestBench.moment(2026, 11, 24, 8, 39)))
        #expect(plan.cost == [Money(hundredths: 850_000, currency: "COP")])
    }

    @Test func `a campaign of Christmas does not keep one of tomorrow waiting`() throws {
        let bench = try TestBench()
        func campaign(_ name: String, day: Int) throws -> Campaign {
            try TestCampaigns.texts(
                name, to: [(1, "Ana")], schedule: Schedule(start: Moments.local(2026, 12, day, 9)))
        }
        let plan = try bench.plan([campaign("navidad", day: 23), campaign("pagos", day: 2)])
        #expect(plan.campaigns.map(\.campaign.name) == ["navidad", "pagos"])
        #expect(plan.campaigns.map(\.forecast.unsent) == [0, 0])
        #expect(plan.campaigns[1].forecast.last == bench.zone.instant(Moments.local(2026, 12, 2, 9)))
    }
}
