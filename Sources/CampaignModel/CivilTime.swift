/// A calendar day without a time zone, in the Gregorian calendar.
package struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    package init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Nil for a day that does not exist, such as 30 February. Years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= LocalDate.daysIn(month: month, ofYear: year)
        else { return nil }
        // Days from civil: eras of 400 years that begin in March, so that a leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    package var components: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let index = ((dayNumber + 3) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    package func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber + days) }

    package static func daysIn(month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (one: LocalDate, other: LocalDate) -> Bool { one.dayNumber < other.dayNumber }
}

extension LocalDate: CustomStringConvertible {
    /// `2026-12-01`, as in ISO 8601.
    package var description: String {
        let (year, month, day) = components
        guard (0...9999).contains(year) else {
            return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        }
        // A key of every occurrence and send.
        return String(unsafeUninitializedCapacity: 10) { bytes in
            var number = (year * 100 + month) * 100 + day
            for index in stride(from: 9, through: 0, by: -1) {
                if index == 4 || index == 7 {
                    bytes[index] = 0x2D
                } else {
                    bytes[index] = UInt8(0x30 + number % 10)
                    number /= 10
                }
            }
            return 10
        }
    }
}

package enum Weekday: String, Sendable, Hashable, CaseIterable, Comparable {
    case mon, tue, wed, thu, fri, sat, sun

    /// 0 for Monday to 6 for Sunday.
    package var index: Int {
        switch self {
        case .mon: 0
        case .tue: 1
        case .wed: 2
        case .thu: 3
        case .fri: 4
        case .sat: 5
        case .sun: 6
        }
    }

    /// `Mon`, `Tue` …
    package var shortName: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    package static func < (one: Weekday, other: Weekday) -> Bool { one.index < other.index }

    // By its number: Swift would hash and compare the names.
    package static func == (one: Weekday, other: Weekday) -> Bool { one.index == other.index }

    package func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

/// A time of day in minutes, 00:00 to 24:00 (the end of the day).
package struct LocalTime: Sendable, Hashable, Comparable {
    /// Minutes since midnight, 0 to 1440.
    package let minutes: Int

    package init?(hour: Int, minute: Int) {
        guard (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0 else { return nil }
        minutes = hour * 60 + minute
    }

    init(unchecked minutes: Int) { self.minutes = minutes }

    package static func < (one: LocalTime, other: LocalTime) -> Bool { one.minutes < other.minutes }
}

extension LocalTime: CustomStringConvertible {
    /// `09:05`.
    package var description: String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }
}

/// A day and a time of day without a time zone, as files write it: `2026-12-01 09:00`.
package struct LocalDateTime: Sendable, Hashable, Comparable {
    package var date: LocalDate
    package var time: LocalTime

    package init(date: LocalDate, time: LocalTime) {
        self.date = date
        self.time = time
    }

    package static func < (one: LocalDateTime, other: LocalDateTime) -> Bool {
        (one.date, one.time) < (other.date, other.time)
    }
}

extension LocalDateTime: CustomStringConvertible {
    package var description: String { "\(date) \(time)" }
}

/// A stretch of a day, from `start` up to, not including, `end`.
package struct HourRange: Sendable, Hashable {
    package let start: LocalTime
    package let end: LocalTime

    /// Nil unless the start lies before the end.
    package init?(start: LocalTime, end: LocalTime) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }
}

extension HourRange: CustomStringConvertible {
    package var description: String { "\(start)-\(end)" }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
