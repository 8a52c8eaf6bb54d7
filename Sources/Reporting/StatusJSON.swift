import CampaignModel
import Foundation
import Ledger

/// `pregon status` for programs.
package enum StatusJSON {
    private struct Document: Encodable {
        var format_version = 1
        var campaigns: [Row]
        var events: Events
        var suppressed_numbers: Int
        var stops: [Halt]
        var in_doubt: [Doubt]
    }

    private struct Row: Encodable {
        var campaign: String
        var revision: Int
        var occurrence: String
        var line: String
        var sends: Int
        /// Every state, also those that no send is in.
        var states: [String: Int]
        var evidence: Evidence
    }

    private struct Evidence: Encodable {
        var sent: Int
        var delivered: Int
        var read: Int
        var failed: Int
        var failures: [String: Int]
        var replied: Int
        var opted_out: Int
    }

    private struct Events: Encodable {
        var arrivals: Int
        var different: Int
        var of_no_known_send: Int
        var unreadable: Int
    }

    private struct Halt: Encodable {
        var kind: String
        var name: String
        var reason: String
        var since: String
        var until: String?
    }

    private struct Doubt: Encodable {
        var campaign: String
        var message: String
        var recipient: String
        var reason: String?
    }

    package static func render(_ report: StatusReport, numbersInFull: Bool) throws -> String {
        let document = Document(
            campaigns: report.rows.map { row in
                Row(
                    campaign: row.scope.campaign, revision: row.scope.revision,
                    occurrence: row.scope.occurrence, line: row.line, sends: row.total,
                    states: Dictionary(
                        uniqueKeysWithValues: SendState.allCases.map { ($0.rawValue, row.states[$0] ?? 0) }),
                    evidence: Evidence(
                        sent: row.evidence.sent, delivered: row.evidence.delivered, read: row.evidence.read,
                        failed: row.evidence.failed, failures: row.evidence.failures,
                        replied: row.evidence.replied, opted_out: row.evidence.optedOut))
            },
            events: Events(
                arrivals: report.intake.reduce(0) { $0 + $1.arrivals },
                different: report.intake.reduce(0) { $0 + $1.events },
                of_no_known_send: report.unattributed, unreadable: report.unreadable),
            suppressed_numbers: report.suppressed,
            stops: report.stops.map {
                Halt(
                    kind: $0.subject.kind, name: $0.subject.name, reason: $0.reason,
                    since: $0.since.description, until: $0.until?.description)
            },
            in_doubt: report.doubts.map {
                Doubt(
                    campaign: $0.key.campaign, message: $0.key.message,
                    recipient: $0.key.target.shown(numbersInFull: numbersInFull), reason: $0.life.reason)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
