// Planning: desired state × what the ledger knows × an instant → a plan.
//
// In: a campaign, its audience, a snapshot of the ledger, a moment. Out: a `Plan` that says for every person
// what an apply would do and why, from which every format is rendered, and which `apply` freezes.
import Audience
import CampaignModel
import Ledger
import Timetable

/// What an apply at this moment would do.
package struct Plan: Sendable {
    package var now: Instant
    package var zone: Zone
    package var campaigns: [CampaignPlan]
    /// Nil where there is no ledger yet: everything then counts as not sent.
    package var ledger: LedgerIdentity?
    /// The difference to an earlier revision of the files, if one was asked for.
    package var base: WorkspaceDiff?

    package init(now: Instant, zone: Zone, campaigns: [CampaignPlan], ledger: LedgerIdentity?) {
        self.now = now
        self.zone = zone
        self.campaigns = campaigns
        self.ledger = ledger
    }

    /// Compared with an earlier revision and without a ledger: nothing is known of what has gone out, so only the
    /// difference means anything.
    package var isDifferenceAlone: Bool { base != nil && ledger == nil }

    package var totals: PlanTotals { campaigns.reduce(into: PlanTotals()) { $0.add($1.totals) } }
    package var hasProblems: Bool { campaigns.contains { !$0.problems.isEmpty } }
    /// Whether an apply would change anything.
    package var hasChanges: Bool {
        campaigns.contains {
            $0.isUpcoming ? !$0.expiring.isEmpty : $0.totals.toSend > 0 || $0.totals.leaving > 0
        }
    }
    /// The forecast of the last send.
    package var ends: Instant? { campaigns.compactMap(\.forecast.last).max() }
}

/// What an apply would do for one campaign.
package struct CampaignPlan: Sendable {
    package enum Timing: Sendable, Hashable {
        /// Its time has come.
        case due
        /// Its next occurrence begins later; the plan shows what would then be sent.
        case upcoming(Instant)
        /// Its end has passed, or no occurrence is left.
        case over
    }

    package var campaign: Campaign
    package var scope: CampaignScope
    package var timing: Timing
    /// What is unsent by then expires.
    package var expires: Instant?
    package var sends = PlannedSends()
    package var excluded = ExcludedRows()
    package var rows = 0
    package var eligible = 0
    package var problems: [PlanProblem] = []
    package var notes: [String] = []
    /// That its latest occurrence has expired unsent, in words; one of `notes`.
    package var missed: String?
    package var lines: [LineTotal] = []
    package var forecast = CampaignForecast()
    /// What decides how and when it is sent, spelled out; two plans with equal settings are sent alike.
    package var settings = ""
    /// Sends that a limit on contacts puts off, by line.
    package var delays: [String: LineDelay] = [:]
    /// Rendered messages of the first recipients.
    package var samples: [Sample] = []
    package var group: GroupPlan?

    package init(campaign: Campaign, scope: CampaignScope, timing: Timing, expires: Instant?) {
        self.campaign = campaign
        self.scope = scope
        self.timing = timing
        self.expires = expires
    }

    package var isDue: Bool { timing == .due }
    package var isUpcoming: Bool {
        if case .upcoming = timing { true } else { false }
    }

    /// What an occurrence that is over has left waiting; it is too late for it, whatever begins next.
    package var expiring: [PlannedSend] {
        sends.all { if case .change(.expired) = $0.action { true } else { false } }
    }

    package var totals: PlanTotals {
        var totals = PlanTotals()
        for (outcome, count) in sends.tallies { totals.count(outcome, times: count) }
        totals.excluded = excluded.count
        return totals
    }

    /// What the sends that would go out cost, by currency, where lines have prices.
    package var cost: [Money] {
        var sums: [String: Int] = [:]
        for line in lines {
            if let price = line.price { sums[price.currency, default: 0] += price.hundredths * line.toSend }
        }
        return sums.sorted { $0.key < $1.key }.map { Money(hundredths: $0.value, currency: $0.key) }
    }
}

/// What a plan says of one send. Each is exactly one of these; rows that are excluded have none.
package enum SendClass: String, Sendable, Hashable, CaseIterable {
    case new, sent, changed, waiting
    case inDoubt = "in_doubt"
    case failed, leaving

    package var symbol: String {
        switch self {
        case .new: "+"
        case .sent: "="
        case .changed: "~"
        case .waiting: ">"
        case .inDoubt: "?"
        case .failed: "!"
        case .leaving: "-"
        }
    }

    /// The words of the legend.
    package var title: String {
        switch self {
        case .new: "new, will be sent"
        case .sent: "already sent"
        case .changed: "already sent, its content changed since (not sent again; raise `revision`)"
        case .waiting: "waiting from an earlier apply, will be sent"
        case .inDoubt: "in doubt (see `pregon status`; settle it with `pregon resolve`)"
        case .failed: "failed before (`--retry-failed` tries those again that can be)"
        case .leaving: "waiting, but no longer wanted: will be cancelled"
        }
    }
}

/// Something that keeps a campaign from being applied.
package struct PlanProblem: Sendable, Hashable {
    package var message: String
    package var remedy: String

    package init(message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }
}

extension PlanProblem {
    /// A message that was sent under another id or at another place would go out again.
    static func moved(_ what: String) -> PlanProblem {
        PlanProblem(
            message: "messages were inserted, reordered or renamed after some had been sent (\(what))",
            remedy: "put ids and order back as they were, or raise `revision` to send all of them again")
    }
}

package struct LineTotal: Sendable, Hashable {
    package var line: String
    package var toSend: Int
    package var first: Instant?
    package var last: Instant?
    package var price: Money?
}

package struct CampaignForecast: Sendable, Hashable {
    package var first: Instant?
    package var last: Instant?
    /// What the windows and the pace leave unsent when the campaign or occurrence ends.
    package var unsent = 0
}

/// What one recipient would read.
package struct Sample: Sendable {
    package var target: SendTarget
    package var contents: [SendContent]
    /// The template behind each content, as `templates.lock.yaml` has it; nil where it says nothing of it.
    package var templates: [LockedTemplate?]

    init(target: SendTarget, contents: [SendContent], line: String, lock: TemplateLock?) {
        self.target = target
        self.contents = contents
        templates = contents.map { content in
            guard case .template(let filled) = content else { return nil }
            return lock?.template(filled.template, onLine: line)
        }
    }
}

/// What becomes of a campaign's group.
package struct GroupPlan: Sendable {
    package var name: String
    package var chatID: String?
    package var members: Int
    /// People who joined the audience after the group was made.
    package var joined: [PhoneNumber] = []
    /// Members who are no longer in the audience; the gateway cannot remove them.
    package var left: [PhoneNumber] = []
}

/// Counts of a plan, which always add up: the sends by kind, the rows that are excluded.
package struct PlanTotals: Sendable, Hashable {
    package var byKind: [SendClass: Int] = [:]
    package var toSend = 0
    package var excluded = 0
    /// Waiting behind a message that is in doubt.
    package var held = 0

    package init() {}

    mutating func count(_ outcome: SendOutcome, times: Int) {
        byKind[outcome.kind, default: 0] += times
        if outcome.willSend { toSend += times }
        if outcome.kind == .waiting, !outcome.willSend { held += times }
    }

    mutating func add(_ other: PlanTotals) {
        byKind.merge(other.byKind, uniquingKeysWith: +)
        toSend += other.toSend
        excluded += other.excluded
        held += other.held
    }

    package func count(of kind: SendClass) -> Int { byKind[kind] ?? 0 }
    package var leaving: Int { count(of: .leaving) }
}
