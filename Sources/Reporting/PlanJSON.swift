import CampaignModel
import Foundation
import Ledger
import Planning
import TextSafety
import Timetable

/// A plan as one JSON document. `format_version` changes when a key's meaning does.
package enum PlanJSON {
    private struct Document: Encodable {
        var format_version = 1
        var now: String
        var ledger_id: String?
        var verdict: String
        var totals: Totals
        var ends: String?
        /// Only where a plan was compared with an earlier revision.
        var base: BaseJSON?
        var campaigns: [Item]
    }

    private struct Totals: Encodable {
        var to_send: Int
        var excluded: Int
        var by_kind: [String: Int]

        init(_ totals: PlanTotals) {
            to_send = totals.toSend
            excluded = totals.excluded
            by_kind = Dictionary(
                uniqueKeysWithValues: SendClass.allCases.map { ($0.rawValue, totals.count(of: $0)) })
        }
    }

    private struct Item: Encodable {
        var campaign: String
        var category: String
        var revision: Int
        var occurrence: String
        var timing: String
        var starts: String?
        var expires: String?
        var rows: Int
        var eligible: Int
        var totals: Totals
        var problems: [Problem]
        var notes: [String]
        var lines: [Line]
        var first: String?
        var last: String?
        var unsent: Int
        var cost: [String]
        var group: GroupItem?
        var sends: [Send]
        var excluded: [Row]
        var samples: [SampleItem]
    }

    private struct Problem: Encodable { var message: String, remedy: String }

    private struct Line: Encodable {
        var line: String
        var to_send: Int
        var first: String?
        var last: String?
    }

    private struct GroupItem: Encodable {
        var name: String
        var exists: Bool
        var members: Int
        var joined: Int
        var left: Int
    }

    private struct Send: Encodable {
        var kind: String
        var recipient: String
        var message: String
        var line: String
        var will_send: Bool
        var fingerprint: String
        var note: String?
    }

    /// What one recipient would get, message by message, as a person reads it in the text format.
    private struct SampleItem: Encodable {
        var recipient: String
        var messages: [[String]]
    }

    private struct Row: Encodable {
        var line: Int
        var recipient: String?
        var reason: String
        var explanation: String
    }

    package static func render(_ plan: Plan, showsNumbers: Bool) throws -> String {
        let zone = plan.zone
        let document = Document(
            now: zone.iso(plan.now), ledger_id: plan.ledger?.id,
            verdict: PlanText(plan, style: TextStyle()).headline, totals: Totals(plan.totals),
            ends: plan.ends.map(zone.iso),
            base: DiffWords(plan, showsNumbers: showsNumbers).map(BaseJSON.init),
            campaigns: try plan.campaigns.map { try item($0, zone: zone, showsNumbers: showsNumbers) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private static func item(_ plan: CampaignPlan, zone: Zone, showsNumbers: Bool) throws -> Item {
        let (timing, starts): (String, Instant?) =
            switch plan.timing {
            case .due: ("due", nil)
            case .upcoming(let start): ("upcoming", start)
            case .over: ("over", nil)
            }
        return Item(
            campaign: plan.campaign.name, category: plan.campaign.category.rawValue,
            revision: plan.scope.revision, occurrence: plan.scope.occurrence, timing: timing,
            starts: starts.map(zone.iso), expires: plan.expires.map(zone.iso), rows: plan.rows,
            eligible: plan.eligible, totals: Totals(plan.totals),
            problems: plan.problems.map { Problem(message: $0.message, remedy: $0.remedy) },
            notes: plan.notes,
            lines: plan.lines.map {
                Line(
                    line: $0.line, to_send: $0.toSend, first: $0.first.map(zone.iso),
                    last: $0.last.map(zone.iso))
            }, first: plan.forecast.first.map(zone.iso), last: plan.forecast.last.map(zone.iso),
            unsent: plan.forecast.unsent, cost: plan.cost.map(\.description),
            group: plan.group.map {
                GroupItem(
                    name: showsNumbers ? $0.name : NumberMask.masking($0.name), exists: $0.chatID != nil,
                    members: $0.members, joined: $0.joined.count,
                    left: $0.left.count)
            },
            sends: try plan.sends.map {
                Send(
                    kind: $0.kind.rawValue, recipient: $0.key.target.shown(numbersInFull: showsNumbers),
                    message: $0.key.message, line: $0.line, will_send: $0.willSend,
                    fingerprint: try $0.fingerprint().short, note: $0.note)
            },
            excluded: plan.excluded.map {
                Row(
                    line: $0.line, recipient: $0.number.map { $0.shown(inFull: showsNumbers) },
                    reason: $0.reason.name, explanation: $0.reason.explanation)
            },
            samples: plan.samples.map { sample in
                SampleItem(
                    recipient: sample.target.shown(numbersInFull: showsNumbers),
                    messages: zip(sample.contents, sample.templates).map {
                        ContentText.lines(
                            $0, template: $1, style: TextStyle(showsNumbers: showsNumbers))
                    })
            })
    }
}
