import CampaignModel
import Ledger
import Planning
import Timetable

/// What has become of campaigns: counts by state and reason, which always add up.
package enum StatusText {
    /// Doubts that are listed unless all are asked for.
    private static let shownDoubts = 20

    /// - Throws: what looking for the doubts throws.
    package static func render(_ report: StatusReport, zone: Zone, now: Instant, style: TextStyle) throws
        -> String
    {
        try LineBuffer.text { try write(report, zone: zone, now: now, style: style, to: $0) }
    }

    /// Hands on the text in pieces, however many doubts it lists.
    /// - Throws: what looking for the doubts throws, and the sink.
    package static func write(
        _ report: StatusReport, zone: Zone, now: Instant, style: TextStyle, to sink: @escaping LineBuffer.Sink
    ) throws {
        var page = LineBuffer(sink)
        for line in head(report, zone: zone, now: now, style: style) { try page.line(line) }
        var shown = 0
        try report.forEachDoubt(style.isVerbose ? .max : shownDoubts) { send in
            if shown == 0 { try page.line("In doubt, never sent again by the program:") }
            shown += 1
            let who = send.key.target.shown(numbersInFull: style.showsNumbers)
            try page.line(
                "  ? \(send.key.campaign)  \(who)  message \(send.key.message): \(SafeWords.line(send.life.reason ?? ""))"
            )
        }
        if shown > 0 {
            if report.doubtCount > shown {
                try page.line("  ? … and \(report.doubtCount - shown) more (--verbose lists all)")
            }
            try page.line(
                "  = what is known of them: pregon resolve CAMPAIGN; then settle each: --recipient N --as sent|failed"
            )
        }
        try page.line(verdict(report))
        try page.finish()
    }

    private static func head(_ report: StatusReport, zone: Zone, now: Instant, style: TextStyle) -> [String] {
        let (tallies, stops) = (report.tallies, report.stops)
        let cancellations = report.cancellations
        var lines: [String] = []
        for campaign in uniqued(tallies.map(\.scope.campaign)) {
            let own = tallies.filter { $0.scope.campaign == campaign }
            lines.append("\(style.bold(campaign))  \(Words.count(total(own), "send"))")
            lines.append("  " + sums(own))
            let reasons = Dictionary(grouping: own.filter { $0.reason != nil && $0.state != .accepted }) {
                "\($0.state.title): \($0.reason ?? "")"
            }
            for (reason, rows) in reasons.sorted(by: { $0.key < $1.key }) {
                lines.append("    \(total(rows))  \(SafeWords.line(reason))")
            }
            lines += evidence(report.rows.filter { $0.scope.campaign == campaign })
        }
        lines += intake(report)
        for stop in stops {
            let standing = SafeWords.line(stop.standing { zone.short($0, now: now) })
            lines.append(
                "\(stop.subject.kind) \(stop.subject.name) is \(standing): \(SafeWords.line(stop.reason))")
            if stop.until == nil {
                lines.append("  = when it is settled: pregon resume \(stop.subject.name)")
            }
        }
        for cancellation in cancellations {
            lines.append(
                "campaign \(cancellation.campaign), revision \(cancellation.revision) and before: "
                    + SafeWords.line(cancellation.sentence))
            lines.append("  = if it is to go on after all: pregon resume \(cancellation.campaign)")
        }
        return lines
    }

    /// `12 accepted, 1 failed`: the states that occur, in the order of a send's life.
    package static func sums(_ tallies: [Tally]) -> String {
        let parts = SendState.allCases.compactMap { state -> String? in
            let count = total(tallies.filter { $0.state == state })
            return count > 0 ? "\(count) \(state.title)" : nil
        }
        return parts.isEmpty ? "nothing yet" : parts.joined(separator: ", ")
    }

    package static func verdict(_ report: StatusReport) -> String {
        let (tallies, stops) = (report.tallies, report.stops)
        let campaigns = Words.count(uniqued(tallies.map(\.scope.campaign)).count, "campaign")
        let stopped = stops.isEmpty ? "" : "; \(Words.count(stops.count, "stop"))"
        return "Status: \(campaigns), \(Words.count(total(tallies), "send")): \(sums(tallies))\(stopped)."
    }

    /// What came after acceptance: for the campaign, and per line where there are several.
    private static func evidence(_ rows: [StatusReport.Row]) -> [String] {
        guard let sums = EvidenceWords.sums(rows.map(\.evidence)) else { return [] }
        var lines = ["  webhooks: " + sums]
        let names = uniqued(rows.map(\.line))
        guard names.count > 1 else { return lines }
        for name in names {
            let own = rows.filter { $0.line == name }.map(\.evidence)
            if let sums = EvidenceWords.sums(own) { lines.append("    line \(name): \(sums)") }
        }
        return lines
    }

    /// What belongs to no campaign.
    private static func intake(_ report: StatusReport) -> [String] {
        var lines: [String] = []
        if report.suppressed > 0 {
            lines.append("\(Words.count(report.suppressed, "number")) never to be written to again")
        }
        if report.unattributed > 0 {
            lines.append(
                "\(Words.count(report.unattributed, "webhook event")) of no send that this ledger knows")
        }
        if report.unreadable > 0 {
            lines.append(
                "\(Words.count(report.unreadable, "webhook event")) that cannot be read; an opt-out may be among them"
            )
        }
        return lines
    }

    private static func total(_ tallies: [Tally]) -> Int { tallies.reduce(0) { $0 + $1.count } }

    private static func uniqued(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
