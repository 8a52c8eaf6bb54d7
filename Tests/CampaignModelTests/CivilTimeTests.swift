import CampaignModel
import Testing

@Suite struct LocalDateTests {
    // Day numbers and weekdays from Python's datetime: (date - date(1970, 1, 1)).days and strftime("%a").
    @Test(arguments: [
        (1, 1, 1, -719_162, Weekday.mon), (1600, 2, 29, -135_081, .tue), (1900, 3, 1, -25_508, .thu),
        (1969, 12, 31, -1, .wed), (1970, 1, 1, 0, .thu), (2000, 2, 29, 11_016, .tue),
        (2024, 2, 29, 19_782, .thu), (2026, 11, 23, 20_780, .mon), (2026, 12, 31, 20_818, .thu),
        (2100, 3, 1, 47_541, .mon), (9999, 12, 31, 2_932_896, .fri),
    ])
    func `a date has its known day number and weekday`(
        _ year: Int, _ month: Int, _ day: Int, _ number: Int, _ weekday: Weekday
    ) throws {
        let date = try #require(LocalDate(year: year, month: month, day: day))
        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
        #expect(date.components == (year, month, day))
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (1900, 2, 29), (2026, 2, 30), (2026, 4, 31), (2026, 13, 1),
        (2026, 0, 1), (2026, 1, 0), (2026, 1, 32), (0, 1, 1), (10_000, 1, 1), (2026, -1, 1),
        (Int.max, 1, 1), (2026, Int.min, Int.max),
    ])
    func `a day that does not exist is no date`(_ year: Int, _ month: Int, _ day: Int) {
        #expect(LocalDate(year: year, month: month, day: day) == nil)
    }

    @Test func `days and components agree over four hundred years`() {
        var previous = LocalDate(dayNumber: -1)
        for number in stride(from: 0, through: 146_097, by: 1) {
            let date = LocalDate(dayNumber: number)
            let (year, month, day) = date.components
            #expect(LocalDate(year: year, month: month, day: day) == date)
            #expect(date.weekday.index == (previous.weekday.index + 1) % 7)
            previous = date
        }
    }

    @Test func `dates are written as in ISO 8601`() {
        #expect(LocalDate(year: 2026, month: 1, day: 5)?.description == "2026-01-05")
        #expect(LocalDate(year: 33, month: 12, day: 25)?.description == "0033-12-25")
    }

    @Test(arguments: [
        (2024, 2, 29), (2026, 2, 28), (2000, 2, 29), (2100, 2, 28), (2026, 4, 30), (2026, 12, 31),
    ])
    func `a month has its length`(_ year: Int, _ month: Int, _ days: Int) {
        #expect(LocalDate.daysIn(month: month, ofYear: year) == days)
    }
}

@Suite struct LocalTimeTests {
    @Test(arguments: [(0, 0, "00:00"), (9, 5, "09:05"), (23, 59, "23:59"), (24, 0, "24:00")])
    func `a time of day has its minutes and is written with two digits`(
        _ hour: Int, _ minute: Int, _ text: String
    ) {
        #expect(LocalTime(hour: hour, minute: minute)?.minutes == hour * 60 + minute)
        #expect(LocalTime(hour: hour, minute: minute)?.description == text)
    }

    @Test(arguments: [(24, 1), (25, 0), (-1, 0), (0, 60), (0, -1)])
    func `a time that does not exist is none`(_ hour: Int, _ minute: Int) {
        #expect(LocalTime(hour: hour, minute: minute) == nil)
    }

    @Test func `hours end after they start`() throws {
        let nine = try #require(LocalTime(hour: 9, minute: 0))
        let five = try #require(LocalTime(hour: 17, minute: 0))
        #expect(HourRange(start: nine, end: five)?.description == "09:00-17:00")
        #expect(HourRange(start: five, end: nine) == nil)
        #expect(HourRange(start: nine, end: nine) == nil)
    }

    @Test func `moments are ordered by day, then by time`() throws {
        let day = try #require(LocalDate(year: 2026, month: 12, day: 1))
        let nine = try #require(LocalTime(hour: 9, minute: 0))
        let five = try #require(LocalTime(hour: 17, minute: 0))
        let moment = LocalDateTime(date: day, time: five)
        #expect(LocalDateTime(date: day, time: nine) < moment)
        #expect(moment < LocalDateTime(date: day.adding(days: 1), time: nine))
        #expect(moment.description == "2026-12-01 17:00")
    }
}
