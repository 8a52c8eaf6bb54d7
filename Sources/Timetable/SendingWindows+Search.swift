import CampaignModel

extension SendingWindows {
    /// The first moment at or after this one at which sending is allowed: this one if it is. Nil if there is
    /// none within `horizon` days.
    package func nextOpening(from instant: Instant) -> Instant? {
        if isOpen(at: instant) { return instant }
        let first = zone.date(instant)
        for day in 0...Self.horizon {
            for stretch in openStretches(on: first.adding(days: day)) where stretch.end > instant {
                return max(stretch.start, instant)
            }
        }
        return nil
    }

    /// The end of the open stretch that holds this moment, across midnights. Nil if sending is not allowed at
    /// this moment, or if the stretch does not end within `horizon` days.
    package func closing(of instant: Instant) -> Instant? {
        let first = zone.date(instant)
        var end: Instant?
        for day in 0...Self.horizon {
            let stretches = openStretches(on: first.adding(days: day))
            for stretch in stretches {
                guard let reached = end else {
                    if stretch.contains(instant) { end = stretch.end }
                    continue
                }
                guard stretch.start == reached else { return reached }
                end = stretch.end
            }
            guard let reached = end else { return nil }
            // A date without an open stretch at its beginning ends it, unless the clocks skip that date.
            let nextDate = zone.instant(
                LocalDateTime(date: first.adding(days: day + 1), time: HourRange.wholeDay.start))
            if reached < nextDate { return reached }
        }
        return nil
    }
}
