import CampaignModel
import Timetable

/// A calendar for a person: public holidays, and when sending is allowed.
package struct CalendarText {
    let calendar: SendingCalendar
    let style: TextStyle

    package init(_ calendar: SendingCalendar, style: TextStyle) {
        self.calendar = calendar
        self.style = style
    }

    package func render() -> String {
        var blocks = [holidays]
        if let campaign = calendar.campaign {
            blocks.append(self.campaign(campaign))
        } else if let workspace = calendar.workspace {
            blocks.append(weeks(workspace.weeks))
        }
        if let maintenance = maintenance { blocks.append(maintenance) }
        if calendar.workspace == nil {
            blocks.append([
                "There is no pregon.yaml here: the windows of a workspace are left out (--workspace names one)."
            ])
        }
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n\n" + verdict + "\n"
    }

    /// The last line: how many holidays, and the next one or what a campaign may do now.
    package var verdict: String {
        let days = Set(calendar.holidays.map(\.date)).count
        var text = "Calendar \(calendar.year): \(Words.count(days, "public holiday"))"
        let today = calendar.zone.date(calendar.now)
        if let next = calendar.holidays.first(where: { $0.date >= today }),
            today.components.year == calendar.year
        {
            text += ", next \(date(next.date)): \(next.name)"
        }
        guard let campaign = calendar.campaign else { return text + "." }
        let opening = campaign.lines.flatMap(\.spans).filter { $0.closed == nil }.map(\.stretch.start).min()
        switch opening {
        case calendar.now?: text += "; \(campaign.name) may be sent now"
        case let later?: text += "; \(campaign.name) may be sent from \(moment(later)) on"
        case nil: text += "; \(campaign.name) may not be sent in these days"
        }
        return text + "."
    }

    // MARK: Holidays

    private var holidays: [String] {
        [style.bold("Public holidays in Colombia, \(calendar.year)")]
            + table(
                calendar.holidays.map { holiday in
                    [
                        date(holiday.date), holiday.name,
                        holiday.movedFrom.map { "moved from \(date($0))" } ?? "",
                    ]
                })
    }

    // MARK: The workspace

    private func weeks(_ weeks: [SendingWeek]) -> [String] {
        let zone = calendar.zone.identifier
        var lines = [style.bold("When sending is allowed, in an ordinary week (time of \(zone))")]
        for week in weeks {
            let names = week.categories.map(\.rawValue).joined(separator: " and ")
            lines.append("  \(names)\(week.followsLaw ? " (Ley 2300 and the workspace)" : "")")
            lines += table(rows(of: week), indent: "    ")
        }
        return lines
    }

    private func rows(of week: SendingWeek) -> [[String]] {
        let days = collapsed(week.days) { $0.open == $1.open && $0.closed?.kind == $1.closed?.kind }
        var rows = days.map { days in
            let names = [days[0], days[days.count - 1]].map(\.date.weekday.shortName)
            return [
                days.count == 1 ? names[0] : "\(names[0]) – \(names[1])",
                days[0].open.isEmpty
                    ? style.marked("never", color: "31") : days[0].open.map(hours).joined(separator: ", "),
                days[0].closed.map(\.short) ?? "",
            ]
        }
        switch week.onHolidays {
        case .closedByLaw: rows.append(["holidays", style.marked("never", color: "31"), "Ley 2300"])
        case .closedByWorkspace:
            rows.append(["holidays", style.marked("never", color: "31"), "sending.holidays"])
        case .open: rows.append(["holidays", "as on other days", ""])
        }
        return rows
    }

    private var maintenance: [String]? {
        guard let windows = calendar.workspace?.maintenance, !windows.isEmpty else { return nil }
        let year = calendar.zone.date(calendar.now).components.year
        return [style.bold("Announced maintenance")]
            + table(
                windows.map { window in
                    [
                        window.lines.joined(separator: ", "),
                        "\(window.from.short(inYear: year)) to \(window.to.short(inYear: year))",
                    ]
                })
    }

    // MARK: A campaign

    private func campaign(_ campaign: SendingCalendar.CampaignPart) -> [String] {
        let zone = calendar.zone
        var lines = [
            style.bold("When \(campaign.name) may be sent (\(campaign.category), time of \(zone.identifier))")
        ]
        if let current = campaign.current {
            var text = "due now"
            if let expires = current.expires { text += ", what is unsent expires \(moment(expires))" }
            lines.append("  " + text)
        }
        if let start = campaign.next?.start { lines.append("  next occurrence: \(moment(start))") }
        let groups = Dictionary(grouping: campaign.lines, by: \.spans).values
            .sorted { ($0.first?.name ?? "") < ($1.first?.name ?? "") }
        for group in groups {
            let names = group.map(\.name)
            lines.append("  \(names.count == 1 ? "line" : "lines") \(names.joined(separator: ", "))")
            lines += table(rows(of: group[0].spans), indent: "    ")
        }
        return lines
    }

    /// What one date shows; dates that show the same are one row.
    private struct DayRow: Hashable {
        var hours: HourRange
        var closed: String?
    }

    private func rows(of spans: [CampaignTimeline.Span]) -> [[String]] {
        var days: [(date: LocalDate, rows: [DayRow])] = []
        for span in spans {
            for (date, hours) in calendar.zone.days(of: span.stretch) {
                let row = DayRow(hours: hours, closed: span.closed?.short(moment))
                if days.last?.date == date {
                    days[days.count - 1].rows.append(row)
                } else {
                    days.append((date, [row]))
                }
            }
        }
        return collapsed(days) { $0.rows == $1.rows }.flatMap { group in
            group[0].rows.enumerated().map { index, row in
                let name =
                    group.count == 1
                    ? date(group[0].date) : "\(date(group[0].date)) – \(date(group[group.count - 1].date))"
                return [
                    index == 0 ? name : "", hours(row.hours),
                    row.closed == nil ? style.marked("open", color: "32") : "closed", row.closed ?? "",
                ]
            }
        }
    }

    // MARK: Words

    private func hours(_ range: HourRange) -> String { "\(range.start)–\(range.end)" }

    private func moment(_ instant: Instant) -> String { calendar.zone.short(instant, now: calendar.now) }

    /// `Tue 8 Dec`.
    private func date(_ date: LocalDate) -> String {
        let text = LocalDateTime(date: date, time: SendingRules.defaultHours.start).short()
        return String(text.prefix(text.count - " 08:00".count))
    }

    /// Neighbours that are alike, together.
    private func collapsed<Element>(_ items: [Element], _ areAlike: (Element, Element) -> Bool) -> [[Element]]
    {
        items.reduce(into: []) { groups, item in
            if let last = groups.last?.last, areAlike(last, item) {
                groups[groups.count - 1].append(item)
            } else {
                groups.append([item])
            }
        }
    }

    /// Rows with their columns under one another; the last one is not filled up.
    private func table(_ rows: [[String]], indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? visible($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var text = indent
            for (column, cell) in row.enumerated() where !row[column...].allSatisfy(\.isEmpty) {
                text += cell
                guard column + 1 < row.count, !row[(column + 1)...].allSatisfy(\.isEmpty) else { break }
                text += String(repeating: " ", count: widths[column] - visible(cell) + 2)
            }
            return text
        }
    }

    /// How many columns a text takes on the terminal, without its colours.
    private func visible(_ text: String) -> Int {
        text.replacing(/\u{1B}\[[0-9;]*m/, with: "").count
    }
}
