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
        // Nothing is thrown but by the sink.
        (try? LineBuffer.text(write)) ?? ""
    }

    /// Hands on the whole text in pieces, however many people it lists.
    /// - Throws: only what the sink throws.
    package func write(to sink: @escaping LineBuffer.Sink) throws {
        var page = LineBuffer(sink)
        let compared = DiffWords(plan, showsNumbers: style.showsNumbers).map {
            DiffText(words: $0, style: style).render()
        }
        if plan.isDifferenceAlone {
            page.append(compared ?? "")
        } else {
            var isFirst = true
            func separate() {
                if !isFirst { page.append("\n") }
                isFirst = false
            }
            for campaign in plan.campaigns {
                separate()
                try self.campaign(campaign) { try page.line($0) }
            }
            for block in [compared, legend].compactMap(\.self) {
                separate()
                page.append(block)
            }
        }
        try page.line("")
        try page.line(verdict)
        try page.finish()
    }

    /// The symbols that occur.
    private var legend: String? {
        let kinds = SendClass.allCases.filter { plan.totals.count(of: $0) > 0 }
        guard !kinds.isEmpty || plan.totals.excluded > 0 else { return nil }
        var legend = kinds.map { "  \(style.colored($0.symbol, as: $0)) \($0.title)" }
        if plan.totals.excluded > 0 { legend.append("  x excluded, gets nothing") }
        return legend.joined(separator: "\n") + "\n"
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
        var text = ""
        // Nothing is thrown but by the closure.
        try? campaign(plan) { text += $0 + "\n" }
        return text
    }

    /// Line by line; a line may hold breaks.
    private func campaign(_ plan: CampaignPlan, _ say: (String) throws -> Void) throws {
        try say(heading(plan))
        for problem in plan.problems {
            try say(
                "  \(style.red("error")): \(SafeWords.line(problem.message))\n      = \(problem.remedy)")
        }
        for note in plan.notes { try say("  note: \(SafeWords.line(note))") }
        try group(plan).forEach(say)
        try sends(plan, say)
        try excluded(plan, say)
        try samples(plan).forEach(say)
        try times(plan).forEach(say)
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

    private func sends(_ plan: CampaignPlan, _ say: (String) throws -> Void) throws {
        for kind in SendClass.allCases {
            let count = plan.sends.count(of: kind)
            guard count > 0 else { continue }
            let symbol = style.colored(kind.symbol, as: kind)
            if kind == .sent, !style.showsUnchanged {
                try say("  \(symbol) \(Words.count(count, "send"))")
                continue
            }
            func sayOne(_ send: PlannedSend) throws {
                var text = "  \(symbol) \(send.key.target.shown(numbersInFull: style.showsNumbers))"
                text += "  message \(send.key.message)  \(send.line)"
                if let note = send.note { text += "  (\(SafeWords.line(note)))" }
                try say(text)
            }
            if style.isVerbose {
                try plan.sends.forEach(where: { $0.kind == kind }, sayOne)
                continue
            }
            let shown = plan.sends.all(limit: Self.shownPerKind) { $0.kind == kind }
            try shown.forEach(sayOne)
            if count > shown.count {
                try say("  \(symbol) … and \(count - shown.count) more (--verbose lists all)")
            }
        }
    }

    private func excluded(_ plan: CampaignPlan, _ say: (String) throws -> Void) throws {
        for group in plan.excluded.byReason.sorted(by: { ($1.count, $0.name) < ($0.count, $1.name) }) {
            if style.isVerbose {
                for row in plan.excluded where row.reason.name == group.name {
                    let who = row.number.map { $0.shown(inFull: style.showsNumbers) } ?? "no valid number"
                    try say("  x \(who)  line \(row.line): \(SafeWords.line(row.reason.explanation))")
                }
            } else {
                let title = group.name.replacing("_", with: " ")
                let places = group.lines.map(String.init).joined(separator: ", ")
                let more = group.count > 3 ? " …" : ""
                try say("  x \(group.count) \(title): line \(places)\(more)")
            }
        }
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
