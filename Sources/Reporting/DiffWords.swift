import CampaignModel
import Planning
import Timetable

/// The difference to an earlier revision in sentences, the same for every format.
struct DiffWords {
    let diff: WorkspaceDiff
    let zone: Zone
    let now: Instant
    let hasLedger: Bool
    let showsNumbers: Bool

    init?(_ plan: Plan, showsNumbers: Bool) {
        guard let diff = plan.base else { return nil }
        self.diff = diff
        zone = plan.zone
        now = plan.now
        hasLedger = plan.ledger != nil
        self.showsNumbers = showsNumbers
    }

    /// `Compared with main (1a2b3c4): 1 campaign new, 1 changed; 1 person joins, 1 leaves.`
    var verdict: String {
        var parts: [String] = []
        for (kind, words) in Self.counted where diff.count(kind) > 0 {
            let count = diff.count(kind)
            parts.append(parts.isEmpty ? "\(Words.count(count, "campaign")) \(words)" : "\(count) \(words)")
        }
        if parts.isEmpty { parts = ["no campaigns"] }
        var text = "Compared with \(diff.shownName): \(parts.joined(separator: ", "))"
        let moves = diff.campaigns.filter { $0.kind == .changed }.compactMap(\.audience)
        let joined = moves.map(\.joined).reduce(0, +)
        let left = moves.map(\.left).reduce(0, +)
        if joined + left > 0 {
            text += "; \(Words.count(joined, "person joins", "people join"))"
            text += ", \(Words.count(left, "leaves", "leave"))"
        }
        return text + "."
    }

    private static let counted: [(CampaignDiff.Kind, String)] = [
        (.new, "new"), (.changed, "changed"), (.brokenNow, "broken now"), (.brokenBefore, "broken before"),
        (.removed, "gone"), (.unchanged, "unchanged"),
    ]

    /// What holds for everything: first what the reader must not overlook.
    var notes: [String] {
        let ledger = [
            "without a ledger nobody knows what has gone out already, so this is the difference to "
                + "\(diff.name) alone: sends are counted as if nothing had been sent"
        ]
        return (hasLedger ? [] : ledger) + diff.notes
    }

    func title(_ campaign: CampaignDiff) -> String {
        switch campaign.kind {
        case .new: campaign.renamedFrom.map { "new, renamed from \($0)" } ?? "new"
        case .changed: "changed"
        case .brokenNow: "broken now"
        case .brokenBefore: "broken before, so that it cannot be compared"
        case .removed: campaign.renamedTo.map { "gone, renamed to \($0)" } ?? "gone"
        case .unchanged: campaign.hasOtherEffect ? "unchanged, but not its effect" : "unchanged"
        }
    }

    /// Whether there is anything to say of a campaign beyond its name.
    func isWorthShowing(_ campaign: CampaignDiff) -> Bool {
        campaign.kind != .unchanged || campaign.hasOtherEffect || !campaign.notes.isEmpty
    }

    /// Everybody who joins or leaves, in counts and a few masked numbers.
    func audience(_ campaign: CampaignDiff) -> [String] {
        guard let audience = campaign.audience else { return [] }
        switch campaign.kind {
        case .new where campaign.renamedFrom == nil, .brokenBefore:
            return ["\(Words.count(audience.after, "person", "people")) in its audience"]
        case .removed: return ["\(Words.count(audience.before, "person", "people")) in its audience"]
        default: break
        }
        guard !audience.isEmpty else { return [] }
        var lines: [String] = []
        if audience.joined + audience.left > 0 {
            lines.append(
                "audience: \(audience.before) → \(audience.after), "
                    + "\(audience.joined) \(audience.joined == 1 ? "joins" : "join"), "
                    + "\(audience.left) \(audience.left == 1 ? "leaves" : "leave")")
        }
        if audience.joined > 0 {
            lines.append("joining: \(people(audience.joinedSamples, of: audience.joined, before: "was "))")
        }
        if audience.left > 0 {
            lines.append("leaving: \(people(audience.leftSamples, of: audience.left, before: ""))")
            let reasons = audience.leftByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let words = reasons.map { "\($0.value) \($0.key.isEmpty ? "no longer listed" : reason($0.key))" }
            if audience.left > audience.leftSamples.count {
                lines.append("why they leave: \(words.joined(separator: ", "))")
            }
        }
        if audience.changed > 0 {
            let names = audience.changedSamples.map { $0.shown(inFull: showsNumbers) }
            let more = audience.changed > names.count ? " …" : ""
            lines.append(
                "reads something else: \(Words.count(audience.changed, "person", "people")), "
                    + "\(names.joined(separator: ", "))\(more)")
        }
        return lines
    }

    private func people(_ people: [AudienceDiff.Person], of count: Int, before: String) -> String {
        let names = people.map { person in
            let name = person.number.shown(inFull: showsNumbers)
            return person.reason.map { "\(name) (\(before)\(reason($0)))" } ?? name
        }
        let more = count > names.count ? " and \(count - names.count) more" : ""
        return names.joined(separator: ", ") + more
    }

    private func reason(_ name: String) -> String {
        switch name {
        case "no_opt_in": "without consent"
        case "invalid_opt_in": "with a consent that is no date"
        case "future_opt_in": "with a consent in the future"
        case "opted_out": "opted out"
        case "excluded_list": "in an exclusion list"
        case "filter": "not kept by `where`"
        default: name.replacing("_", with: " ")
        }
    }

    /// What the change does to the sends: `sends: 2 → 3`.
    func effect(_ campaign: CampaignDiff) -> [String] {
        let (before, after) = (campaign.before, campaign.after)
        guard before != nil || after != nil, before != after else { return [] }
        func moment(_ instant: Instant?) -> String { instant.map { zone.short($0, now: now) } ?? "–" }
        func cost(_ outline: CampaignOutline?) -> String {
            outline.flatMap { $0.cost.isEmpty ? nil : $0.cost.map(\.description).joined(separator: ", ") }
                ?? "–"
        }
        func line(_ name: String, _ words: (CampaignOutline?) -> String) -> String? {
            let (old, new) = (words(before), words(after))
            if before == nil { return new == "–" ? nil : "\(name): \(new)" }
            if after == nil { return old == "–" ? nil : "\(name): \(old) before" }
            return old == new ? nil : "\(name): \(old) → \(new)"
        }
        return [
            line("sends") { $0.map { String($0.toSend) } ?? "–" },
            line("first send") { moment($0?.first) }, line("last send") { moment($0?.last) },
            line("cost, so the balance needed") { cost($0) },
            line("left unsent at its end") { $0.flatMap { $0.unsent > 0 ? String($0.unsent) : nil } ?? "–" },
        ].compactMap(\.self)
    }

    func title(_ change: TextChange) -> String {
        change.what + (change.isNew ? " (new)" : change.isGone ? " (gone)" : "")
    }

    /// A change's pieces, long stretches without a change shortened to their ends.
    static func shortened(_ words: WordDiff) -> [WordDiff.Piece] {
        let last = words.pieces.count - 1
        return words.pieces.enumerated().map { index, piece in
            guard case .same(let text) = piece, text.count > 2 * context + 20 else { return piece }
            let head = index == 0 ? "" : text.prefix(context)
            let tail = index == last ? "" : text.suffix(context)
            return .same("\(head) … \(tail)")
        }
    }

    /// Characters of an unchanged stretch that are shown beside a change.
    private static let context = 60
}
