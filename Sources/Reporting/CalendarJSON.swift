import CampaignModel
import Foundation
import Timetable

/// `pregon calendar` for programs. Moments are ISO 8601 in the workspace's local time with its offset; a stretch goes
/// from `from` up to, not including, `to`.
package enum CalendarJSON {
    private struct Document: Encodable {
        var format_version = 1
        var now: String
        var timezone: String
        var year: Int
        var holidays: [Holiday]
        /// Absent where there is no workspace.
        var categories: [Category]?
        var maintenance: [Maintenance]?
        var campaign: Campaign?
        /// What is not there, and why.
        var left_out: String?
    }

    private struct Holiday: Encodable {
        var date: String
        var weekday: String
        var name: String
        var moved: Bool
        var moved_from: String?
    }

    private struct Category: Encodable {
        var categories: [String]
        var follows_law: Bool
        /// `open`, or closed by `law` or `workspace`.
        var holidays: String
        var days: [Day]
    }

    private struct Day: Encodable {
        var day: String
        var open: [Hours]
        var reason: Reason?
    }

    private struct Hours: Encodable {
        var from: String
        var to: String
    }

    private struct Maintenance: Encodable {
        var lines: [String]
        var from: String
        var to: String
    }

    private struct Campaign: Encodable {
        var campaign: String
        var category: String
        var from: String
        var to: String
        var current: Occurrence?
        var next: Occurrence?
        var lines: [Line]
    }

    private struct Occurrence: Encodable {
        var occurrence: String
        var start: String?
        var first_lawful: String?
        var expires: String?
    }

    private struct Line: Encodable {
        var line: String
        var windows: [Window]
    }

    private struct Window: Encodable {
        var from: String
        var to: String
        var open: Bool
        var reason: Reason?
    }

    private struct Reason: Encodable {
        var kind: String
        var text: String
    }

    package static func render(_ calendar: SendingCalendar) throws -> String {
        let zone = calendar.zone
        let document = Document(
            now: zone.iso(calendar.now), timezone: zone.identifier, year: calendar.year,
            holidays: calendar.holidays.map {
                Holiday(
                    date: $0.date.description, weekday: $0.date.weekday.rawValue, name: $0.name,
                    moved: $0.movedFrom != nil, moved_from: $0.movedFrom?.description)
            },
            categories: calendar.workspace?.weeks.map(category),
            maintenance: calendar.workspace?.maintenance.map {
                Maintenance(
                    lines: $0.lines, from: zone.iso(zone.instant($0.from)),
                    to: zone.iso(zone.lastInstant($0.to)))
            },
            campaign: calendar.campaign.map { campaign($0, calendar) },
            left_out: calendar.workspace == nil
                ? "There is no pregon.yaml here: the windows of a workspace are left out." : nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private static func category(_ week: SendingWeek) -> Category {
        Category(
            categories: week.categories.map(\.rawValue), follows_law: week.followsLaw,
            holidays: week.onHolidays.rawValue,
            days: week.days.map { day in
                Day(
                    day: day.date.weekday.rawValue,
                    open: day.open.map { Hours(from: $0.start.description, to: $0.end.description) },
                    reason: day.closed.map { Reason(kind: $0.kind, text: $0.sentence) })
            })
    }

    private static func campaign(
        _ part: SendingCalendar.CampaignPart, _ calendar: SendingCalendar
    ) -> Campaign {
        let zone = calendar.zone
        func occurrence(_ occurrence: Timetable.Occurrence) -> Occurrence {
            Occurrence(
                occurrence: occurrence.key, start: occurrence.start.map(zone.iso),
                first_lawful: occurrence.firstLawful.map(zone.iso), expires: occurrence.expires.map(zone.iso))
        }
        return Campaign(
            campaign: part.name, category: part.category.rawValue, from: zone.iso(part.stretch.start),
            to: zone.iso(part.stretch.end), current: part.current.map(occurrence),
            next: part.next.map(occurrence),
            lines: part.lines.map { line in
                Line(
                    line: line.name,
                    windows: line.spans.map { span in
                        Window(
                            from: zone.iso(span.stretch.start), to: zone.iso(span.stretch.end),
                            open: span.closed == nil,
                            reason: span.closed.map { closed in
                                Reason(
                                    kind: closed.kind,
                                    text: closed.sentence { zone.short($0, now: calendar.now) })
                            })
                    })
            })
    }
}
