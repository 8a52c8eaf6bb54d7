import CampaignModel
import Ledger
import Planning
import TextSafety
import Timetable

/// A plan for programs: as one JSON document, or as JSON Lines. Both are written send by send and never held.
///
/// `format_version` changes when a key's meaning does. What has no value has no key. In lines, each object begins with
/// `record`: `plan` first, then each `campaign` with its `send` and `excluded` lines, then the `verdict`.
package struct PlanJSON {
    package static let version = 1

    private let plan: Plan
    private let showsNumbers: Bool
    /// Called after each send and each row that is excluded.
    private let onItem: () -> Void

    package init(_ plan: Plan, showsNumbers: Bool, onItem: @escaping () -> Void = {}) {
        self.plan = plan
        self.showsNumbers = showsNumbers
        self.onItem = onItem
    }

    /// How often `onItem` is called.
    package static func items(of plan: Plan) -> Int {
        plan.campaigns.reduce(0) { $0 + $1.sends.count + $1.excluded.count }
    }

    /// The document as a text, for plans that are known to be small.
    package static func render(_ plan: Plan, showsNumbers: Bool) throws -> String {
        try LineBuffer.text(PlanJSON(plan, showsNumbers: showsNumbers).write)
    }

    // MARK: One document

    /// - Throws: where an audience's file has changed since the plan was made, and what the sink throws.
    package func write(to sink: @escaping LineBuffer.Sink) throws {
        var writer = JSONWriter(.page, to: sink)
        try writer.object { document in
            if let base {
                try document.key("base")
                try document.value(base)
            }
            try document.field("campaigns", plan.campaigns) { array, campaign in
                try array.object { try item(campaign, with: .lists, to: &$0) }
            }
            try document.field("ends", ends)
            try document.field("format_version", Self.version)
            try document.field("ledger_id", plan.ledger?.id)
            try document.field("now", plan.zone.iso(plan.now))
            try document.key("totals")
            try totals(plan.totals, to: &document)
            try document.field("verdict", verdict)
        }
        try writer.endValue()
        try writer.finish()
    }

    // MARK: JSON Lines

    /// - Throws: as `write`.
    package func writeLines(to sink: @escaping LineBuffer.Sink) throws {
        var writer = JSONWriter(.lines, to: sink)
        try record("plan", to: &writer) { head in
            if let base {
                try head.key("base")
                try head.value(base)
            }
            try head.field("format_version", Self.version)
            try head.field("ledger_id", plan.ledger?.id)
            try head.field("now", plan.zone.iso(plan.now))
        }
        for campaign in plan.campaigns {
            let name = campaign.campaign.name
            try record("campaign", to: &writer) { try item(campaign, with: .sums, to: &$0) }
            for planned in campaign.sends {
                try record("send", to: &writer) {
                    try $0.field("campaign", name)
                    try send(planned, to: &$0)
                }
            }
            for excluded in campaign.excluded {
                try record("excluded", to: &writer) {
                    try $0.field("campaign", name)
                    try row(excluded, to: &$0)
                }
            }
        }
        try record("verdict", to: &writer) { end in
            try end.field("ends", ends)
            try end.key("totals")
            try totals(plan.totals, to: &end)
            try end.field("verdict", verdict)
        }
        try writer.finish()
    }

    private func record(
        _ kind: String, to writer: inout JSONWriter, _ body: (inout JSONWriter) throws -> Void
    ) throws {
        try writer.object { object in
            try object.field("record", kind)
            try body(&object)
        }
        try writer.endValue()
    }

    // MARK: Parts

    /// Only where the plan was compared with an earlier revision.
    private var base: BaseJSON? { DiffWords(plan, showsNumbers: showsNumbers).map(BaseJSON.init) }
    private var ends: String? { plan.ends.map(plan.zone.iso) }
    private var verdict: String { PlanText(plan, style: TextStyle()).headline }

    /// Whether the sends and excluded rows stand within their campaign, or lines of their own follow it.
    private enum Extent { case lists, sums }

    /// The fields of a campaign, in the keys' order.
    private func item(_ plan: CampaignPlan, with extent: Extent, to item: inout JSONWriter) throws {
        let zone = self.plan.zone
        let (timing, starts): (String, Instant?) =
            switch plan.timing {
            case .due: ("due", nil)
            case .upcoming(let start): ("upcoming", start)
            case .over: ("over", nil)
            }
        try item.field("campaign", plan.campaign.name)
        try item.field("category", plan.campaign.category.rawValue)
        try item.field("cost", plan.cost.map(\.description))
        try item.field("eligible", plan.eligible)
        if extent == .lists {
            try item.field("excluded", plan.excluded) { array, excluded in
                try array.object { try row(excluded, to: &$0) }
            }
        }
        try item.field("expires", plan.expires.map(zone.iso))
        try item.field("first", plan.forecast.first.map(zone.iso))
        if let group = plan.group {
            try item.key("group")
            try item.object { try self.group(group, to: &$0) }
        }
        try item.field("last", plan.forecast.last.map(zone.iso))
        try item.field("lines", plan.lines) { array, line in
            try array.object { object in
                try object.field("first", line.first.map(zone.iso))
                try object.field("last", line.last.map(zone.iso))
                try object.field("line", line.line)
                try object.field("to_send", line.toSend)
            }
        }
        try item.field("notes", plan.notes)
        try item.field("occurrence", plan.scope.occurrence)
        try item.field("problems", plan.problems) { array, problem in
            try array.object { object in
                try object.field("message", problem.message)
                try object.field("remedy", problem.remedy)
            }
        }
        try item.field("revision", plan.scope.revision)
        try item.field("rows", plan.rows)
        try item.field("samples", plan.samples) { array, sample in
            try array.object { try self.sample(sample, to: &$0) }
        }
        if extent == .lists {
            try item.field("sends", plan.sends) { array, planned in
                try array.object { try send(planned, to: &$0) }
            }
        }
        try item.field("starts", starts.map(zone.iso))
        try item.field("timing", timing)
        try item.key("totals")
        try totals(plan.totals, to: &item)
        try item.field("unsent", plan.forecast.unsent)
    }

    private func totals(_ totals: PlanTotals, to writer: inout JSONWriter) throws {
        try writer.object { object in
            try object.key("by_kind")
            try object.object { kinds in
                for kind in SendClass.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
                    try kinds.field(kind.rawValue, totals.count(of: kind))
                }
            }
            try object.field("excluded", totals.excluded)
            try object.field("to_send", totals.toSend)
        }
    }

    private func group(_ group: GroupPlan, to object: inout JSONWriter) throws {
        try object.field("exists", group.chatID != nil)
        try object.field("joined", group.joined.count)
        try object.field("left", group.left.count)
        try object.field("members", group.members)
        try object.field("name", showsNumbers ? group.name : NumberMask.masking(group.name))
    }

    private func send(_ send: PlannedSend, to object: inout JSONWriter) throws {
        try object.field("fingerprint", try send.fingerprint().short)
        try object.field("kind", send.kind.rawValue)
        try object.field("line", send.line)
        try object.field("message", send.key.message)
        try object.field("note", send.note)
        try object.field("recipient", send.key.target.shown(numbersInFull: showsNumbers))
        try object.field("will_send", send.willSend)
        onItem()
    }

    private func row(_ row: ExcludedRow, to object: inout JSONWriter) throws {
        try object.field("explanation", row.reason.explanation)
        try object.field("line", row.line)
        try object.field("reason", row.reason.name)
        try object.field("recipient", row.number.map { $0.shown(inFull: showsNumbers) })
        onItem()
    }

    /// What one recipient would get, message by message, as a person reads it in the text format.
    private func sample(_ sample: Sample, to object: inout JSONWriter) throws {
        let style = TextStyle(showsNumbers: showsNumbers)
        try object.field("messages", zip(sample.contents, sample.templates)) { array, message in
            try array.array { lines in
                for line in ContentText.lines(message.0, template: message.1, style: style) {
                    try lines.element()
                    lines.value(line)
                }
            }
        }
        try object.field("recipient", sample.target.shown(numbersInFull: showsNumbers))
    }
}
