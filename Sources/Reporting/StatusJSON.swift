import CampaignModel
import Ledger

/// `pregon status` for programs.
package enum StatusJSON {
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

    package static let version = 1

    /// The document as a text, for what is known to be small.
    package static func render(_ report: StatusReport, numbersInFull: Bool) throws -> String {
        try LineBuffer.text { try write(report, numbersInFull: numbersInFull, to: $0) }
    }

    /// One document.
    /// - Throws: what looking for the doubts throws, and the sink.
    package static func write(
        _ report: StatusReport, numbersInFull: Bool, to sink: @escaping LineBuffer.Sink
    ) throws {
        var writer = JSONWriter(.page, to: sink)
        try writer.object { document in
            try document.field("campaigns", report.rows) { try $0.value(row($1)) }
            try document.key("events")
            try document.value(events(report))
            try document.field("format_version", version)
            try document.key("in_doubt")
            try document.array { array in
                try report.forEachDoubt(.max) { send in
                    try array.element()
                    try array.object { try doubt(send, numbersInFull, to: &$0) }
                }
            }
            try document.field("stops", report.stops) { try $0.value(halt($1)) }
            try document.field("suppressed_numbers", report.suppressed)
        }
        try writer.endValue()
        try writer.finish()
    }

    /// The same as JSON Lines, each with `record` first: `status`, then each `campaign`, `stop` and `doubt`, then `end`.
    /// - Throws: as `write`.
    package static func writeLines(
        _ report: StatusReport, numbersInFull: Bool, to sink: @escaping LineBuffer.Sink
    ) throws {
        var writer = JSONWriter(.lines, to: sink)
        func record(_ kind: String, _ body: (inout JSONWriter) throws -> Void) throws {
            try writer.object { object in
                try object.field("record", kind)
                try body(&object)
            }
            try writer.endValue()
        }
        try record("status") { head in
            try head.key("events")
            try head.value(events(report))
            try head.field("format_version", version)
            try head.field("suppressed_numbers", report.suppressed)
        }
        for own in report.rows { try record("campaign") { try $0.fields(row(own)) } }
        for stop in report.stops { try record("stop") { try $0.fields(halt(stop)) } }
        try report.forEachDoubt(.max) { send in
            try record("doubt") { try doubt(send, numbersInFull, to: &$0) }
        }
        try record("end") { try $0.field("verdict", StatusText.verdict(report)) }
        try writer.finish()
    }

    // MARK: Parts

    private static func row(_ row: StatusReport.Row) -> Row {
        Row(
            campaign: row.scope.campaign, revision: row.scope.revision, occurrence: row.scope.occurrence,
            line: row.line, sends: row.total,
            states: Dictionary(
                uniqueKeysWithValues: SendState.allCases.map { ($0.rawValue, row.states[$0] ?? 0) }),
            evidence: Evidence(
                sent: row.evidence.sent, delivered: row.evidence.delivered, read: row.evidence.read,
                failed: row.evidence.failed, failures: row.evidence.failures,
                replied: row.evidence.replied, opted_out: row.evidence.optedOut))
    }

    private static func events(_ report: StatusReport) -> Events {
        Events(
            arrivals: report.intake.reduce(0) { $0 + $1.arrivals },
            different: report.intake.reduce(0) { $0 + $1.events },
            of_no_known_send: report.unattributed, unreadable: report.unreadable)
    }

    private static func halt(_ stop: Stop) -> Halt {
        Halt(
            kind: stop.subject.kind, name: stop.subject.name, reason: stop.reason,
            since: stop.since.description, until: stop.until?.description)
    }

    private static func doubt(_ send: LedgerSend, _ numbersInFull: Bool, to object: inout JSONWriter) throws {
        try object.field("campaign", send.key.campaign)
        try object.field("message", send.key.message)
        try object.field("reason", send.life.reason)
        try object.field("recipient", send.key.target.shown(numbersInFull: numbersInFull))
    }
}
