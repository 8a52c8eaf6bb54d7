/// A moment in time: milliseconds since 1970-01-01T00:00:00Z, by the wall clock.
package struct Instant: Sendable, Hashable, Comparable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(seconds: Double) { milliseconds = Int64((seconds * 1000).rounded()) }

    /// Seconds since 1970-01-01T00:00:00Z.
    package var seconds: Double { Double(milliseconds) / 1000 }

    package func advanced(seconds: Double) -> Instant {
        Instant(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
    }

    /// Seconds from `other` to this moment; negative if this one comes first.
    package func seconds(since other: Instant) -> Double {
        Double(milliseconds - other.milliseconds) / 1000
    }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC with milliseconds: `2026-12-01T14:00:00.000Z`.
    package var description: String {
        let days = Int((milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000)
        let rest = Int(milliseconds) - days * 86_400_000
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let thousandths = rest % 1000
        let fraction = (thousandths < 100 ? "0" : "") + (thousandths < 10 ? "0" : "") + String(thousandths)
        return "\(LocalDate(dayNumber: days))T\(two(rest / 3_600_000)):\(two(rest / 60_000 % 60))"
            + ":\(two(rest / 1000 % 60)).\(fraction)Z"
    }
}
