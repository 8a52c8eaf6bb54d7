import CampaignModel
import Testing
import Timetable

@Suite struct OccurrenceCalendarTests {
    private func calendar(
        _ schedule: Schedule, rules: SendingRules = freeRules, category: Campaign.Category = .utility,
        zone: Zone = .colombia
    ) -> OccurrenceCalendar {
        OccurrenceCalendar(
            schedule: schedule,
            windows: SendingWindows(rules: rules, category: category, schedule: schedule, zone: zone),
            zone: zone)
    }

    struct Case: Sendable {
        let every: Schedule.Recurrence
        let start: String
        let expected: String
    }

    /// Computed once with dateutil's `rrule`; a day that a month does not have by BYSETPOS=-1 over the days up to
    /// it.
    static let recurrences: [Case] = [
        Case(
            every: .daily, start: "2028-02-27 09:00", expected: "2028-02-27 2028-02-28 2028-02-29 2028-03-01"),
        Case(
            every: .weekly([.mon, .wed, .fri]), start: "2026-11-29 09:00",
            expected: "2026-11-30 2026-12-02 2026-12-04 2026-12-07 2026-12-09 2026-12-11"),
        Case(every: .weekly([.sun]), start: "2026-12-02 09:00", expected: "2026-12-06 2026-12-13 2026-12-20"),
        Case(every: .weekly([]), start: "2026-12-02 09:00", expected: "2026-12-02 2026-12-09 2026-12-16"),
        Case(
            every: .monthly([]), start: "2027-01-31 09:00",
            expected: """
                2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 2027-07-31 2027-08-31 \
                2027-09-30 2027-10-31 2027-11-30 2027-12-31 2028-01-31 2028-02-29
                """),
        Case(
            every: .monthly([1, 15]), start: "2026-12-10 09:00",
            expected: "2026-12-15 2027-01-01 2027-01-15 2027-02-01 2027-02-15"),
        Case(
            every: .monthly([31, 29, 30]), start: "2027-01-30 09:00",
            expected:
                "2027-01-30 2027-01-31 2027-02-28 2027-03-29 2027-03-30 2027-03-31 2027-04-29 2027-04-30"),
        Case(
            every: .monthly([2, 30, 31]), start: "2028-02-03 09:00",
            expected: "2028-02-29 2028-03-02 2028-03-30 2028-03-31 2028-04-02 2028-04-30 2028-05-02"),
    ]

    @Test(arguments: recurrences)
    func `a recurrence falls on its dates`(_ one: Case) {
        let calendar = calendar(Schedule(start: local(one.start), every: one.every))
        let expected = one.expected.split(separator: " ").map(String.init)
        let found = calendar.occurrences(
            from: bogota("2020-01-01 00:00"), through: bogota("2040-01-01 00:00"), limit: expected.count)
        #expect(found.map(\.key) == expected)
        #expect(found.map(\.start) == expected.map { bogota("\($0) 09:00") })
        // The same one by one.
        var moment = bogota("2020-01-01 00:00")
        for key in expected {
            let next = calendar.next(after: moment)
            #expect(next?.key == key)
            moment = next?.start ?? moment
            #expect(calendar.current(at: moment)?.key == key)
            #expect(calendar.current(at: Instant(milliseconds: moment.milliseconds - 1))?.key != key)
        }
    }

    @Test func `a campaign without a start is one occurrence that is always current`() {
        let calendar = calendar(Schedule())
        let once = Occurrence(key: "once", start: nil, firstLawful: nil, expires: nil)
        #expect(calendar.current(at: bogota("2026-12-01 10:00")) == once)
        #expect(calendar.next(after: bogota("2026-12-01 10:00")) == nil)
        #expect(
            calendar.occurrences(from: bogota("2026-12-01 10:00"), through: bogota("2026-12-01 10:00")) == [
                once
            ])
        #expect(!once.isNeverSendable)
    }

    @Test func `a campaign without a start ends with its until`() {
        let end = bogota("2026-12-24 18:00")
        let calendar = calendar(Schedule(until: local("2026-12-24 18:00"), expiresAfter: 60))
        #expect(calendar.current(at: Instant(milliseconds: end.milliseconds - 1))?.expires == end)
        #expect(calendar.current(at: end) == nil)
        #expect(calendar.occurrences(from: end, through: end).isEmpty)
    }

    @Test func `an occurrence is current from its start to its expiry`() {
        let calendar = calendar(Schedule(start: local("2026-12-01 09:00")))
        let start = bogota("2026-12-01 09:00")
        #expect(calendar.current(at: Instant(milliseconds: start.milliseconds - 1)) == nil)
        let once = Occurrence(
            key: "once", start: start, firstLawful: start, expires: bogota("2026-12-02 09:00"))
        #expect(calendar.current(at: start) == once)
        #expect(calendar.current(at: bogota("2026-12-02 08:59:59")) == once)
        #expect(calendar.current(at: bogota("2026-12-02 09:00")) == nil)
        #expect(calendar.next(after: bogota("2026-11-01 00:00")) == once)
        #expect(calendar.next(after: start) == nil)
    }

    @Test func `expiry counts from the first lawful moment`() {
        // Saturday 16:00: the law opens again on Monday at 7:00, the workspace at 8:00.
        let schedule = Schedule(start: local("2026-12-05 16:00"), expiresAfter: 3 * 3600)
        let found = calendar(schedule, rules: SendingRules(), category: .collection)
            .current(at: bogota("2026-12-06 12:00"))
        #expect(found?.firstLawful == bogota("2026-12-07 08:00"))
        #expect(found?.expires == bogota("2026-12-07 11:00"))
    }

    @Test func `until caps an expiry, and what has no lawful moment left says so`() {
        var schedule = Schedule(start: local("2026-12-04 17:00"), until: local("2026-12-04 17:30"))
        #expect(
            calendar(schedule, rules: SendingRules()).current(at: bogota("2026-12-04 17:00"))?.expires
                == bogota("2026-12-04 17:30"))
        schedule = Schedule(start: local("2026-12-05 16:00"), until: local("2026-12-06 23:00"))
        let never = calendar(schedule, rules: SendingRules(), category: .marketing)
            .current(at: bogota("2026-12-06 10:00"))
        #expect(never?.isNeverSendable == true)
        #expect(never?.expires == bogota("2026-12-06 23:00"))
    }

    @Test func `windows that never open leave no lawful moment, and expiry counts from the start`() {
        var rules = freeRules
        rules.days = []
        let found = calendar(Schedule(start: local("2026-12-05 16:00")), rules: rules)
            .next(after: bogota("2026-12-01 00:00"))
        #expect(found?.firstLawful == nil)
        #expect(found?.isNeverSendable == true)
        #expect(found?.expires == bogota("2026-12-06 16:00"))
    }

    @Test func `nothing recurs at or after until, and one time too late is still shown as expired`() {
        let schedule = Schedule(
            start: local("2026-12-01 09:00"), every: .daily, until: local("2026-12-03 09:00"))
        let found = calendar(schedule).occurrences(
            from: bogota("2026-12-01 09:00"), through: bogota("2027-01-01 00:00"))
        #expect(found.map(\.key) == ["2026-12-01", "2026-12-02"])
        #expect(calendar(schedule).current(at: bogota("2026-12-03 09:00")) == nil)
        let late = Schedule(start: local("2026-12-05 09:00"), until: local("2026-12-03 09:00"))
        let once = calendar(late).next(after: bogota("2026-12-01 00:00"))
        #expect(once?.isNeverSendable == true)
        #expect(calendar(late).current(at: bogota("2026-12-05 10:00")) == nil)
    }

    @Test func `a later occurrence takes the place of an earlier one that has not expired`() {
        let calendar = calendar(
            Schedule(start: local("2026-12-01 09:00"), every: .daily, expiresAfter: 5 * 86_400))
        #expect(calendar.current(at: bogota("2026-12-03 08:59"))?.key == "2026-12-02")
        #expect(calendar.current(at: bogota("2026-12-03 09:00"))?.key == "2026-12-03")
    }

    @Test(arguments: [
        ("2027-01-05 10:00", "2026-12-20"), ("2027-01-20 08:59", "2026-12-20"),
        ("2027-01-20 09:00", "2027-01-20"), ("2027-03-01 10:00", "2027-02-20"),
    ])
    func `an occurrence of last month stays current until this month's`(_ now: String, _ key: String) {
        let calendar = calendar(
            Schedule(start: local("2026-12-20 09:00"), every: .monthly([20]), expiresAfter: 40 * 86_400))
        #expect(calendar.current(at: bogota(now))?.key == key)
    }

    @Test func `moving the hour keeps the key`() {
        let early = calendar(Schedule(start: local("2026-12-01 09:00"), every: .daily))
        let late = calendar(Schedule(start: local("2026-12-01 15:00"), every: .daily))
        let evening = bogota("2026-12-04 20:00")
        #expect(early.current(at: evening)?.key == late.current(at: evening)?.key)
    }

    @Test func `both ends of a range are included and a limit is kept`() {
        let calendar = calendar(Schedule(start: local("2026-12-01 09:00"), every: .daily))
        let (from, through) = (bogota("2026-12-02 09:00"), bogota("2026-12-04 09:00"))
        #expect(
            calendar.occurrences(from: from, through: through).map(\.key)
                == ["2026-12-02", "2026-12-03", "2026-12-04"])
        #expect(calendar.occurrences(from: from, through: through, limit: 2).count == 2)
        #expect(calendar.occurrences(from: from, through: through, limit: 0).isEmpty)
    }

    @Test func `a start that clocks skip is the first moment after, one at 24:00 belongs to its date`() throws
    {
        let madrid = try zone("Europe/Madrid")
        let skipped = calendar(Schedule(start: local("2026-03-28 02:30"), every: .daily), zone: madrid)
        let found = skipped.occurrences(from: utc("2026-03-28 00:00"), through: utc("2026-03-30 12:00"))
        #expect(
            found.map(\.start) == [utc("2026-03-28 01:30"), utc("2026-03-29 01:00"), utc("2026-03-30 00:30")])
        let midnight = calendar(Schedule(start: local("2026-12-01 24:00"), every: .daily))
        #expect(midnight.current(at: bogota("2026-12-02 00:00"))?.key == "2026-12-01")
        #expect(midnight.next(after: bogota("2026-12-01 23:59"))?.key == "2026-12-01")
        #expect(
            midnight.occurrences(from: bogota("2026-12-02 00:00"), through: bogota("2026-12-02 00:00"))
                .map(\.key) == ["2026-12-01"])
    }

    @Test func `an absurd expiry does not trap`() {
        let calendar = calendar(Schedule(start: local("2026-12-01 09:00"), expiresAfter: .max))
        #expect(calendar.current(at: bogota("9000-01-01 00:00"))?.key == "once")
    }
}
