import CampaignModel

/// What `pregon calendar` shows: a year's public holidays, and when sending is allowed.
package struct SendingCalendar: Sendable {
    package var now: Instant
    package var zone: Zone
    package var year: Int
    package var holidays: [ColombianHolidays.Holiday]
    /// The windows of the workspace; nil where there is none.
    package var workspace: WorkspacePart?
    /// The windows of one campaign, if one was asked for.
    package var campaign: CampaignPart?

    package struct WorkspacePart: Sendable {
        package var weeks: [SendingWeek]
        /// Announced maintenance that is not over, in the order in which it begins.
        package var maintenance: [Maintenance]

        package init(_ workspace: Workspace, zone: Zone, now: Instant) {
            weeks = SendingWeek.weeks(rules: workspace.sending, zone: zone, now: now)
            maintenance = workspace.maintenance.filter { zone.lastInstant($0.to) > now }
                .sorted { $0.from < $1.from }
        }
    }

    package struct CampaignPart: Sendable {
        package struct Line: Sendable {
            package var name: String
            package var spans: [CampaignTimeline.Span]
        }

        package var name: String
        package var category: Campaign.Category
        /// From now to the end of a day.
        package var stretch: Stretch
        /// The occurrence to be sent now; nil where none is.
        package var current: Occurrence?
        /// The next one to start.
        package var next: Occurrence?
        package var lines: [Line]

        /// - Parameter days: how many dates are shown, today's included; at least 1.
        package init?(_ campaign: Campaign, in workspace: Workspace, zone: Zone, now: Instant, days: Int) {
            let midnight = LocalDateTime(
                date: zone.date(now).adding(days: max(1, days)), time: HourRange.wholeDay.start)
            guard let stretch = Stretch(start: now, end: zone.instant(midnight)) else { return nil }
            self.stretch = stretch
            name = campaign.name
            category = campaign.category
            let schedule = campaign.schedule
            func windows(_ maintenance: [Maintenance]) -> SendingWindows {
                SendingWindows(
                    rules: workspace.sending, category: campaign.category, schedule: schedule,
                    maintenance: maintenance, zone: zone)
            }
            let calendar = OccurrenceCalendar(schedule: schedule, windows: windows([]), zone: zone)
            current = calendar.current(at: now)
            next = calendar.next(after: now)
            lines = campaign.lines.map { line in
                let own = windows(workspace.maintenance.filter { $0.lines.contains(line) })
                return Line(
                    name: line,
                    spans: CampaignTimeline.spans(
                        of: stretch, schedule: schedule, windows: own, calendar: calendar))
            }
        }
    }

    package init(
        year: Int, now: Instant, zone: Zone, workspace: WorkspacePart? = nil, campaign: CampaignPart? = nil
    ) {
        self.year = year
        self.now = now
        self.zone = zone
        self.workspace = workspace
        self.campaign = campaign
        holidays = ColombianHolidays.each(ofYear: year)
    }
}
