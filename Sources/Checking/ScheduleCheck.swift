import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// Judges when a campaign is sent: whether it occurs, whether any moment is open, whether the time is enough. The
/// rules stand in files of their own; of a campaign without any time it is not said that the time is short.
struct ScheduleCheck {
    let workspace: Workspace
    let zone: Zone
    /// The day of the check.
    let today: LocalDate

    /// Nil where the system does not know the workspace's zone, of which the loader has spoken.
    init?(workspace: Workspace, today: LocalDate) {
        guard let zone = Zone(identifier: workspace.timezone) else { return nil }
        self.workspace = workspace
        self.zone = zone
        self.today = today
    }

    /// - Parameter eligible: people of the audience after the exclusions; nil where it could not be read.
    func findings(_ loaded: LoadedCampaign, eligible: Int?) -> [Finding] {
        let schedule = loaded.campaign.schedule
        // A campaign that is over stays in the folder as it is.
        if let until = schedule.until, until.date < today { return [] }
        let windows = SendingWindows(
            rules: workspace.sending, category: loaded.campaign.category, schedule: schedule, zone: zone)
        let closed = NeverOpen.findings(
            loaded, workspace: workspace, windows: windows, zone: zone, today: today)
        if !closed.isEmpty { return closed }
        let calendar = OccurrenceCalendar(schedule: schedule, windows: windows, zone: zone)
        let never = NeverOccurs.findings(loaded, calendar: calendar, zone: zone)
        if !never.isEmpty { return never }
        var findings = ScheduleTooWide.findings(loaded, rules: workspace.sending)
        if let eligible, schedule.start != nil || schedule.until != nil {
            let check = PaceCheck(loaded, eligible: eligible, workspace: workspace, zone: zone)
            findings += paceFindings(check, loaded: loaded, calendar: calendar)
        }
        return findings
    }

    private func paceFindings(
        _ check: PaceCheck, loaded: LoadedCampaign, calendar: OccurrenceCalendar
    ) -> [Finding] {
        let schedule = loaded.campaign.schedule
        let fallback = loaded.places.schedule ?? loaded.places.name
        let untilPlace = (loaded.places.until ?? fallback).place
        let now = zone.instant(LocalDateTime(date: today, time: SendingRules.midnight))
        guard schedule.start != nil else {
            guard let until = schedule.until,
                let lack = check.lack(from: now, until: zone.instant(until))
            else { return [] }
            return [UntilTooNear.finding(lack, of: check, until: until, at: untilPlace)]
        }
        var worst: (lack: PaceCheck.Lack, occurrence: Occurrence)?
        for occurrence in occurrences(calendar, schedule: schedule, now: now) {
            guard let start = occurrence.start, let end = occurrence.expires, end > now,
                let lack = check.lack(from: occurrence.firstLawful ?? start, until: end)
            else { continue }
            if lack.unsent > worst?.lack.unsent ?? 0 { worst = (lack, occurrence) }
        }
        guard let (lack, occurrence) = worst else { return [] }
        if let until = schedule.until, let end = occurrence.expires, zone.instant(until) <= end {
            return [UntilTooEarly.finding(lack, of: check, until: until, at: untilPlace)]
        }
        return [
            ExpiresTooEarly.finding(
                lack, of: check, occurrence: occurrence, at: (loaded.places.expiresAfter ?? fallback).place)
        ]
    }

    /// The current one and the next ones.
    private func occurrences(
        _ calendar: OccurrenceCalendar, schedule: Schedule, now: Instant
    ) -> [Occurrence] {
        guard schedule.every != nil, let start = schedule.start else {
            return schedule.start.map {
                calendar.occurrences(from: zone.instant($0), through: zone.instant($0), limit: 1)
            } ?? []
        }
        let current = calendar.current(at: now)
        let far = zone.instant(
            LocalDateTime(date: max(today, start.date).adding(days: 366), time: start.time))
        return (current.map { [$0] } ?? [])
            + calendar.occurrences(from: now, through: far, limit: PaceCheck.occurrences)
    }
}

extension SendingRules {
    fileprivate static let midnight = HourRange(literal: (0, 0), (24, 0)).start
}
