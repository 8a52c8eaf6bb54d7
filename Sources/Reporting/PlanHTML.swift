import CampaignModel
import Ledger
import Mustache
import Planning

/// A plan as one HTML page: no script, nothing from elsewhere, readable in the dark.
package enum PlanHTML {
    /// - Throws: never in practice: if the page's own template is wrong, which a test would have found.
    package static func render(_ plan: Plan, showsNumbers: Bool = false) throws -> String {
        MustacheContentTypes.register(ScalarHTML(), named: "SCALAR_HTML")
        let template = try MustacheTemplate(string: PlanPage.template)
        return template.render(PlanPage(plan, showsNumbers: showsNumbers))
    }
}

/// Escapes by scalar; the library's own escapes by character (see `HTMLEscape`).
private struct ScalarHTML: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLEscape.text(text) }
}

/// What the page shows; its template names these properties.
struct PlanPage {
    struct Piece {
        var same: String?
        var removed: String?
        var added: String?
    }

    struct Change {
        var place: String
        var pieces: [Piece]
    }

    struct Difference {
        var name: String
        var title: String
        var mistakes: [String]
        var notes: [String]
        var lines: [String]
        var changes: [Change]
    }

    struct Count {
        var symbol: String
        var title: String
        var count: Int
    }

    struct Mistake {
        var message: String
        var remedy: String
    }

    struct Item {
        var name: String
        var problems: [Mistake]
        var counts: [Count]
        /// As the terminal shows it.
        var text: String
    }

    var verdicts: [String]
    var revision: String?
    var notes: [String]
    var settings: [String]
    var differences: [Difference]
    var unchanged: String?
    var hasPlans: Bool
    var items: [Item]
    var made: String

    init(_ plan: Plan, showsNumbers: Bool) {
        let text = PlanText(plan, style: TextStyle(showsNumbers: showsNumbers))
        verdicts = text.verdict.split(separator: "\n").map(String.init)
        made = plan.zone.short(plan.now)
        let words = DiffWords(plan, showsNumbers: showsNumbers)
        revision = words?.diff.shownName
        notes = words?.notes ?? []
        settings = words?.diff.settings ?? []
        let campaigns = words?.diff.campaigns ?? []
        differences =
            words.map { words in
                campaigns.filter(words.isWorthShowing).map { Self.difference($0, words) }
            } ?? []
        let same = campaigns.filter { words?.isWorthShowing($0) == false }.map(\.name)
        unchanged = same.isEmpty ? nil : same.joined(separator: ", ")
        hasPlans = !plan.isDifferenceAlone && !plan.campaigns.isEmpty
        items = plan.isDifferenceAlone ? [] : plan.campaigns.map { Self.item($0, text) }
    }

    private static func difference(_ campaign: CampaignDiff, _ words: DiffWords) -> Difference {
        Difference(
            name: campaign.name, title: words.title(campaign), mistakes: campaign.mistakes,
            notes: campaign.notes,
            lines: campaign.schedule + campaign.settings + words.audience(campaign) + words.effect(campaign),
            changes: campaign.texts.map { change in
                Change(
                    place: words.title(change),
                    pieces: change.words.pieces.map { piece in
                        switch piece {
                        case .same(let text): Piece(same: text)
                        case .removed(let text): Piece(removed: text)
                        case .added(let text): Piece(added: text)
                        }
                    })
            })
    }

    private static func item(_ plan: CampaignPlan, _ text: PlanText) -> Item {
        var counts = SendClass.allCases.compactMap { kind -> Count? in
            let count = plan.totals.count(of: kind)
            return count > 0 ? Count(symbol: kind.symbol, title: kind.title, count: count) : nil
        }
        if plan.totals.excluded > 0 {
            counts.append(Count(symbol: "x", title: "excluded, gets nothing", count: plan.totals.excluded))
        }
        return Item(
            name: plan.campaign.name,
            problems: plan.problems.map { Mistake(message: $0.message, remedy: $0.remedy) }, counts: counts,
            text: text.campaign(plan))
    }
}
