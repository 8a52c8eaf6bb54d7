import CampaignModel

/// Reads the written form of single values: what format.md allows, nothing else.
enum ValueText {
    /// Digits of the longest number that is read.
    static let mostDigits = 18
    /// The most seconds, minutes, hours or days that a duration counts.
    static let mostUnits = 10_000_000
    static let hourlyRates = 1...100_000
    static let contactCounts = 1...1000
    /// Whole units of a currency.
    static let highestPrice = 1_000_000_000
    /// The longest pause between two sends, in seconds: a day.
    static let longestDelay = 86_400

    /// Digits only.
    static func integer(_ text: some StringProtocol) -> Int? { integer(text.utf8) }

    /// Digits only, as bytes of ASCII.
    fileprivate static func integer(_ digits: some Collection<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= mostDigits else { return nil }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// Two digits before a separator and two behind it, and nothing else, as in `09:00`.
    fileprivate static func pair(_ bytes: some Collection<UInt8>, around separator: UInt8) -> (
        Int, Int
    )? {
        guard bytes.count == 5, let first = integer(bytes.prefix(2)),
            let second = integer(bytes.dropFirst(3)),
            bytes[bytes.index(bytes.startIndex, offsetBy: 2)] == separator
        else { return nil }
        return (first, second)
    }

    /// `09:00`, `24:00`.
    static func time(_ text: some StringProtocol) -> LocalTime? {
        guard let (hour, minute) = pair(text.utf8, around: 0x3A) else { return nil }
        return LocalTime(hour: hour, minute: minute)
    }

    /// `2026-12-01 09:00`.
    static func dateTime(_ text: String) -> LocalDateTime? {
        guard let space = text.utf8.firstIndex(of: 0x20), let date = LocalDate(iso: text[..<space]),
            let time = time(text[text.utf8.index(after: space)...])
        else { return nil }
        return LocalDateTime(date: date, time: time)
    }

    /// `2026-11-20T14:03:00-05:00`: a moment as programs write it (RFC 3339), to the second.
    static func timestamp(_ text: String) -> Instant? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = LocalDate(iso: parts[0]),
            let (hour, minute) = pair(parts[1].utf8.prefix(5), around: 0x3A),
            let (_, second) = pair(parts[1].utf8.dropFirst(3).prefix(5), around: 0x3A),
            let clock = LocalTime(hour: hour, minute: minute), hour < 24, second < 60,
            let offset = offset(parts[1].dropFirst(8))
        else { return nil }
        let seconds = date.dayNumber * 86_400 + clock.minutes * 60 + second - offset
        return Instant(milliseconds: Int64(seconds) * 1000)
    }

    /// `-05:00` or `Z`, in seconds east of UTC.
    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-",
            let (hours, minutes) = pair(text.utf8.dropFirst(), around: 0x3A), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
    }

    /// `09:00-17:00`.
    static func hours(_ text: String) -> HourRange? {
        guard let dash = text.utf8.firstIndex(of: 0x2D), let start = time(text[..<dash]),
            let end = time(text[text.utf8.index(after: dash)...])
        else { return nil }
        return HourRange(start: start, end: end)
    }

    /// `400/hour`, `free`.
    static func rate(_ text: String) -> SendRate? {
        if text == "free" { return .free }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == "hour", let count = integer(parts[0]),
            hourlyRates.contains(count)
        else { return nil }
        return .perHour(count)
    }

    /// `2/week`, `1/day`.
    static func contactLimit(_ text: String) -> ContactLimit? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = integer(parts[0]), contactCounts.contains(count),
            let period = ContactLimit.Period(rawValue: String(parts[1]))
        else { return nil }
        return ContactLimit(count: count, period: period)
    }

    /// `30s`, `15m`, `12h`, `2d` in seconds.
    static func duration(_ text: some StringProtocol) -> Int? {
        let unit: Int
        switch text.utf8.suffix(1).first {
        case 0x73: unit = 1
        case 0x6D: unit = 60
        case 0x68: unit = 3600
        case 0x64: unit = 86_400
        default: return nil
        }
        guard let count = integer(text.utf8.dropLast()), count <= mostUnits else { return nil }
        return count * unit
    }

    /// `5s..60s`, or one duration for both ends.
    static func delay(_ text: String) -> DelayRange? {
        guard let dots = text.range(of: "..") else {
            return duration(text).flatMap { $0 <= longestDelay ? DelayRange(minimum: $0, maximum: $0) : nil }
        }
        guard let minimum = duration(text[..<dots.lowerBound]),
            let maximum = duration(text[dots.upperBound...]), minimum <= maximum, maximum <= longestDelay
        else { return nil }
        return DelayRange(minimum: minimum, maximum: maximum)
    }

    /// `85 COP`, `0.50 USD`.
    static func money(_ text: String) -> Money? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 3, parts[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        else { return nil }
        let amount = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(amount.count), let whole = integer(amount[0]), whole <= highestPrice else {
            return nil
        }
        var hundredths = 0
        if amount.count == 2 {
            guard (1...2).contains(amount[1].count), let part = integer(amount[1]) else { return nil }
            hundredths = amount[1].count == 1 ? part * 10 : part
        }
        return Money(hundredths: whole * 100 + hundredths, currency: String(parts[1]))
    }

    /// The name in `${NAME}`.
    static func environmentName(_ text: String) -> String? {
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
        let name = text.dropFirst(2).dropLast()
        guard let first = name.utf8.first, !(0x30...0x39).contains(first), name.count <= 100,
            name.utf8.allSatisfy({ $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        return String(name)
    }

    /// Lower-case letters, digits and `-`, 3 to 60 characters, beginning with a letter or digit.
    static func isCampaignName(_ text: String) -> Bool {
        (3...60).contains(text.utf8.count) && text.utf8.first != 0x2D
            && text.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}

extension LocalDate {
    /// `2026-12-01`, and only days that exist.
    package init?(iso text: some StringProtocol) {
        guard text.utf8.count == 10, let year = ValueText.integer(text.utf8.prefix(4)),
            text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: 4)] == 0x2D,
            let (month, day) = ValueText.pair(text.utf8.dropFirst(5), around: 0x2D)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
