import CampaignModel
import Testing
import Timetable

/// Rules drawn by seed, held to dateutil's `rrule`, Python's `calendar` and a second reading of the windows in Python.
@Suite struct RecurrenceOracleTests {
    /// One schedule under one workspace's rules, as the oracle reads it.
    private struct Rule {
        var every: Schedule.Recurrence
        var kind: String
        /// Days of the week (0 is Monday) or of the month; empty: those of the start.
        var days: [Int]
        var start: LocalDateTime
        var until: LocalDateTime?
        var expiresAfter: Int?
        var zone: String
        var rules: SendingRules
        var category: Campaign.Category
        var hours: HourRange?

        /// `|` between fields.
        var text: String {
            [
                kind, days.map(String.init).joined(separator: ","), "\(start)", until.map { "\($0)" } ?? "",
                "\(expiresAfter ?? OccurrenceCalendar.defaultExpiry)", zone,
                rules.law == .co2300 && category == .marketing ? "law" : "",
                "\(rules.hours.start)-\(rules.hours.end)",
                rules.days.map { "\($0.index)" }.sorted().joined(separator: ","),
                rules.holidays == .colombia ? "CO" : "", hours.map { "\($0.start)-\($0.end)" } ?? "",
            ].joined(separator: "|")
        }

        init(_ random: inout SeededRandom, zone: String) {
            self.zone = zone
            let drawn = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Int.random(in: 1...31, using: &random)
            }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: (every, kind, days) = (.daily, "day", [])
            case 1:
                let weekdays = Set(drawn.map { Weekday.allCases[$0 % 7] })
                (every, kind, days) = (.weekly(weekdays), "week", weekdays.map(\.index).sorted())
            default:
                // Half of them at the ends of months.
                let late = drawn.map { Bool.random(using: &random) ? $0 : 29 + $0 % 3 }
                (every, kind, days) = (.monthly(late), "month", late)
            }
            // 2000 to 2023: two copies of the zones' data may differ about the future.
            start = Self.moment(&random, from: 10_957...19_000)
            if Bool.random(using: &random) {
                let date = start.date.adding(days: .random(in: 0...400, using: &random))
                until = LocalDateTime(date: date, time: Self.moment(&random, from: 0...0).time)
            }
            if Bool.random(using: &random) {
                expiresAfter = [900, 3600, 10_800, 86_400, 172_800, 864_000].randomElement(using: &random)
            }
            category = Bool.random(using: &random) ? .marketing : .utility
            // Something is always open: between 9 and 15 on a Monday.
            var open = Set(Weekday.allCases.filter { _ in Bool.random(using: &random) })
            open.insert(.mon)
            rules = SendingRules(
                law: Bool.random(using: &random) ? .co2300 : .none,
                hours: HourRange(
                    literal: (.random(in: 0...9, using: &random), 30),
                    (.random(in: 15...23, using: &random), 45)),
                days: open, holidays: Bool.random(using: &random) ? .colombia : .none)
            if Bool.random(using: &random) {
                hours = HourRange(
                    literal: (.random(in: 0...9, using: &random), 0),
                    (.random(in: 15...24, using: &random), 0))
            }
        }

        /// A date and a time by five minutes.
        private static func moment(_ random: inout SeededRandom, from days: ClosedRange<Int>) -> LocalDateTime
        {
            let minutes = Int.random(in: 0..<288, using: &random) * 5
            let time = LocalTime(hour: minutes / 60, minute: minutes % 60) ?? SendingRules.defaultHours.start
            return LocalDateTime(date: LocalDate(dayNumber: .random(in: days, using: &random)), time: time)
        }
    }

    private static let script = """
        import calendar, holidays
        from datetime import date, datetime, timedelta, timezone
        from zoneinfo import ZoneInfo
        from dateutil.rrule import rrule, DAILY, WEEKLY, MONTHLY
        closed_days = {}
        def is_holiday(day):
            if day.year not in closed_days:
                closed_days[day.year] = set(holidays.country_holidays("CO", years=day.year))
            return day in closed_days[day.year]
        def hours(text):
            return [int(t[:2]) * 60 + int(t[3:]) for t in text.split("-")]
        def instant(local, zone):
            # The first moment whose clock shows this time or, where it is skipped, a later one.
            tries = [local.replace(tzinfo=zone, fold=f).astimezone(timezone.utc) for f in (0, 1)]
            moment = min(tries)
            while moment.astimezone(zone).replace(tzinfo=None) < local:
                moment += timedelta(minutes=5)
            return moment
        bogota = timezone(timedelta(hours=-5))
        for line in input.split("\\n"):
            kind, days, start, until, expiry, name, law, work, open_days, free, own = line.split("|")
            zone = ZoneInfo(name)
            days = [int(d) for d in days.split(",") if d]
            start = datetime.fromisoformat(start)
            until = datetime.fromisoformat(until) if until else None
            last = min(until or datetime.max, start + timedelta(days=500))
            if kind == "day":
                found = set(rrule(DAILY, dtstart=start, until=last))
            elif kind == "week":
                found = set(rrule(WEEKLY, dtstart=start, until=last, byweekday=days or [start.weekday()]))
            else:
                found = set()
                for day in days or [start.day]:
                    if day < 29:
                        found |= set(rrule(MONTHLY, dtstart=start, until=last, bymonthday=day))
                    else:
                        for n in range(start.year * 12 + start.month - 1, last.year * 12 + last.month):
                            year, month = n // 12, n % 12 + 1
                            end = calendar.monthrange(year, month)[1]
                            at = start.replace(year=year, month=month, day=1) + timedelta(days=min(day, end) - 1)
                            if start <= at <= last:
                                found.add(at)
            ranges = [hours(work)] + ([hours(own)] if own else [])
            weekdays = {int(d) for d in open_days.split(",")}
            def is_open(moment):
                local = moment.astimezone(zone)
                minute = local.hour * 60 + local.minute
                if local.weekday() not in weekdays or free and is_holiday(local.date()):
                    return False
                if not all(a <= minute < b for a, b in ranges):
                    return False
                if law:
                    local = moment.astimezone(bogota)
                    minute = local.hour * 60 + local.minute
                    if local.weekday() == 6 or is_holiday(local.date()):
                        return False
                    return 480 <= minute < 900 if local.weekday() == 5 else 420 <= minute < 1140
                return True
            end = instant(until, zone) if until else None
            keys, details = [], []
            for at in sorted(found):
                begin = instant(at, zone)
                if end and begin >= end:
                    continue
                keys.append(at.date().isoformat())
                if len(details) < 4:
                    lawful = begin
                    while not is_open(lawful):
                        lawful += timedelta(minutes=5)
                    expires = lawful + timedelta(seconds=int(expiry))
                    if end:
                        expires = min(end, expires)
                    details.append("/".join(str(int(m.timestamp())) for m in (begin, lawful, expires)))
            print(" ".join(keys) + "|" + " ".join(details))
        """

    @Test(
        .enabled(
            if: PythonOracle.hasDateutil && PythonOracle.hasHolidays,
            "Python's dateutil and holidays are missing: run `bash .ci/deps test`"))
    func `1,000 drawn rules agree with dateutil in dates, starts, first lawful moments and expiries`() throws
    {
        var random = SeededRandom(seed: 2300)
        let zones = [
            "America/Bogota", "America/Bogota", "Europe/Madrid", "America/Santiago", "America/New_York",
        ]
        let rules = (0..<1000).map { Rule(&random, zone: zones[$0 % zones.count]) }
        let answer = try #require(
            PythonOracle.answer(Self.script, input: rules.map(\.text).joined(separator: "\n")))
        let expected = answer.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
            String.init)
        try #require(expected.count == rules.count)
        var occurrences = 0
        for (rule, line) in zip(rules, expected) {
            let found = try ours(rule)
            occurrences += found.count
            #expect(found.text == line, "\(rule.text)")
        }
        #expect(occurrences > 50_000)
    }

    private func ours(_ rule: Rule) throws -> (text: String, count: Int) {
        let zone = try zone(rule.zone)
        let schedule = Schedule(
            start: rule.start, every: rule.every, until: rule.until, expiresAfter: rule.expiresAfter,
            hours: rule.hours)
        let windows = SendingWindows(
            rules: rule.rules, category: rule.category, schedule: schedule, zone: zone)
        let calendar = OccurrenceCalendar(schedule: schedule, windows: windows, zone: zone)
        let last = zone.instant(LocalDateTime(date: rule.start.date.adding(days: 500), time: rule.start.time))
        let all = calendar.occurrences(from: utc("1990-01-01 00:00"), through: last)
        // What a pass asks gives the same, one by one.
        var moment = utc("1990-01-01 00:00")
        for occurrence in all.prefix(20) {
            #expect(calendar.next(after: moment) == occurrence, "\(rule.text)")
            moment = occurrence.start ?? moment
            let isOver = occurrence.expires.map { $0 <= moment } ?? false
            #expect(calendar.current(at: moment) == (isOver ? nil : occurrence), "\(rule.text)")
        }
        let details = all.prefix(4).map { occurrence in
            [occurrence.start, occurrence.firstLawful, occurrence.expires]
                .map { $0.map { String($0.milliseconds / 1000) } ?? "-" }.joined(separator: "/")
        }
        return (
            all.map(\.key).joined(separator: " ") + "|" + details.joined(separator: " "), all.count
        )
    }
}
