import Audience
import CampaignModel
import Ledger
import Planning
import TextSafety
import Timetable

/// A plan for a person: every send by kind, who is excluded and why, samples, times, costs, the verdict.
package struct PlanText {
    let plan: Plan
    let style: TextStyle

    /// Sends and rows of one kind that are listed unless all are asked for.
    static let shownPerKind = 5

    package init(_ plan: Plan, style: TextStyle) {
        self.plan = plan
        self.style = style
    }

    package func render() -> String {
        let compared = DiffWords(plan, showsNumbers: style.showsNumbers).map {
            DiffText(words: $0, style: style).render()
        }
        if plan.isDifferenceAlone { return (compared ?? "") + "\n" + verdict + "\n" }
        var blocks = plan.campaigns.map(campaign) + [compared].compactMap(\.self)
        let kinds = SendClass.allCases.filter { plan.totals.count(of: $0) > 0 }
        if !kinds.isEmpty || plan.totals.excluded > 0 {
            var legend = kinds.map { "  \(style.colored($0.symbol, as: $0)) \($0.title)" }
            if plan.totals.excluded > 0 { legend.append("  x excluded, gets nothing") }
            blocks.append(legend.joined(separator: "\n") + "\n")
        }
        return blocks.joined(separator: "\n") + "\n" + verdict + "\n"
    }

    /// The last line; compared with an earlier revision, the last two.
    package var verdict: String {
        let compared = DiffWords(plan, showsNumbers: false).map { SafeWords.line($0.verdict) }
        if plan.isDifferenceAlone, let compared { return compared }
        return [compared, sum].compactMap(\.self).joined(separator: "\n")
    }

    /// The one sentence that says most: what is compared where there is nothing else, the plan's counts elsewhere.
    var headline: String { plan.isDifferenceAlone ? verdict : sum }

    /// The plan's own counts in one sentence.
    private var sum: String {
        let totals = plan.totals
        var parts = [
            "\(totals.toSend) to send",
            "\(totals.count(of: .sent) + totals.count(of: .changed)) already sent",
        ]
        parts.append("\(totals.excluded) excluded")
        for (kind, words) in [
            (SendClass.inDoubt, "in doubt"), (.failed, "failed before"), (.leaving, "to cancel"),
        ] where totals.count(of: kind) > 0 {
            parts.append("\(totals.count(of: kind)) \(words)")
        }
        var text = "Plan: \(Words.count(plan.campaigns.count, "campaign")), \(parts.joined(separator: ", "))"
        if totals.held > 0 { text += ", \(totals.held) held by a doubt" }
        if let end = plan.ends, totals.toSend > 0 {
            text += "; ends \(plan.zone.short(end, now: plan.now))"
        }
        if plan.hasProblems { text += "; cannot be applied as it is" }
        return text + "."
    }

    // MARK: One campaign

    func campaign(_ plan: CampaignPlan) -> String {
        var lines = [heading(plan)]
        lines += plan.problems.map {
            "  \(style.red("error")): \(SafeWords.line($0.message))\n      = \($0.remedy)"
        }
        lines += plan.notes.map { "  note: \(SafeWords.line($0))" }
        lines += group(plan)
        lines += sends(plan)
        lines += excluded(plan)
        lines += samples(plan)
        lines += times(plan)
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ plan: CampaignPlan) -> String {
        let campaign = plan.campaign
        var text =
            style.bold(campaign.name) + "  \(campaign.category.rawValue), revision \(campaign.revision)"
        if plan.scope.occurrence != SendKey.once { text += ", occurrence \(plan.scope.occurrence)" }
        switch plan.timing {
        case .due: break
        case .upcoming(let start):
            text +=
                "\n  starts \(self.plan.zone.short(start, now: self.plan.now)); until then nothing is sent"
        case .over: text += "\n  its time is over; nothing more is sent"
        }
        let rows = Words.count(plan.rows, "row")
        return text + "\n  \(rows): \(plan.eligible) eligible, \(plan.excluded.count) excluded"
    }

    private func group(_ plan: CampaignPlan) -> [String] {
        guard let group = plan.group else { return [] }
        var lines = [
            "  group \"\(SafeWords.line(style.showsNumbers ? group.name : NumberMask.masking(group.name)))\": \(Words.count(group.members, "member"))"
        ]
        if group.chatID != nil {
            lines[0] += ", made already"
            if !group.joined.isEmpty { lines.append("    \(group.joined.count) joined the audience since") }
            if !group.left.isEmpty {
                lines.append("    \(group.left.count) left the audience; the gateway cannot remove them")
            }
        }
        return lines
    }

    private func sends(_ plan: CampaignPlan) -> [String] {
        var lines: [String] = []
        for kind in SendClass.allCases {
            let count = plan.sends.count(of: kind)
            guard count > 0 else { continue }
            let symbol = style.colored(kind.symbol, as: kind)
            if kind == .sent, !style.showsUnchanged {
                lines.append("  \(symbol) \(Words.count(count, "send"))")
                continue
            }
            let shown = plan.sends.all(limit: style.isVerbose ? .max : Self.shownPerKind) { $0.kind == kind }
            for send in shown {
                var text = "  \(symbol) \(send.key.target.shown(numbersInFull: style.showsNumbers))"
                text += "  message \(send.key.message)  \(send.line)"
                if let note = send.note { text += "  (\(SafeWords.line(note)))" }
                lines.append(text)
            }
            if count > shown.count {
                lines.append("  \(symbol) … and \(count - shown.count) more (--verbose lists all)")
            }
        }
        return lines
    }

    private func excluded(_ plan: CampaignPlan) -> [String] {
        var lines: [String] = []
        for group in plan.excluded.byReason.sorted(by: { ($1.count, $0.name) < ($0.count, $1.name) }) {
            if style.isVerbose {
                for row in plan.excluded where row.reason.name == group.name {
                    let who = row.number.map { $0.shown(inFull: style.showsNumbers) } ?? "no valid number"
                    lines.append("  x \(who)  line \(row.line): \(SafeWords.line(row.reason.explanation))")
                }
            } else {
                let title = group.name.replacing("_", with: " ")
                let places = group.lines.map(String.init).joined(separator: ", ")
                let more = group.count > 3 ? " …" : ""
                lines.append("  x \(group.count) \(title): line \(places)\(more)")
            }
        }
        return lines
    }

    private func samples(_ plan: CampaignPlan) -> [String] {
        guard plan.totals.toSend > 0 || style.isVerbose else { return [] }
        return plan.samples.flatMap { sample in
            ["  sample for \(sample.target.shown(numbersInFull: style.showsNumbers)):"]
                + zip(sample.contents, sample.templates).flatMap {
                    ContentText.lines($0, template: $1, style: style)
                }.map { "    | \($0)" }
        }
    }

    private func times(_ plan: CampaignPlan) -> [String] {
        guard plan.totals.toSend > 0 else { return [] }
        var lines: [String] = []
        for line in plan.lines {
            var text = "  line \(line.line): \(Words.count(line.toSend, "send"))"
            if let first = line.first, let last = line.last {
                text += ", \(moment(first)) to \(moment(last))"
            }
            if let price = line.price {
                let cost = Money(hundredths: price.hundredths * line.toSend, currency: price.currency)
                text += ", \(cost)"
            }
            lines.append(text)
        }
        if plan.forecast.unsent > 0 {
            let end = plan.expires.map { " by \(moment($0))" } ?? ""
            lines.append(
                "  warning: windows and pace leave \(plan.forecast.unsent) of them unsent\(end); they would expire"
            )
        }
        return lines
    }

    private func moment(_ instant: Instant) -> String { plan.zone.short(instant, now: plan.now) }
}
