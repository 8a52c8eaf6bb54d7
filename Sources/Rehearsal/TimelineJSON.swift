import CampaignModel
import Foundation
import Ledger
import Timetable

/// A timeline for programs.
package enum TimelineJSON {
    private struct Document: Encodable {
        var format_version = 1
        var begins: String
        var ends: String
        var stretches: [Stretch]
        var waits: [Wait]
        var stops: [Stop]
        var faults: [String: Int]
        var totals: [String: Int]
        var forecast_last: String?
    }

    private struct Stretch: Encodable {
        var line: String
        var campaign: String
        var occurrence: String
        var first: String
        var last: String
        var counts: [String: Int]
    }

    private struct Wait: Encodable {
        var line: String
        var from: String
        var until: String
        var reason: String?
    }

    private struct Stop: Encodable {
        var kind: String
        var name: String
        var reason: String
        var since: String
        var resumed: String
    }

    package static func render(_ timeline: Timeline, zone: Zone) throws -> String {
        let document = Document(
            begins: zone.iso(timeline.begins), ends: zone.iso(timeline.ends),
            stretches: timeline.stretches.map { stretch in
                Stretch(
                    line: stretch.line, campaign: stretch.campaign, occurrence: stretch.occurrence,
                    first: zone.iso(stretch.first), last: zone.iso(stretch.last),
                    counts: named(stretch.counts))
            },
            waits: timeline.waits.map { wait in
                Wait(
                    line: wait.line, from: zone.iso(wait.from), until: zone.iso(wait.until),
                    reason: wait.reason)
            },
            stops: timeline.stops.map { halt in
                Stop(
                    kind: halt.stop.subject.kind, name: halt.stop.subject.name, reason: halt.stop.reason,
                    since: zone.iso(halt.stop.since), resumed: zone.iso(halt.resumed))
            },
            faults: Dictionary(uniqueKeysWithValues: timeline.faults.map { ($0.key.rawValue, $0.value) }),
            totals: named(timeline.counts),
            forecast_last: timeline.forecasts.values.compactMap(\.last).max().map { zone.iso($0) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private static func named(_ counts: [SendState: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    }
}
