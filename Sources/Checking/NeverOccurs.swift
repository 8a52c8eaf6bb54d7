import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// A recurrence without a date.
package enum NeverOccurs {
    package static let rule = Rule(
        "never-occurs",
        summary: "`every` and `on_days` give no date between `start` and `until`.",
        reason: "The campaign would never be due, and nobody would get anything.",
        remedy: "Move `until` behind the first date, or correct `on_days`.",
        wrong: .contacto(
            "schedule: {start: 2026-12-02 09:00, every: month, on_days: [1], until: 2026-12-31 18:00}"),
        right: .contacto(
            "schedule: {start: 2026-12-01 09:00, every: month, on_days: [1], until: 2026-12-31 18:00}"),
        source: "format.md, \"A campaign\" (`schedule`)")

    static func findings(_ loaded: LoadedCampaign, calendar: OccurrenceCalendar, zone: Zone) -> [Finding] {
        let schedule = loaded.campaign.schedule
        guard schedule.every != nil, let start = schedule.start, let until = schedule.until,
            calendar.occurrences(
                from: zone.instant(start), through: zone.lastInstant(until), limit: 1
            ).isEmpty
        else { return [] }
        var endless = schedule
        endless.until = nil
        let first = OccurrenceCalendar(
            schedule: endless,
            windows: SendingWindows(rules: SendingRules(), category: .authentication, zone: zone), zone: zone
        ).next(after: zone.instant(start))?.start
        let then = first.map { "; the first would be \(zone.short($0, now: zone.instant(start)))" } ?? ""
        let place = loaded.places.every ?? loaded.places.schedule ?? loaded.places.name
        return [
            Finding(
                rule, at: place.place,
                "between \(start) and `until` (\(until)) there is no date of this recurrence\(then)",
                remedy: "move `until` behind it, or correct `on_days`")
        ]
    }
}
