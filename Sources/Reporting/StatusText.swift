import CampaignModel
import Ledger
import Planning

/// What has become of campaigns: counts by state and reason, which always add up.
package enum StatusText {
    package static func render(
        _ tallies: [Tally], stops: [Stop], cancellations: [Cancellation] = [], doubts: [LedgerSend],
        style: TextStyle
    ) -> String {
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
        }
        for stop in stops {
            let standing = SafeWords.line(stop.standing { "\($0)" })
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
        if !doubts.isEmpty {
            lines.append("In doubt, never sent again by the program:")
            for send in doubts {
                let who = send.key.target.shown(numbersInFull: style.showsNumbers)
                lines.append(
                    "  ? \(send.key.campaign)  \(who)  message \(send.key.message): \(SafeWords.line(send.life.reason ?? ""))"
                )
            }
            lines.append(
                "  = find out at the gateway, then: pregon resolve CAMPAIGN --recipient N --as sent|failed")
        }
        lines.append(verdict(tallies, stops: stops))
        return lines.joined(separator: "\n") + "\n"
    }

    /// `12 accepted, 1 failed`: the states that occur, in the order of a send's life.
    package static func sums(_ tallies: [Tally]) -> String {
        let parts = SendState.allCases.compactMap { state -> String? in
            let count = total(tallies.filter { $0.state == state })
            return count > 0 ? "\(count) \(state.title)" : nil
        }
        return parts.isEmpty ? "nothing yet" : parts.joined(separator: ", ")
    }

    package static func verdict(_ tallies: [Tally], stops: [Stop]) -> String {
        let campaigns = Words.count(uniqued(tallies.map(\.scope.campaign)).count, "campaign")
        let stopped = stops.isEmpty ? "" : "; \(Words.count(stops.count, "stop"))"
        return "Status: \(campaigns), \(Words.count(total(tallies), "send")): \(sums(tallies))\(stopped)."
    }

    private static func total(_ tallies: [Tally]) -> Int { tallies.reduce(0) { $0 + $1.count } }

    private static func uniqued(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
