import CampaignModel
import Ledger
import Planning

/// A plan as GitHub-flavoured Markdown, for the summary of a CI job or a comment on a pull request: the verdict
/// first, details folded.
package struct PlanMarkdown {
    /// GitHub takes 65,536 characters in a comment.
    package static let limit = 60_000

    private let plan: Plan
    private let text: PlanText
    private let words: DiffWords?
    private let showsNumbers: Bool
    private let command: String

    /// - Parameter command: how to get the whole plan, where it is too long for a comment.
    package init(_ plan: Plan, showsNumbers: Bool = false, command: String = "pregon plan --verbose") {
        self.plan = plan
        self.showsNumbers = showsNumbers
        self.command = command
        text = PlanText(plan, style: TextStyle(showsNumbers: showsNumbers))
        words = DiffWords(plan, showsNumbers: showsNumbers)
    }

    /// At most `limit` characters; what does not fit is left out from the end, and it is said how to see it.
    package func render(limit: Int = PlanMarkdown.limit) -> String {
        let pointer =
            "\n_There is more than fits here; `\(command.replacing("`", with: ""))` shows the whole plan._\n"
        var page = ""
        for (block, short) in blocks {
            // The signs that GitHub counts are UTF-16 units at the most.
            let room = limit - page.utf16.count - pointer.utf16.count
            if block.utf16.count <= room {
                page += block
            } else if let short, short.utf16.count <= room {
                page += short
            } else {
                return page + pointer
            }
        }
        return page
    }

    /// What is said, with a shorter form where there is one.
    private var blocks: [(whole: String, short: String?)] {
        var blocks: [(String, String?)] = []
        let verdicts = text.verdict.split(separator: "\n").map { MarkdownEscape.line(String($0)) }
        blocks.append((verdicts.map { "**\($0)**\n" }.joined(separator: "\n"), nil))
        if let words {
            let notes = words.notes.map { "> **Note:** \(MarkdownEscape.line($0))\n" }
            let settings = words.diff.settings.map { "- pregon\\.yaml: \(MarkdownEscape.line($0))\n" }
            blocks.append((lines(notes.joined(separator: ">\n")) + lines(settings.joined()), nil))
            blocks += difference(words)
        }
        if !plan.isDifferenceAlone { blocks += self.plans }
        return blocks
    }

    private func lines(_ text: String) -> String { text.isEmpty ? "" : "\n" + text }

    // MARK: The difference

    private func difference(_ words: DiffWords) -> [(String, String?)] {
        var blocks: [(String, String?)] = []
        let shown = words.diff.campaigns.filter(words.isWorthShowing)
        guard !shown.isEmpty else { return [] }
        var table = "\n| campaign | | people | sends | last send |\n|---|---|---|---|---|\n"
        for campaign in shown { table += row(campaign, words) }
        blocks.append((table, nil))
        for campaign in shown { blocks.append(details(campaign, words)) }
        return blocks
    }

    private func row(_ campaign: CampaignDiff, _ words: DiffWords) -> String {
        func change<Value: Equatable>(_ old: Value?, _ new: Value?, _ show: (Value) -> String) -> String {
            switch (old, new) {
            case (let old?, let new?): old == new ? show(new) : "\(show(old)) → \(show(new))"
            case (nil, let new?): show(new)
            case (let old?, nil): "\(show(old)) → –"
            case (nil, nil): ""
            }
        }
        let moves = campaign.audience.map { audience -> String in
            switch campaign.kind {
            case .new where campaign.renamedFrom == nil, .brokenBefore: "\(audience.after)"
            case .removed: "\(audience.before) → –"
            default:
                [
                    "\(audience.after)", audience.joined > 0 ? "+\(audience.joined)" : nil,
                    audience.left > 0 ? "−\(audience.left)" : nil,
                ].compactMap(\.self).joined(separator: " ")
            }
        }
        let cells = [
            "**\(MarkdownEscape.line(campaign.name))**", MarkdownEscape.line(words.title(campaign)),
            moves ?? "", change(campaign.before?.toSend, campaign.after?.toSend) { "\($0)" },
            change(campaign.before?.last, campaign.after?.last) { plan.zone.short($0, now: plan.now) },
        ]
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    private func details(_ campaign: CampaignDiff, _ words: DiffWords) -> (String, String?) {
        let name = MarkdownEscape.line(campaign.name)
        var open: [String] = []
        open += campaign.mistakes.map { "- **Error:** \(MarkdownEscape.line($0))\n" }
        open += campaign.notes.map { "- **Note:** \(MarkdownEscape.line($0))\n" }
        let changes =
            campaign.schedule + campaign.settings + words.audience(campaign) + words.effect(campaign)
        var folded = changes.map { "- \(MarkdownEscape.line($0))\n" }.joined()
        for change in campaign.texts {
            folded += "\n\(MarkdownEscape.line(words.title(change))):\n\n<pre>\(Self.marked(change))</pre>\n"
        }
        let heading = open.isEmpty ? "" : "\n**\(name)**\n\n\(open.joined())"
        if folded.isEmpty { return (heading, nil) }
        let title = "\(HTMLEscape.text(campaign.name)): what changed"
        let whole = "\n<details><summary>\(title)</summary>\n\n\(folded)\n</details>\n"
        return (heading + whole, heading.isEmpty ? nil : heading)
    }

    /// Words that went are struck through, words that came are underlined. Inside `<pre>` nothing is Markdown.
    private static func marked(_ change: TextChange) -> String {
        DiffWords.shortened(change.words).map { piece in
            switch piece {
            case .same(let text): MarkdownEscape.preformatted(text)
            case .removed(let text): "<del>\(MarkdownEscape.preformatted(text))</del>"
            case .added(let text): "<ins><b>\(MarkdownEscape.preformatted(text))</b></ins>"
            }
        }.joined()
    }

    // MARK: The plan itself

    private var plans: [(String, String?)] {
        guard !plan.campaigns.isEmpty else { return [] }
        var table = "\n| campaign | to send | already sent | excluded | last send | cost |\n"
        table += "|---|---|---|---|---|---|\n"
        for campaign in plan.campaigns {
            let totals = campaign.totals
            let cells = [
                "**\(MarkdownEscape.line(campaign.campaign.name))**", "\(totals.toSend)",
                "\(totals.count(of: .sent) + totals.count(of: .changed))", "\(totals.excluded)",
                campaign.forecast.last.map { plan.zone.short($0, now: plan.now) } ?? "",
                MarkdownEscape.line(campaign.cost.map(\.description).joined(separator: ", ")),
            ]
            table += "| \(cells.joined(separator: " | ")) |\n"
        }
        return [(table, nil)] + plan.campaigns.map(details)
    }

    private func details(_ campaign: CampaignPlan) -> (String, String?) {
        let problems = campaign.problems.map {
            "- **Error** in \(MarkdownEscape.line(campaign.campaign.name)): "
                + "\(MarkdownEscape.line($0.message)); \(MarkdownEscape.line($0.remedy))\n"
        }
        let heading = lines(problems.joined())
        let own = MarkdownEscape.preformatted(text.campaign(campaign))
        let title = "\(HTMLEscape.text(campaign.campaign.name)): its plan"
        let whole = "\n<details><summary>\(title)</summary>\n\n<pre>\(own)</pre>\n\n</details>\n"
        return (heading + whole, heading.isEmpty ? nil : heading)
    }
}
