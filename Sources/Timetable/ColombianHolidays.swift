import CampaignModel

/// Colombia's public holidays: Ley 51 of 1983, which moves most of them to a Monday, and Ley 2578 of 2026, which
/// added 9 July (Nuestra Señora de Chiquinquirá) from 2026 on.
///
/// Valid from 1984, the first year of Ley 51; earlier years have none here. Later laws are not known to this
/// table: a new holiday needs a new entry.
package enum ColombianHolidays {
    /// One public holiday in one year.
    package struct Holiday: Sendable, Hashable {
        package var date: LocalDate
        /// In Spanish.
        package var name: String
        /// The day on which it would fall had the law not moved it to the Monday after; nil where it was not moved.
        package var movedFrom: LocalDate?
    }

    /// The years for which a calendar is printed: from Ley 51 of 1983 on, and as far as anybody compares it.
    package static let years = 1984...2100

    /// The holidays of a year one by one, in the order of the calendar; two may fall on one date. Empty before
    /// 1984.
    package static func each(ofYear year: Int) -> [Holiday] {
        guard let table = Table(year: year) else { return [] }
        let found = entries.lazy.filter { year >= $0.since }.compactMap { entry in
            table.date(of: entry.rule).map { date in
                let nominal = table.nominal(of: entry.rule)
                return Holiday(date: date, name: entry.name, movedFrom: nominal == date ? nil : nominal)
            }
        }
        // The entries' own order holds within a date.
        return found.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
            .map(\.element)
    }

    /// The holidays of a year in the order of the calendar; two that fall on one date (4 July 2011) are one
    /// entry with both names. Empty before 1984.
    package static func holidays(ofYear year: Int) -> [(date: LocalDate, name: String)] {
        each(ofYear: year).reduce(into: []) { days, holiday in
            if let last = days.last, last.date == holiday.date {
                days[days.count - 1].name += "; \(holiday.name)"
            } else {
                days.append((date: holiday.date, name: holiday.name))
            }
        }
    }

    package static func isHoliday(_ date: LocalDate) -> Bool {
        let day = date.dayNumber - marked.first
        guard day >= 0, day < marked.days.count else { return name(of: date) != nil }
        return marked.days[day]
    }

    /// The name of the holiday that falls on this date, in Spanish; nil if none does.
    package static func name(of date: LocalDate) -> String? {
        let year = date.components.year
        guard let table = Table(year: year) else { return nil }
        let names = entries.lazy.filter { year >= $0.since && table.date(of: $0.rule) == date }.map(\.name)
        return names.isEmpty ? nil : names.joined(separator: "; ")
    }

    /// Which days of the years around ours are holidays, from a first day on: forecasts ask for thousands.
    private static let marked: (first: Int, days: [Bool]) = {
        let years = 2020...2045
        guard let first = LocalDate(year: years.lowerBound, month: 1, day: 1)?.dayNumber,
            let end = LocalDate(year: years.upperBound + 1, month: 1, day: 1)?.dayNumber
        else { return (0, []) }
        var days = [Bool](repeating: false, count: end - first)
        for year in years {
            guard let table = Table(year: year) else { continue }
            for entry in entries where year >= entry.since {
                if let date = table.date(of: entry.rule) { days[date.dayNumber - first] = true }
            }
        }
        return (first, days)
    }()

    private enum Rule {
        /// The date itself, whatever day of the week it is.
        case fixed(month: Int, day: Int)
        /// The date if it is a Monday, else the Monday after it (Ley 51, article 1).
        case moved(month: Int, day: Int)
        /// So many days from Easter Sunday.
        case easter(Int)
        /// As `easter`, and then the Monday after it, which is always so many days from Easter, too.
        case movedEaster(Int)
    }

    private static let entries: [(since: Int, name: String, rule: Rule)] = [
        (1984, "Año Nuevo", .fixed(month: 1, day: 1)),
        (1984, "Reyes Magos", .moved(month: 1, day: 6)),
        (1984, "San José", .moved(month: 3, day: 19)),
        (1984, "Jueves Santo", .easter(-3)),
        (1984, "Viernes Santo", .easter(-2)),
        (1984, "Día del Trabajo", .fixed(month: 5, day: 1)),
        (1984, "Ascensión del Señor", .movedEaster(39)),
        (1984, "Corpus Christi", .movedEaster(60)),
        (1984, "Sagrado Corazón de Jesús", .movedEaster(68)),
        (1984, "San Pedro y San Pablo", .moved(month: 6, day: 29)),
        // Ley 2578 of 1 June 2026, article 6.
        (2026, "Nuestra Señora del Rosario de Chiquinquirá", .moved(month: 7, day: 9)),
        (1984, "Independencia de Colombia", .fixed(month: 7, day: 20)),
        (1984, "Batalla de Boyacá", .fixed(month: 8, day: 7)),
        (1984, "Asunción de la Virgen", .moved(month: 8, day: 15)),
        (1984, "Día de la Raza", .moved(month: 10, day: 12)),
        (1984, "Todos los Santos", .moved(month: 11, day: 1)),
        (1984, "Independencia de Cartagena", .moved(month: 11, day: 11)),
        (1984, "Inmaculada Concepción", .fixed(month: 12, day: 8)),
        (1984, "Navidad", .fixed(month: 12, day: 25)),
    ]

    /// A year in which rules become dates.
    private struct Table {
        let year: Int
        let easter: LocalDate

        init?(year: Int) {
            guard year >= 1984, let easter = ColombianHolidays.easter(ofYear: year) else { return nil }
            self.year = year
            self.easter = easter
        }

        func date(of rule: Rule) -> LocalDate? {
            switch rule {
            case .fixed, .easter: nominal(of: rule)
            case .moved, .movedEaster: nominal(of: rule).map { $0.adding(days: (7 - $0.weekday.index) % 7) }
            }
        }

        /// The date before anything is moved.
        func nominal(of rule: Rule) -> LocalDate? {
            switch rule {
            case .fixed(let month, let day), .moved(let month, let day):
                LocalDate(year: year, month: month, day: day)
            case .easter(let days), .movedEaster(let days): easter.adding(days: days)
            }
        }
    }

    /// Easter Sunday by the Gregorian computus, in the form published anonymously in Nature in 1876 (also in
    /// Meeus, Astronomical Algorithms, chapter 8). Nil outside years 1583 to 9999.
    static func easter(ofYear year: Int) -> LocalDate? {
        guard (1583...9999).contains(year) else { return nil }
        let golden = year % 19
        let century = year / 100
        let ofCentury = year % 100
        let correction = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let marchDays = epact + weekday - 7 * shift + 114
        return LocalDate(year: year, month: marchDays / 31, day: marchDays % 31 + 1)
    }
}
