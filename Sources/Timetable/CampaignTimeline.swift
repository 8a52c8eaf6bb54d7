import CampaignModel

/// When a campaign may be sent on one of its lines, moment by moment, and why not at the others.
package enum CampaignTimeline {
    /// Why nothing of a campaign goes out at a moment.
    package enum Closed: Sendable, Hashable {
        /// Its first occurrence starts then.
        case notBegun(Instant)
        /// What was due has expired (`expires_after`), and the next occurrence starts then.
        case untilNext(Instant)
        /// `schedule.until` has come.
        case ended(LocalDateTime)
        /// What was due has expired (`expires_after`), and nothing comes after it.
        case expired
        case window(ClosedReason)
    }

    /// A stretch that is open, or closed for one reason.
    package struct Span: Sendable, Hashable {
        package var stretch: Stretch
        /// Nil: open.
        package var closed: Closed?
    }

    /// The spans of a stretch of time, without gaps, in order.
    ///
    /// - Parameters:
    ///   - windows: of the line, with its maintenance.
    ///   - calendar: of the campaign.
    package static func spans(
        of stretch: Stretch, schedule: Schedule, windows: SendingWindows, calendar: OccurrenceCalendar
    ) -> [Span] {
        var edges = windows.edges(within: stretch)
        edges.formUnion(occurrenceEdges(within: stretch, calendar))
        if let until = schedule.until { edges.insert(windows.zone.instant(until)) }
        let moments = edges.filter { stretch.start < $0 && $0 < stretch.end }.sorted()
        var spans: [Span] = []
        for (start, end) in zip([stretch.start] + moments, moments + [stretch.end]) {
            guard let piece = Stretch(start: start, end: end) else { continue }
            let closed = closed(at: start, schedule: schedule, windows: windows, calendar: calendar)
            if let last = spans.last, isSame(last.closed, closed),
                let both = Stretch(start: last.stretch.start, end: end)
            {
                spans[spans.count - 1].stretch = both
            } else {
                spans.append(Span(stretch: piece, closed: closed))
            }
        }
        return spans
    }

    private static func occurrenceEdges(within stretch: Stretch, _ calendar: OccurrenceCalendar) -> [Instant]
    {
        let begun = calendar.current(at: stretch.start).map { [$0] } ?? []
        let occurrences = begun + calendar.occurrences(from: stretch.start, through: stretch.end)
        return occurrences.flatMap { [$0.start, $0.expires].compactMap(\.self) }
    }

    private static func closed(
        at moment: Instant, schedule: Schedule, windows: SendingWindows, calendar: OccurrenceCalendar
    ) -> Closed? {
        if calendar.current(at: moment) != nil { return windows.closedReason(at: moment).map(Closed.window) }
        if let next = calendar.next(after: moment)?.start {
            return calendar.latest(at: moment) != nil ? .untilNext(next) : .notBegun(next)
        }
        if let until = schedule.until, windows.zone.instant(until) <= moment { return .ended(until) }
        return .expired
    }

    /// Reasons that differ only in the day of the week are one to a reader.
    private static func isSame(_ one: Closed?, _ other: Closed?) -> Bool {
        if case .window(let one)? = one, case .window(let other)? = other {
            return one.sentence == other.sentence
        }
        return one == other
    }
}

extension CampaignTimeline.Closed {
    /// The reason in a few words, for a table.
    ///
    /// - Parameter moment: how a moment is written.
    package func short(_ moment: (Instant) -> String) -> String {
        switch self {
        case .notBegun(let start): "begins \(moment(start)) (schedule.start)"
        case .untilNext(let start): "next occurrence \(moment(start))"
        case .ended(let until): "ended \(until) (schedule.until)"
        case .expired: "over: expires_after has passed"
        case .window(let reason): reason.short
        }
    }

    /// The reason as a plain sentence.
    package func sentence(_ moment: (Instant) -> String) -> String {
        switch self {
        case .notBegun(let start): "The campaign begins on \(moment(start)) (schedule.start)."
        case .untilNext(let start):
            "What was due has expired (schedule.expires_after); the next occurrence begins on \(moment(start))."
        case .ended(let until): "The campaign ended at \(until) (schedule.until)."
        case .expired: "What was due has expired (schedule.expires_after), and nothing comes after it."
        case .window(let reason): reason.sentence
        }
    }

    /// What kind of rule it is, as a stable word for programs.
    package var kind: String {
        switch self {
        case .notBegun: "not_begun"
        case .untilNext: "until_next_occurrence"
        case .ended: "ended"
        case .expired: "expired"
        case .window(let reason): reason.kind
        }
    }
}
