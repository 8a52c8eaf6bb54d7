import CampaignModel

/// Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
package enum RetryAfter {
    /// No reply can hold a line longer than a day; an operator resumes earlier.
    package static let longest = 86_400

    /// Seconds to wait, 0 to `longest`; nil where there is no such field or it cannot be read.
    ///
    /// - Parameter now: the wall clock, where the reply has no `Date` of its own. A date is compared with the
    ///   reply's, so that a gateway whose clock is wrong still means what it says.
    package static func seconds(in headers: [WireHeader], now: Instant) -> Int? {
        guard let value = headers.value(of: "Retry-After")?.trimmed else { return nil }
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return min(longest, Int(value) ?? longest)
        }
        guard let until = date(value) else { return nil }
        let reference = headers.value(of: "Date").flatMap(date) ?? now
        return Int(min(max(0, until.seconds(since: reference).rounded(.up)), Double(longest)))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that senders may produce (RFC 9110, 5.6.7).
    static func date(_ text: String) -> Instant? {
        let parts = text.trimmed.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].utf8.count == 4, parts[5] == "GMT",
            let month = months.firstIndex(of: String(parts[2])),
            let year = number(parts[3], digits: 4), let day = number(parts[1], digits: 2),
            let date = LocalDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], digits: 2), hour < 24,
            let minute = number(clock[1], digits: 2), minute < 60,
            let second = number(clock[2], digits: 2), second <= 60
        else { return nil }
        let seconds = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second
        return Instant(milliseconds: Int64(seconds) * 1000)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
