import CampaignModel
import Testing
import Timetable

/// Windows on the days on which clocks change.
@Suite struct SummerTimeWindowsTests {
    private func windows(_ range: String, _ identifier: String, _ until: [Maintenance] = []) throws
        -> SendingWindows
    {
        var rules = freeRules
        rules.hours = hours(range)
        return SendingWindows(
            rules: rules, category: .utility, maintenance: until, zone: try zone(identifier))
    }

    @Test func `a window over a gap is an hour shorter`() throws {
        let open = try windows("01:00-05:00", "Europe/Madrid").openStretches(on: day("2026-03-29"))
        #expect(open == [try stretch(utc("2026-03-29 00:00"), utc("2026-03-29 03:00"))])
    }

    @Test func `a window that begins in a gap begins after it, one inside it does not exist`() throws {
        let late = try windows("02:30-05:00", "Europe/Madrid").openStretches(on: day("2026-03-29"))
        #expect(late == [try stretch(utc("2026-03-29 01:00"), utc("2026-03-29 03:00"))])
        #expect(try windows("02:00-03:00", "Europe/Madrid").openStretches(on: day("2026-03-29")).isEmpty)
    }

    @Test func `a window over a repeated hour is an hour longer`() throws {
        let open = try windows("01:00-05:00", "Europe/Madrid").openStretches(on: day("2026-10-25"))
        #expect(open == [try stretch(utc("2026-10-24 23:00"), utc("2026-10-25 04:00"))])
    }

    @Test func `a window that ends in a repeated hour is open twice`() throws {
        let open = try windows("01:00-02:30", "Europe/Madrid").openStretches(on: day("2026-10-25"))
        #expect(
            open == [
                try stretch(utc("2026-10-24 23:00"), utc("2026-10-25 00:30")),
                try stretch(utc("2026-10-25 01:00"), utc("2026-10-25 01:30")),
            ])
    }

    @Test func `a day that begins at one o'clock begins there`() throws {
        let windows = try windows("00:00-12:00", "America/Santiago")
        let open = windows.openStretches(on: day("2026-09-06"))
        #expect(open == [try stretch(utc("2026-09-06 04:00"), utc("2026-09-06 15:00"))])
        #expect(windows.nextOpening(from: utc("2026-09-06 00:00")) == utc("2026-09-06 04:00"))
    }

    @Test func `a day that no clock shows has no stretch and does not end an open one`() throws {
        let apia = try windows("00:00-24:00", "Pacific/Apia")
        #expect(apia.openStretches(on: day("2011-12-30")).isEmpty)
        #expect(apia.closing(of: utc("2011-12-30 09:00")) == nil)
    }

    @Test func `maintenance that ends in a repeated hour ends with its second pass`() throws {
        let pause = Maintenance(lines: [], from: local("2026-10-25 01:00"), to: local("2026-10-25 02:30"))
        let windows = try windows("00:00-24:00", "Europe/Madrid", [pause])
        #expect(windows.nextOpening(from: utc("2026-10-25 00:00")) == utc("2026-10-25 01:30"))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let zone: String
        let range: String
        let category: Campaign.Category
        let law: Law
        let from: String

        var testDescription: String { "\(category) \(law) \(range) in \(zone) from \(from)" }
    }

    static let cases: [Case] = [
        Case(zone: "Europe/Madrid", range: "02:15-23:00", category: .utility, law: .none, from: "2026-03-27"),
        Case(zone: "Europe/Madrid", range: "01:00-02:45", category: .utility, law: .none, from: "2026-10-23"),
        Case(
            zone: "Europe/Madrid", range: "08:00-22:00", category: .marketing, law: .co2300,
            from: "2026-10-23"),
        Case(
            zone: "America/Santiago", range: "00:00-23:20", category: .utility, law: .none, from: "2026-04-03"
        ),
        Case(
            zone: "America/Santiago", range: "00:30-24:00", category: .utility, law: .none, from: "2026-09-04"
        ),
        Case(
            zone: "America/Santiago", range: "08:00-18:00", category: .collection, law: .co2300,
            from: "2026-09-04"),
        Case(
            zone: "America/Bogota", range: "08:00-18:00", category: .collection, law: .co2300,
            from: "2026-12-04"),
        Case(
            zone: "Australia/Lord_Howe", range: "01:40-02:20", category: .utility, law: .none,
            from: "2026-04-03"),
        Case(
            zone: "Australia/Lord_Howe", range: "01:40-02:20", category: .utility, law: .none,
            from: "2026-10-02"),
        Case(zone: "UTC", range: "00:00-24:00", category: .authentication, law: .co2300, from: "2026-12-04"),
    ]

    /// The oracle asks every five minutes of four days by local time alone.
    @Test(arguments: cases)
    func `openings, closings and stretches agree with asking every five minutes`(_ one: Case) throws {
        var rules = freeRules
        rules.hours = hours(one.range)
        rules.law = one.law
        let pause = Maintenance(
            lines: [], from: LocalDateTime(date: day(one.from), time: hours("23:30-24:00").start),
            to: LocalDateTime(date: day(one.from).adding(days: 1), time: hours("02:05-24:00").start))
        let zone = try zone(one.zone)
        let windows = SendingWindows(rules: rules, category: one.category, maintenance: [pause], zone: zone)
        let start = utc("\(one.from) 00:00")
        let moments = (0..<4 * 288).map { start.advanced(seconds: Double($0 * 300)) }
        let stretches = (-1...5).flatMap { windows.openStretches(on: day(one.from).adding(days: $0)) }
        var closing: Instant?
        var opening: Instant?
        for moment in moments.reversed() {
            let open = windows.isOpen(at: moment)
            #expect(stretches.contains { $0.contains(moment) } == open)
            if open { opening = moment } else { closing = moment }
            if let opening { #expect(windows.nextOpening(from: moment) == opening) }
            if let closing, open { #expect(windows.closing(of: moment) == closing) }
            if !open { #expect(windows.closing(of: moment) == nil) }
        }
    }
}
