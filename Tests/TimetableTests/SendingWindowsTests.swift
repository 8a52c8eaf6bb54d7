import CampaignModel
import Testing

@testable import Timetable

/// 2026-11-30 is a Monday, 2026-12-05 a Saturday, 2026-12-08 (a Tuesday) a public holiday.
@Suite struct SendingWindowsTests {
    private func windows(
        _ category: Campaign.Category = .marketing, law: Law = .co2300, hours range: String = "00:00-24:00",
        days: Set<Weekday> = Set(Weekday.allCases), holidays: HolidayCalendar = .none,
        schedule: Schedule = Schedule(), maintenance: [Maintenance] = [], zone: Zone = .colombia
    ) -> SendingWindows {
        SendingWindows(
            rules: SendingRules(law: law, hours: hours(range), days: days, holidays: holidays),
            category: category, schedule: schedule, maintenance: maintenance, zone: zone)
    }

    @Test(arguments: [
        ("2026-11-30 06:59:59", false), ("2026-11-30 07:00:00", true), ("2026-11-30 18:59:59", true),
        ("2026-11-30 19:00:00", false), ("2026-12-04 18:59:59", true), ("2026-12-05 07:59:59", false),
        ("2026-12-05 08:00:00", true), ("2026-12-05 14:59:59", true), ("2026-12-05 15:00:00", false),
        ("2026-12-06 10:00:00", false), ("2026-12-08 10:00:00", false), ("2026-11-16 10:00:00", false),
    ])
    func `the law's hours begin with their first second and end before their last`(
        _ moment: String, _ open: Bool
    ) {
        for category in [Campaign.Category.marketing, .collection] {
            #expect(windows(category).isOpen(at: bogota(moment)) == open)
        }
        #expect(windows(.utility).isOpen(at: bogota(moment)))
        #expect(windows(.authentication).isOpen(at: bogota(moment)))
        #expect(windows(law: .none).isOpen(at: bogota(moment)))
    }

    @Test func `the last millisecond of a window is open, the next one is not`() {
        let end = bogota("2026-12-05 15:00")
        #expect(windows().isOpen(at: Instant(milliseconds: end.milliseconds - 1)))
        #expect(!windows().isOpen(at: end))
    }

    @Test(arguments: [
        ("2026-11-30", "07:00", "19:00"), ("2026-12-05", "08:00", "15:00"),
    ])
    func `a day's stretch is the law's`(_ date: String, _ from: String, _ to: String) throws {
        let expected = try stretch(bogota("\(date) \(from)"), bogota("\(date) \(to)"))
        #expect(windows().openStretches(on: day(date)) == [expected])
    }

    @Test(arguments: ["2026-12-06", "2026-12-08", "2026-11-02", "2026-11-16", "2026-07-13"])
    func `Sundays and public holidays have no stretch`(_ date: String) {
        #expect(windows().openStretches(on: day(date)).isEmpty)
    }

    @Test(arguments: [
        // Law 7–19, workspace 8–18, campaign 9–20.
        ("2026-11-30", "09:00", "18:00"),
        // Law on Saturday 8–15.
        ("2026-12-05", "09:00", "15:00"),
    ])
    func `law, workspace and campaign narrow one another`(_ date: String, _ from: String, _ to: String) throws
    {
        let narrowed = windows(hours: "08:00-18:00", schedule: Schedule(hours: hours("09:00-20:00")))
        let expected = try stretch(bogota("\(date) \(from)"), bogota("\(date) \(to)"))
        #expect(narrowed.openStretches(on: day(date)) == [expected])
    }

    @Test func `a campaign's hours outside the workspace's leave nothing`() {
        let narrowed = windows(
            .utility, hours: "08:00-18:00", schedule: Schedule(hours: hours("18:00-20:00")))
        #expect(narrowed.nextOpening(from: bogota("2026-11-30 10:00")) == nil)
        #expect(narrowed.closing(of: bogota("2026-11-30 18:30")) == nil)
    }

    @Test func `a campaign's days outside the workspace's leave nothing`() {
        let narrowed = windows(.utility, days: [.mon, .tue], schedule: Schedule(days: [.wed]))
        #expect(narrowed.nextOpening(from: bogota("2026-11-30 10:00")) == nil)
    }

    @Test func `utility follows hours, days and holidays`() {
        let utility = windows(.utility, hours: "06:00-22:00", days: [.mon, .tue, .sun], holidays: .colombia)
        #expect(utility.isOpen(at: bogota("2026-12-06 21:59")))
        #expect(!utility.isOpen(at: bogota("2026-12-06 22:00")))
        #expect(!utility.isOpen(at: bogota("2026-12-02 10:00")))
        #expect(!utility.isOpen(at: bogota("2026-12-08 10:00")))
    }

    @Test func `authentication follows nothing but maintenance`() {
        let pause = Maintenance(lines: [], from: local("2026-12-05 22:00"), to: local("2026-12-06 04:00"))
        let authentication = windows(
            .authentication, hours: "08:00-09:00", days: [.mon], holidays: .colombia,
            schedule: Schedule(hours: hours("10:00-11:00"), days: [.tue]), maintenance: [pause])
        #expect(authentication.isOpen(at: bogota("2026-12-06 04:00")))
        #expect(!authentication.isOpen(at: bogota("2026-12-06 03:59:59")))
        #expect(authentication.nextOpening(from: bogota("2026-12-05 23:00")) == bogota("2026-12-06 04:00"))
        #expect(authentication.closing(of: bogota("2026-11-01 03:00")) == bogota("2026-12-05 22:00"))
        #expect(authentication.closing(of: bogota("2026-12-06 04:00")) == nil)
    }

    @Test func `maintenance across midnight cuts both days`() throws {
        let pause = Maintenance(lines: [], from: local("2026-12-01 17:00"), to: local("2026-12-02 08:30"))
        let cut = windows(maintenance: [pause])
        #expect(
            cut.openStretches(on: day("2026-12-01"))
                == [try stretch(bogota("2026-12-01 07:00"), bogota("2026-12-01 17:00"))])
        #expect(
            cut.openStretches(on: day("2026-12-02"))
                == [try stretch(bogota("2026-12-02 08:30"), bogota("2026-12-02 19:00"))])
        #expect(cut.closing(of: bogota("2026-12-01 09:00")) == bogota("2026-12-01 17:00"))
        #expect(cut.nextOpening(from: bogota("2026-12-01 17:00")) == bogota("2026-12-02 08:30"))
    }

    @Test func `maintenance within a day leaves two stretches, and overlapping ones count once`() throws {
        let pauses = [("10:00", "12:00"), ("11:00", "13:00"), ("05:00", "07:00"), ("19:00", "20:00")].map {
            Maintenance(lines: [], from: local("2026-12-01 \($0.0)"), to: local("2026-12-01 \($0.1)"))
        }
        #expect(
            windows(maintenance: pauses).openStretches(on: day("2026-12-01")) == [
                try stretch(bogota("2026-12-01 07:00"), bogota("2026-12-01 10:00")),
                try stretch(bogota("2026-12-01 13:00"), bogota("2026-12-01 19:00")),
            ])
    }

    @Test(arguments: [
        ("2026-11-30 06:00", "2026-11-30 07:00"), ("2026-11-30 10:00:30", "2026-11-30 10:00:30"),
        ("2026-11-30 19:00", "2026-12-01 07:00"), ("2026-12-05 15:00", "2026-12-07 07:00"),
        // Monday evening, then the holiday on Tuesday.
        ("2026-12-07 19:00", "2026-12-09 07:00"),
        // Saturday before a Monday that is a holiday.
        ("2026-11-14 15:00", "2026-11-17 07:00"),
        // Wednesday before Easter; Thursday and Friday are holidays, Saturday is not.
        ("2026-04-01 20:00", "2026-04-04 08:00"),
    ])
    func `the next opening skips what is closed`(_ from: String, _ expected: String) {
        #expect(windows().nextOpening(from: bogota(from)) == bogota(expected))
    }

    @Test func `an open stretch ends at its closing, and a closed moment has none`() {
        #expect(windows().closing(of: bogota("2026-12-05 14:59")) == bogota("2026-12-05 15:00"))
        #expect(windows().closing(of: bogota("2026-12-05 15:00")) == nil)
    }

    @Test func `days that are open around the clock are one stretch`() {
        let open = windows(.utility, days: [.fri, .sat, .sun])
        #expect(open.closing(of: bogota("2026-12-04 12:00")) == bogota("2026-12-07 00:00"))
        #expect(windows(law: .none).closing(of: bogota("2026-12-04 12:00")) == nil)
    }

    @Test func `a search ends after 400 days`() {
        let pause = Maintenance(lines: [], from: local("2026-01-01 00:00"), to: local("2028-01-01 00:00"))
        let closed = windows(.authentication, maintenance: [pause])
        #expect(closed.nextOpening(from: bogota("2026-06-01 00:00")) == nil)
        #expect(closed.nextOpening(from: bogota("2027-06-01 00:00")) == bogota("2028-01-01 00:00"))
    }

    @Test func `the law's hours are Colombian ones in every workspace zone`() throws {
        let madrid = try zone("Europe/Madrid")
        let open = windows(hours: "08:00-18:00", zone: madrid)
        // 7:00 in Bogotá is 13:00 in Madrid in winter, 14:00 in summer.
        #expect(
            open.openStretches(on: day("2026-12-01"))
                == [try stretch(utc("2026-12-01 12:00"), utc("2026-12-01 17:00"))])
        #expect(
            open.openStretches(on: day("2026-07-01"))
                == [try stretch(utc("2026-07-01 12:00"), utc("2026-07-01 16:00"))])
        #expect(open.closedReason(at: utc("2026-12-01 09:00")) == .lawHours(hours("07:00-19:00"), .tue))
        let evening = windows(zone: madrid)
        // Friday in Madrid holds Thursday evening and Friday's day of Bogotá.
        #expect(
            evening.openStretches(on: day("2026-12-04")) == [
                try stretch(utc("2026-12-03 23:00"), utc("2026-12-04 00:00")),
                try stretch(utc("2026-12-04 12:00"), utc("2026-12-04 23:00")),
            ])
    }
}
