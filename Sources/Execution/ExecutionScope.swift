import CampaignModel
import Gateway
import Ledger
import Planning
import Timetable

/// One campaign of a pass: what its sends must obey at the moment of sending.
package struct ExecutionScope: Sendable {
    package var scope: CampaignScope
    package var expires: Instant?
    /// By the line's name.
    package var windows: [String: SendingWindows]
    package var contacts: ContactWindow
    package var pace: Pace?

    package init(_ plan: CampaignPlan, workspace: Workspace, zone: Zone) {
        scope = plan.scope
        expires = plan.expires
        var windows: [String: SendingWindows] = [:]
        for name in plan.campaign.lines {
            windows[name] = SendingWindows(
                rules: workspace.sending, category: plan.campaign.category, schedule: plan.campaign.schedule,
                maintenance: workspace.maintenance.filter { $0.lines.contains(name) }, zone: zone)
        }
        self.windows = windows
        contacts = ContactWindow(rules: workspace.sending, category: plan.campaign.category, zone: zone)
        pace = plan.campaign.schedule.rate.map { Pace(rate: $0) }
    }
}

/// One line of a pass, with the way to its gateway.
package struct ExecutionLine: Sendable {
    package var name: String
    package var number: PhoneNumber
    package var pace: Pace
    package var gateway: any GatewayClient

    package init(_ line: Line, gateway: any GatewayClient) {
        name = line.name
        number = line.number
        pace = Pace(rate: line.rate, delay: line.delay)
        self.gateway = gateway
    }
}

/// What an executor tells while it works.
package enum ExecutionEvent: Sendable {
    case settled(key: SendKey, line: String, state: SendState, detail: String?)
    /// The line waits for its pace or a limit.
    case waiting(line: String, until: Instant)
    /// The ledger's server does not answer; the line waits until it does.
    case ledgerAway(line: String, error: LedgerError)
    case ledgerBack(line: String)
}

/// Why a line's pass ended.
package enum LineEnding: Sendable, Hashable {
    case nothingLeft
    /// Nothing may go out before that moment; a later pass goes on.
    case closed(until: Instant, reason: String?)
    case stopped(Stop)
    /// The wall clock was set anew by that many seconds; windows and limits must be computed again by
    /// another pass.
    case clockJumped(seconds: Double)
    case interrupted
    /// The ledger failed; nothing more was sent.
    case failed(LedgerError)
}

/// What a pass came to.
package struct ExecutionResult: Sendable {
    package var endings: [String: LineEnding] = [:]
    package var settled: [SendState: Int] = [:]

    package init() {}
}
