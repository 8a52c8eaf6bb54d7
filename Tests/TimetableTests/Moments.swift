import CampaignModel
import Testing
import Timetable

// Moments for expectations, computed by plain arithmetic and not by `Zone`.

/// A moment from its UTC time, `2026-12-01 14:00` or with seconds.
func utc(_ text: String) -> Instant { wall(text, hoursEast: 0) }

/// A moment from Bogotá's local time: UTC−5.
func bogota(_ text: String) -> Instant { wall(text, hoursEast: -5) }

private func wall(_ text: String, hoursEast: Int) -> Instant {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    let time = numbers.dropFirst(3) + [0, 0, 0]
    let fields = Array(time)
    let seconds = day(text).dayNumber * 86_400 + fields[0] * 3600 + fields[1] * 60 + fields[2]
    return Instant(milliseconds: Int64(seconds - hoursEast * 3600) * 1000)
}

/// The date at the beginning of a text.
func day(_ text: String) -> LocalDate {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 3, let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
    else {
        Issue.record("no date: \(text)")
        return LocalDate(dayNumber: 0)
    }
    return date
}

/// A local date and time, as files write it.
func local(_ text: String) -> LocalDateTime {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 5, let time = LocalTime(hour: numbers[3], minute: numbers[4]) else {
        Issue.record("no local time: \(text)")
        return LocalDateTime(date: day(text), time: SendingRules.defaultHours.start)
    }
    return LocalDateTime(date: day(text), time: time)
}

/// `08:00-18:00`.
func hours(_ text: String) -> HourRange {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 4 else {
        Issue.record("no hours: \(text)")
        return SendingRules.defaultHours
    }
    return HourRange(literal: (numbers[0], numbers[1]), (numbers[2], numbers[3]))
}

func zone(_ identifier: String) throws -> Zone { try #require(Zone(identifier: identifier)) }

func stretch(_ start: Instant, _ end: Instant) throws -> Stretch {
    try #require(Stretch(start: start, end: end))
}

/// Rules that leave everything open, to be narrowed by a test.
let freeRules = SendingRules(
    law: .none, hours: HourRange(literal: (0, 0), (24, 0)), days: Set(Weekday.allCases), holidays: .none)
