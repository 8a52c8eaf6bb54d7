import CampaignModel
import Testing
import Timetable

@Suite struct CampaignTimelineTests {
    private func spans(
        _ schedule: Schedule, rules: SendingRules = SendingRules(),
        category: Campaign.Category = .marketing, maintenance: [Maintenance] = [], zone: Zone = .colombia,
        from: Instant, to: Instant
    ) throws -> [CampaignTimeline.Span] {
        let windows = SendingWindows(
            rules: rules, category: category, schedule: schedule, maintenance: maintenance, zone: zone)
        let without = SendingWindows(rules: rules, category: category, schedule: schedule, zone: zone)
        return CampaignTimeline.spans(
            of: try stretch(from, to), schedule: schedule, windows: windows,
            calendar: OccurrenceCalendar(schedule: schedule, windows: without, zone: zone))
    }

    /// `08:00 open`, `18:00 sending.hours …`: each span by its local start.
    private func shown(_ spans: [CampaignTimeline.Span]) -> [String] {
        spans.map { span in
            let start = Zone.colombia.local(span.stretch.start).dateTime
            return "\(start) \(span.closed?.short { Zone.colombia.short($0) } ?? "open")"
        }
    }

    @Test func `every closed stretch of some days has its reason`() throws {
        let pause = Maintenance(lines: [], from: local("2026-12-07 10:00"), to: local("2026-12-07 11:30"))
        let found = try spans(
            Schedule(), maintenance: [pause], from: bogota("2026-12-05 12:00"), to: bogota("2026-12-09 08:30")
        )
        #expect(
            shown(found) == [
                "2026-12-05 12:00 open", "2026-12-05 15:00 Ley 2300: Saturdays 08:00-15:00",
                "2026-12-06 00:00 Ley 2300: no Sundays", "2026-12-07 00:00 Ley 2300: Mon to Fri 07:00-19:00",
                "2026-12-07 07:00 outside 08:00-18:00 (sending.hours)", "2026-12-07 08:00 open",
                "2026-12-07 10:00 maintenance of the line until 2026-12-07 11:30", "2026-12-07 11:30 open",
                "2026-12-07 18:00 outside 08:00-18:00 (sending.hours)",
                "2026-12-07 19:00 Ley 2300: Mon to Fri 07:00-19:00",
                "2026-12-08 00:00 public holiday: Inmaculada Concepción",
                "2026-12-09 00:00 Ley 2300: Mon to Fri 07:00-19:00",
                "2026-12-09 07:00 outside 08:00-18:00 (sending.hours)", "2026-12-09 08:00 open",
            ])
    }

    @Test func `a campaign is closed before its start, between its occurrences and after its end`() throws {
        let schedule = Schedule(
            start: local("2026-12-01 09:00"), every: .weekly([.tue, .fri]), until: local("2026-12-04 16:00"),
            expiresAfter: 7200)
        let found = try spans(
            schedule, category: .utility, from: bogota("2026-11-30 10:00"), to: bogota("2026-12-06 10:00"))
        #expect(
            shown(found) == [
                "2026-11-30 10:00 begins Tue 1 Dec 09:00 (schedule.start)", "2026-12-01 09:00 open",
                "2026-12-01 11:00 next occurrence Fri 4 Dec 09:00", "2026-12-04 09:00 open",
                "2026-12-04 11:00 over: expires_after has passed",
                "2026-12-04 16:00 ended 2026-12-04 16:00 (schedule.until)",
            ])
    }

    @Test func `spans have no gaps, and neighbours differ`() throws {
        let (from, to) = (bogota("2026-11-21 13:25:40"), bogota("2027-01-20 00:00"))
        let found = try spans(
            Schedule(hours: hours("09:00-20:00"), days: [.mon, .thu]), category: .utility, from: from, to: to)
        #expect(found.first?.stretch.start == from)
        #expect(found.last?.stretch.end == to)
        for (one, next) in zip(found, found.dropFirst()) {
            #expect(one.stretch.end == next.stretch.start)
            #expect(one.closed != next.closed)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let zone: String
        let range: String
        let category: Campaign.Category
        let law: Law
        let from: String

        var testDescription: String { "\(category) \(law) \(range) in \(zone) from \(from)" }
    }

    /// Days on which clocks are set, holidays and the law in other zones.
    static let cases: [Case] = [
        Case(zone: "Europe/Madrid", range: "02:15-23:00", category: .utility, law: .none, from: "2026-03-27"),
        Case(zone: "Europe/Madrid", range: "01:00-02:45", category: .utility, law: .none, from: "2026-10-23"),
        Case(
            zone: "Europe/Madrid", range: "08:00-22:00", category: .marketing, law: .co2300,
            from: "2026-10-23"
        ),
        Case(
            zone: "America/Santiago", range: "00:30-24:00", category: .collection, law: .co2300,
            from: "2026-09-04"),
        Case(
            zone: "Australia/Lord_Howe", range: "01:40-02:20", category: .utility, law: .none,
            from: "2026-04-03"),
        Case(
            zone: "America/Bogota", range: "08:00-18:00", category: .collection, law: .co2300,
            from: "2026-12-04"),
        Case(zone: "UTC", range: "00:00-24:00", category: .authentication, law: .co2300, from: "2026-12-04"),
    ]

    /// The oracle asks every five minutes of five days.
    @Test(arguments: cases)
    func `spans agree with asking every five minutes`(_ one: Case) throws {
        var rules = SendingRules(days: [.mon, .tue, .wed, .fri, .sat, .sun])
        rules.hours = hours(one.range)
        rules.law = one.law
        let pause = Maintenance(
            lines: [], from: LocalDateTime(date: day(one.from), time: hours("23:30-24:00").start),
            to: LocalDateTime(date: day(one.from).adding(days: 1), time: hours("02:05-24:00").start))
        let zone = try zone(one.zone)
        let windows = SendingWindows(rules: rules, category: one.category, maintenance: [pause], zone: zone)
        let start = utc("\(one.from) 00:00")
        let found = try spans(
            Schedule(), rules: rules, category: one.category, maintenance: [pause], zone: zone, from: start,
            to: start.advanced(seconds: 5 * 86_400))
        for index in 0..<5 * 288 {
            let moment = start.advanced(seconds: Double(index * 300))
            let span = try #require(found.first { $0.stretch.contains(moment) })
            var reason: ClosedReason?
            if case .window(let closed)? = span.closed { reason = closed }
            #expect(reason?.sentence == windows.closedReason(at: moment)?.sentence, "\(moment)")
        }
    }
}

@Suite struct SendingWeekTests {
    private func weeks(_ now: String) -> [String] {
        SendingWeek.weeks(rules: SendingRules(), zone: .colombia, now: bogota(now)).map { week in
            week.days.map { day in
                day.open.isEmpty ? "-" : day.open.map { "\($0)" }.joined(separator: "+")
            }.joined(separator: " ") + " \(week.onHolidays)"
        }
    }

    @Test func `the default rules`() {
        let weekday = Array(repeating: "08:00-18:00", count: 5).joined(separator: " ")
        #expect(
            weeks("2026-11-21 13:00") == [
                "\(weekday) 08:00-15:00 - closedByLaw", "\(weekday) 08:00-18:00 - closedByWorkspace",
                Array(repeating: "00:00-24:00", count: 7).joined(separator: " ") + " open",
            ])
    }

    @Test func `a week with a public holiday is not an ordinary one`() throws {
        // 8 December 2026 is a Tuesday.
        let found = SendingWeek.weeks(
            rules: SendingRules(), zone: .colombia, now: bogota("2026-12-09 10:00"))
        #expect(found[0].days[0].date == day("2026-12-14"))
        #expect(found[0].days[6].closed == .sunday)
        #expect(found[1].days[6].closed == .workspaceDay(.sun))
    }

    @Test func `a week in which clocks are set is not an ordinary one, and the law keeps Colombian hours`()
        throws
    {
        let madrid = try zone("Europe/Madrid")
        let found = SendingWeek.weeks(
            rules: SendingRules(hours: hours("08:00-23:30")), zone: madrid, now: bogota("2026-10-21 10:00"))
        // 25 October is the Sunday of this week, 2 November a holiday, 16 November another.
        #expect(found[0].days[0].date == day("2026-11-23"))
        #expect(found[0].days[0].open == [hours("13:00-23:30")])
        #expect(found[1].days[0].open == [hours("08:00-23:30")])
    }
}
