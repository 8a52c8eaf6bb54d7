import CampaignModel
import Ledger
import Timetable

/// A timeline for people: day by day, line by line.
package struct TimelineText {
    private let timeline: Timeline
    private let zone: Zone
    /// Columns of the longest line's and campaign's names.
    private let lineWidth: Int
    private let campaignWidth: Int

    package init(_ timeline: Timeline, zone: Zone) {
        self.timeline = timeline
        self.zone = zone
        lineWidth = timeline.stretches.map(\.line.count).max() ?? 0
        campaignWidth = timeline.stretches.map { Self.name($0).count }.max() ?? 0
    }

    package func render() -> String {
        var text = days().map { $0 + "\n" }.joined()
        for halt in timeline.stops {
            text += """
                \(moment(halt.stop.since))  \(halt.stop.subject.kind) \(halt.stop.subject.name) stopped: \
                \(halt.stop.reason); resumed at \(moment(halt.resumed)), as an operator might

                """
        }
        if !timeline.faults.isEmpty {
            let kinds = timeline.faults.sorted { $0.key.rawValue < $1.key.rawValue }
            text += "faults: \(kinds.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", "))\n"
        }
        return text + verdict + "\n"
    }

    /// The last line.
    package var verdict: String {
        let counts = timeline.counts
        guard let last = timeline.stretches.map(\.last).max() else {
            return "Rehearsed: nothing would be sent."
        }
        var parts = ["\(counts[.accepted] ?? 0) sent"]
        if let failed = counts[.refused] { parts.append("\(failed) failed") }
        if let doubtful = counts[.inDoubt] { parts.append("\(doubtful) in doubt") }
        let forecast = timeline.forecasts.values.compactMap(\.last).max()
        let foreseen = forecast.map { " (forecast: \(moment($0)))" } ?? ""
        return "Rehearsed: \(parts.joined(separator: ", ")); the last one \(moment(last))\(foreseen)."
    }

    private func days() -> [String] {
        let byDay = Dictionary(grouping: pieces(), by: \.day)
        guard let first = byDay.keys.min(), let last = byDay.keys.max() else { return [] }
        var rows: [String] = []
        for number in first.dayNumber...last.dayNumber {
            let day = LocalDate(dayNumber: number)
            let title = day.short(inYear: zone.date(timeline.begins).components.year)
            guard let pieces = byDay[day] else {
                rows.append("\(title)  nothing\(timeline.closedDays[day].map { ": \($0)" } ?? "")")
                continue
            }
            rows.append(title)
            for piece in pieces {
                let stretch = piece.stretch
                rows.append(
                    "  \(Self.padded(stretch.line, lineWidth))  \(Self.padded(Self.name(stretch), campaignWidth))"
                        + "  \(clock(stretch.first))–\(clock(stretch.last))  \(Self.words(stretch.counts))")
            }
        }
        return rows
    }

    private struct Piece {
        var day: LocalDate
        var stretch: Timeline.Stretch

        /// As precisely as it is shown.
        var minute: Int64 { stretch.first.milliseconds / 60_000 }
    }

    /// Stretches by day; one that goes past midnight stands under the day on which it began.
    private func pieces() -> [Piece] {
        timeline.stretches.map { Piece(day: zone.date($0.first), stretch: $0) }
            .sorted { ($0.minute, $0.stretch.line) < ($1.minute, $1.stretch.line) }
    }

    // MARK: Words

    private func moment(_ instant: Instant) -> String { zone.short(instant, now: timeline.begins) }

    private func clock(_ instant: Instant) -> String { zone.local(instant).dateTime.time.description }

    private static func name(_ stretch: Timeline.Stretch) -> String {
        stretch.occurrence == SendKey.once ? stretch.campaign : "\(stretch.campaign) \(stretch.occurrence)"
    }

    private static func words(_ counts: [SendState: Int]) -> String {
        let names: [(SendState, String)] = [
            (.accepted, "sent"), (.refused, "failed"), (.inDoubt, "in doubt"), (.planned, "put off"),
        ]
        return names.compactMap { state, word in counts[state].map { "\($0) \(word)" } }
            .joined(separator: ", ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
