import CampaignModel
import Planning
import Timetable

/// The difference to an earlier revision as part of the plan's JSON document: its key `base`.
struct BaseJSON: Encodable {
    var name: String
    var commit: String
    var verdict: String
    /// Whether the sends are counted against a ledger, or as if nothing had been sent.
    var with_ledger: Bool
    var notes: [String]
    var settings: [String]
    var campaigns: [Item]

    struct Item: Encodable {
        var campaign: String
        var state: String
        var renamed_from: String?
        var renamed_to: String?
        var mistakes: [String]
        var notes: [String]
        var audience: People?
        var texts: [Text]
        var schedule: [String]
        var settings: [String]
        var before: Outline?
        var after: Outline?
    }

    struct People: Encodable {
        var before: Int
        var after: Int
        var joined: Int
        var left: Int
        /// People in both who would read something else.
        var changed: Int
        var joined_samples: [Person]
        var left_samples: [Person]
        var left_by_reason: [String: Int]
    }

    struct Person: Encodable {
        var recipient: String
        var reason: String?
    }

    struct Text: Encodable {
        var place: String
        var pieces: [Piece]
    }

    /// Exactly one of them is there.
    struct Piece: Encodable {
        var same: String?
        var removed: String?
        var added: String?

        init(_ piece: WordDiff.Piece) {
            switch piece {
            case .same(let text): same = text
            case .removed(let text): removed = text
            case .added(let text): added = text
            }
        }
    }

    struct Outline: Encodable {
        var to_send: Int
        var eligible: Int
        var excluded: Int
        var first: String?
        var last: String?
        var unsent: Int
        var cost: [String]
    }

    init(_ words: DiffWords) {
        let diff = words.diff
        name = diff.name
        commit = diff.commit
        verdict = words.verdict
        with_ledger = words.hasLedger
        notes = words.notes
        settings = diff.settings
        campaigns = diff.campaigns.map { campaign in
            Item(
                campaign: campaign.name, state: campaign.kind.rawValue, renamed_from: campaign.renamedFrom,
                renamed_to: campaign.renamedTo, mistakes: campaign.mistakes, notes: campaign.notes,
                audience: campaign.audience.map { Self.people($0, showsNumbers: words.showsNumbers) },
                texts: campaign.texts.map { Text(place: $0.what, pieces: $0.words.pieces.map(Piece.init)) },
                schedule: campaign.schedule, settings: campaign.settings,
                before: campaign.before.map { Self.outline($0, words.zone) },
                after: campaign.after.map { Self.outline($0, words.zone) })
        }
    }

    private static func people(_ diff: AudienceDiff, showsNumbers: Bool) -> People {
        func people(_ samples: [AudienceDiff.Person]) -> [Person] {
            samples.map { Person(recipient: $0.number.shown(inFull: showsNumbers), reason: $0.reason) }
        }
        var reasons = diff.leftByReason
        if let gone = reasons.removeValue(forKey: "") { reasons["not_listed"] = gone }
        return People(
            before: diff.before, after: diff.after, joined: diff.joined, left: diff.left,
            changed: diff.changed, joined_samples: people(diff.joinedSamples),
            left_samples: people(diff.leftSamples), left_by_reason: reasons)
    }

    private static func outline(_ outline: CampaignOutline, _ zone: Zone) -> Outline {
        Outline(
            to_send: outline.toSend, eligible: outline.eligible, excluded: outline.excluded,
            first: outline.first.map(zone.iso), last: outline.last.map(zone.iso), unsent: outline.unsent,
            cost: outline.cost.map(\.description))
    }
}
