import CampaignModel
import Testing
import Timetable

@Suite struct ZoneTests {
    @Test(arguments: ["", "Nowhere/City", "America/Bogotá", "GMT+25:00"])
    func `a zone that the system does not know is refused`(_ identifier: String) {
        #expect(Zone(identifier: identifier) == nil)
    }

    @Test func `a zone keeps the name it was given`() throws {
        #expect(try zone("Europe/Madrid").identifier == "Europe/Madrid")
    }

    @Test(arguments: [
        ("America/Bogota", "2026-12-01 16:40:59", "2026-12-01 11:40", 59),
        ("America/Bogota", "2026-12-01 04:59:00", "2026-11-30 23:59", 0),
        ("America/Bogota", "1992-06-01 16:00", "1992-06-01 12:00", 0),
        ("Europe/Madrid", "2026-03-29 00:59", "2026-03-29 01:59", 0),
        ("Europe/Madrid", "2026-03-29 01:00", "2026-03-29 03:00", 0),
        ("Europe/Madrid", "2026-10-25 00:30", "2026-10-25 02:30", 0),
        ("Europe/Madrid", "2026-10-25 01:30", "2026-10-25 02:30", 0),
        ("Pacific/Apia", "2011-12-30 10:00", "2011-12-31 00:00", 0),
        ("Asia/Kathmandu", "2026-01-01 00:00", "2026-01-01 05:45", 0),
        ("America/Bogota", "1969-12-31 23:59:59", "1969-12-31 18:59", 59),
    ])
    func `a moment has the local time of its zone`(
        _ identifier: String, _ moment: String, _ expected: String, _ second: Int
    ) throws {
        let found = try zone(identifier).local(utc(moment))
        #expect(found.dateTime == local(expected))
        #expect(found.second == second)
        #expect(try zone(identifier).date(utc(moment)) == day(expected))
    }

    @Test func `a moment before 1970 is rounded down to its second`() {
        let found = Zone.colombia.local(Instant(milliseconds: -1))
        #expect(found.dateTime == local("1969-12-31 18:59"))
        #expect(found.second == 59)
    }

    @Test(arguments: [
        ("Europe/Madrid", "2026-03-29 01:59", "2026-03-29 00:59"),
        // 02:00 to 03:00 do not exist on this day.
        ("Europe/Madrid", "2026-03-29 02:00", "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29 02:30", "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29 03:00", "2026-03-29 01:00"),
        // 02:00 to 03:00 exist twice on this day.
        ("Europe/Madrid", "2026-10-25 02:30", "2026-10-25 00:30"),
        ("Europe/Madrid", "2026-10-25 03:00", "2026-10-25 02:00"),
        // Chile's clocks jump at midnight: this day begins at 01:00.
        ("America/Santiago", "2026-09-06 00:00", "2026-09-06 04:00"),
        ("America/Santiago", "2026-09-05 24:00", "2026-09-06 04:00"),
        ("America/Santiago", "2026-09-06 01:00", "2026-09-06 04:00"),
        ("America/Santiago", "2026-04-04 23:30", "2026-04-05 02:30"),
        ("America/Santiago", "2026-04-05 00:00", "2026-04-05 04:00"),
        // Half an hour of summer time.
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45"),
        // Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
        ("America/Bogota", "2026-12-01 24:00", "2026-12-02 05:00"),
    ])
    func `a local time is the moment clocks show it, the first after a gap, the earlier of two`(
        _ identifier: String, _ written: String, _ expected: String
    ) throws {
        #expect(try zone(identifier).instant(local(written)) == utc(expected))
    }

    @Test func `the last of two equal local times can be asked for`() throws {
        #expect(try zone("Europe/Madrid").lastInstant(local("2026-10-25 02:30")) == utc("2026-10-25 01:30"))
        #expect(try zone("Europe/Madrid").lastInstant(local("2026-03-29 02:30")) == utc("2026-03-29 01:00"))
        #expect(try zone("Europe/Madrid").lastInstant(local("2026-06-01 12:00")) == utc("2026-06-01 10:00"))
    }

    @Test(arguments: ["Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "America/Bogota"])
    func `every minute of two years goes to local time and back`(_ identifier: String) throws {
        let zone = try zone(identifier)
        var random = SeededRandom(seed: 7)
        for _ in 0..<4000 {
            let minute = Int64.random(in: 0..<1_051_200, using: &random)
            let moment = utc("2025-01-01 00:00").advanced(seconds: Double(minute * 60))
            let local = zone.local(moment).dateTime
            let first = zone.instant(local)
            let last = zone.lastInstant(local)
            #expect(first == moment || last == moment)
            #expect(first <= last)
        }
    }

    @Test(.enabled(if: PythonOracle.hasZoneinfo, "python3 with zoneinfo and its data is not installed"))
    func `local times agree with Python's zoneinfo`() throws {
        let names = [
            "America/Bogota", "America/Santiago", "Europe/Madrid", "America/New_York", "Asia/Kolkata",
            "Africa/Casablanca",
        ]
        var random = SeededRandom(seed: 11)
        // The past only: two copies of the zone data may differ about the future.
        let moments = (0..<400).map { _ in Int64.random(in: 946_684_800..<1_704_067_200, using: &random) }
        let script = """
            from datetime import datetime, timezone; from zoneinfo import ZoneInfo
            for name in sys.argv[1].split(","):
                for second in sys.argv[2].split(","):
                    print(datetime.fromtimestamp(int(second), ZoneInfo(name)).isoformat())
            """
        let list = moments.map(String.init).joined(separator: ",")
        let answer = try #require(
            PythonOracle.answer(script, arguments: [names.joined(separator: ","), list]))
        let expected = answer.split(separator: "\n").map(String.init)
        var found: [String] = []
        for name in names {
            let zone = try zone(name)
            found += moments.map { zone.iso(Instant(milliseconds: $0 * 1000)) }
        }
        #expect(found == expected)
    }
}

@Suite struct ZoneFormatTests {
    @Test func `the short form has the weekday, the day and the time`() throws {
        #expect(try zone("America/Bogota").short(utc("2026-12-01 21:40")) == "Tue 1 Dec 16:40")
    }

    @Test func `the short form has the year where it is not this one`() {
        let moment = bogota("2027-01-04 08:05")
        #expect(Zone.colombia.short(moment, now: bogota("2026-12-31 23:59")) == "Mon 4 Jan 2027 08:05")
        #expect(Zone.colombia.short(moment, now: bogota("2027-12-31 23:59")) == "Mon 4 Jan 08:05")
    }

    @Test(arguments: [
        ("America/Bogota", "2026-12-01 21:40", "2026-12-01T16:40:00-05:00"),
        ("Europe/Madrid", "2026-07-01 10:00:07", "2026-07-01T12:00:07+02:00"),
        ("UTC", "2026-01-01 00:00", "2026-01-01T00:00:00+00:00"),
        ("America/St_Johns", "2026-01-01 00:00", "2025-12-31T20:30:00-03:30"),
    ])
    func `the long form is RFC 3339 with the zone's offset`(
        _ identifier: String, _ moment: String, _ expected: String
    ) throws {
        #expect(try zone(identifier).iso(utc(moment)) == expected)
    }

    @Test func `a fraction of a second is cut, not rounded up`() {
        let moment = bogota("2026-12-01 16:40").advanced(seconds: 59.999)
        #expect(Zone.colombia.iso(moment) == "2026-12-01T16:40:59-05:00")
        #expect(Zone.colombia.short(moment) == "Tue 1 Dec 16:40")
    }
}
