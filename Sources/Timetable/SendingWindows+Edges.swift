import CampaignModel

extension SendingWindows {
    /// Moments within a stretch such that between two neighbours nothing opens, closes or changes its reason. Not at
    /// every one of them something does.
    func edges(within stretch: Stretch) -> Set<Instant> {
        var edges: Set<Instant> = Set(zone.changes(within: stretch))
        let all = HourRange.wholeDay
        add(&edges, ranges: [all] + hourRanges, in: zone, stretch)
        if followsLaw {
            add(
                &edges, ranges: [all, ContactLaw.onWeekdays, ContactLaw.onSaturdays], in: ContactLaw.zone,
                stretch)
        }
        for window in maintenance { edges.formUnion([window.stretch.start, window.stretch.end]) }
        return edges.filter { stretch.start < $0 && $0 < stretch.end }
    }

    private func add(
        _ edges: inout Set<Instant>, ranges: [HourRange], in zone: Zone, _ stretch: Stretch
    ) {
        var date = zone.date(stretch.start)
        let last = zone.date(stretch.end)
        while date <= last {
            for time in Set(ranges.flatMap { [$0.start, $0.end] }) {
                let local = LocalDateTime(date: date, time: time)
                // Both, where clocks show the time twice.
                edges.formUnion([zone.instant(local), zone.lastInstant(local)])
            }
            date = date.adding(days: 1)
        }
    }

    /// The hours that a moment is compared with.
    private var hourRanges: [HourRange] { [rules?.hours, hours].compactMap(\.self) }
}
