import CampaignModel
import Testing

@testable import Timetable

@Suite struct ColombianHolidaysTests {
    @Test(arguments: [
        (
            2024,
            "01-01 01-08 03-25 03-28 03-29 05-01 05-13 06-03 06-10 07-01 07-20 08-07 08-19 10-14 11-04 11-11 12-08 12-25"
        ),
        // Sagrado Corazón and San Pedro fall on 30 June: one day less.
        (
            2025,
            "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 07-20 08-07 08-18 10-13 11-03 11-17 12-08 12-25"
        ),
        // 13 July is the new one of Ley 2578 of 2026.
        (
            2026,
            "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25"
        ),
        (
            2027,
            "01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-12 07-20 08-07 08-16 10-18 11-01 11-15 12-08 12-25"
        ),
    ])
    func `the holidays of a year are those of the official calendar`(_ year: Int, _ expected: String) {
        let found = ColombianHolidays.holidays(ofYear: year).map { "\($0.date)".dropFirst(5) }
        #expect(found.joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("2026-01-12", "Reyes Magos"), ("2026-04-02", "Jueves Santo"), ("2026-04-03", "Viernes Santo"),
        ("2026-06-29", "San Pedro y San Pablo"), ("2026-11-02", "Todos los Santos"),
        ("2026-12-08", "Inmaculada Concepción"),
        ("2011-07-04", "Sagrado Corazón de Jesús; San Pedro y San Pablo"),
        ("2026-07-13", "Nuestra Señora del Rosario de Chiquinquirá"),
        ("2029-07-09", "Nuestra Señora del Rosario de Chiquinquirá"),
    ])
    func `a holiday has its name`(_ date: String, _ name: String) {
        #expect(ColombianHolidays.name(of: day(date)) == name)
    }

    @Test(arguments: [
        "2026-01-06", "2026-07-09", "2025-07-14", "2026-04-05", "2026-11-01", "2026-03-30", "1983-12-25",
    ])
    func `a moved holiday's own date, Easter Sunday and the years before the law are none`(_ date: String) {
        #expect(!ColombianHolidays.isHoliday(day(date)))
    }

    @Test func `a single date is asked and a year is listed by the same rules`() {
        for year in 1983...2101 {
            let listed = Dictionary(
                uniqueKeysWithValues: ColombianHolidays.holidays(ofYear: year).map { ($0.date, $0.name) })
            var asked: [LocalDate: String] = [:]
            var date = day("\(year)-01-01")
            while date.components.year == year {
                if let name = ColombianHolidays.name(of: date) { asked[date] = name }
                date = date.adding(days: 1)
            }
            #expect(asked == listed, "\(year)")
        }
    }

    /// Known dates, among them the earliest (2008) and the latest (2038) of this century.
    @Test(arguments: [
        "1984-04-22", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31",
        "2025-04-20", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28",
    ])
    func `Easter falls on its Sunday`(_ date: String) {
        #expect(ColombianHolidays.easter(ofYear: day(date).components.year) == day(date))
    }

    /// Every year that Python's `holidays` covers since Ley 51. It knows the same laws, and there is no date in which
    /// the two differ: Colombia has had no holiday for a single occasion in these years.
    @Test(
        .enabled(if: PythonOracle.hasHolidays, "Python's `holidays` is missing: run `bash .ci/deps test`"),
        arguments: [ColombianHolidays.years])
    func `all years agree with Python's holidays, and so does what was moved`(
        _ years: ClosedRange<Int>
    ) throws {
        let script = """
            import holidays
            years = range(int(sys.argv[1]), int(sys.argv[2]) + 1)
            found = holidays.country_holidays("CO", years=years, language="es")
            for day, names in sorted(found.items()):
                names = names.split("; ")
                print(day, len(names), sum("(observado)" in name for name in names))
            """
        let bounds = [years.lowerBound, years.upperBound].map(String.init)
        let answer = try #require(PythonOracle.answer(script, arguments: bounds))
        let expected = answer.split(separator: "\n").map(String.init)
        #expect(expected.count > 2000)
        let listed = years.flatMap { year in
            let days = Dictionary(grouping: ColombianHolidays.each(ofYear: year), by: \.date)
            return days.sorted { $0.key < $1.key }.map { date, holidays in
                "\(date) \(holidays.count) \(holidays.count { $0.movedFrom != nil })"
            }
        }
        #expect(listed == expected)
        // Day by day, as a claim asks.
        let dates = day("\(years.lowerBound)-01-01").dayNumber...day("\(years.upperBound)-12-31").dayNumber
        let asked = dates.map(LocalDate.init(dayNumber:)).filter(ColombianHolidays.isHoliday).map { "\($0)" }
        #expect(asked == expected.map { String($0.prefix(10)) })
    }

    @Test func `a moved holiday says from where`() {
        let found = ColombianHolidays.each(ofYear: 2026).map { ("\($0.date)", $0.movedFrom.map { "\($0)" }) }
        let expected = [
            "2026-01-12": "2026-01-06", "2026-05-18": "2026-05-14", "2026-06-08": "2026-06-04",
            "2026-06-15": "2026-06-12", "2026-07-13": "2026-07-09", "2026-12-08": nil, "2026-06-29": nil,
            "2026-10-12": nil, "2026-04-03": nil,
        ]
        for (date, from) in expected { #expect(found.first { $0.0 == date }?.1 == from, "\(date)") }
    }

    @Test func `two holidays on one date are listed one by one`() {
        let found = ColombianHolidays.each(ofYear: 2011).filter { $0.date == day("2011-07-04") }
        #expect(found.map(\.name) == ["Sagrado Corazón de Jesús", "San Pedro y San Pablo"])
        #expect(found.map(\.movedFrom) == [day("2011-07-01"), day("2011-06-29")])
    }
}
