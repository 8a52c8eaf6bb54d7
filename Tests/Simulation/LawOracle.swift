import CampaignModel

/// Ley 2300 of 2023 by hand, for the months in which stories play. It shares nothing with the product's timetable:
/// Colombia is five hours behind UTC all year, and the public holidays stand here as dates.
enum LawOracle {
    /// Days since 1970-01-01 of the public holidays from December 2026 to April 2027.
    private static let holidays: Set<Int> = [
        day(2026, 12, 8), day(2026, 12, 25), day(2027, 1, 1), day(2027, 1, 11), day(2027, 3, 22),
        day(2027, 3, 25), day(2027, 3, 26),
    ]

    /// Days since 1970-01-01, counted up by months.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let years = (1970..<year).reduce(0) { $0 + ($1.isMultiple(of: 4) ? 366 : 365) }
        return years + months.prefix(month - 1).reduce(0, +) + day - 1
    }

    struct LocalMoment {
        /// Days since 1970-01-01, a Thursday.
        var day: Int
        /// Minutes since midnight.
        var minute: Int
        /// 0 is Monday.
        var weekday: Int { (day + 3) % 7 }

        init(_ instant: Instant) {
            let seconds = Int(instant.milliseconds / 1000) - 5 * 3600
            day = seconds / 86_400
            minute = seconds % 86_400 / 60
        }
    }

    /// Whether a message may be sent at a moment; the workspace of every story allows 7 to 20 on every day but
    /// public holidays.
    static func allows(_ category: Campaign.Category, at instant: Instant) -> Bool {
        let moment = LocalMoment(instant)
        guard !holidays.contains(moment.day), (7 * 60..<20 * 60).contains(moment.minute) else { return false }
        switch category {
        case .utility, .authentication: return true
        case .marketing, .collection: break
        }
        switch moment.weekday {
        case 0...4: return (7 * 60..<19 * 60).contains(moment.minute)
        case 5: return (8 * 60..<15 * 60).contains(moment.minute)
        default: return false
        }
    }
}
