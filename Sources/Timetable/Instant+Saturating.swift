import CampaignModel

extension Instant {
    /// This moment moved by so many milliseconds; at the ends of what can be represented it stays there
    /// instead of trapping, because the numbers come from files and from a ledger.
    package func moved(milliseconds difference: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(difference)
        return Instant(milliseconds: overflow ? (difference < 0 ? .min : .max) : sum)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down also before 1970.
    var wholeSeconds: Int {
        let quotient = milliseconds / 1000
        return Int(milliseconds % 1000 < 0 ? quotient - 1 : quotient)
    }

    /// The moment so many whole seconds after 1970-01-01T00:00:00Z, within years 1 to 9999 or thereabouts.
    init(wholeSeconds: Int) { self.init(milliseconds: Instant.milliseconds(ofSeconds: wholeSeconds)) }

    /// Seconds as milliseconds, held at the ends instead of trapping.
    static func milliseconds(ofSeconds seconds: Int) -> Int64 {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min : .max) : product
    }
}
