import CampaignModel
import Execution
import Ledger
import Planning
import Synchronization
import Timetable

/// What went out when, in a rehearsal.
package struct Timeline: Sendable {
    /// Sends of one line and campaign that followed one another without a long pause.
    package struct Stretch: Sendable, Hashable {
        package var line: String
        package var campaign: String
        package var occurrence: String
        package var first: Instant
        package var last: Instant
        package var counts: [SendState: Int]
    }

    /// A line that had nothing to do for a reason.
    package struct Wait: Sendable, Hashable {
        package var line: String
        package var from: Instant
        package var until: Instant
        package var reason: String?
    }

    /// Something that a person had to settle.
    package struct Halt: Sendable, Hashable {
        package var stop: Stop
        package var resumed: Instant
    }

    package var begins: Instant
    package var ends: Instant
    package var stretches: [Stretch] = []
    package var waits: [Wait] = []
    /// Why nothing may go out at noon of a day on which a line waited.
    package var closedDays: [LocalDate: String] = [:]
    package var stops: [Halt] = []
    package var faults: [GatewayFault: Int] = [:]
    /// The forecast of each campaign and occurrence when it was first planned as due.
    package var forecasts: [CampaignScope: CampaignForecast] = [:]
    /// Where each stretch that may still grow stands, by line and campaign.
    private var open: [String: Int] = [:]

    /// A pause longer than this many seconds begins a new stretch.
    static let longestPause = 1800.0

    package init(begins: Instant) {
        self.begins = begins
        ends = begins
    }

    package var counts: [SendState: Int] {
        stretches.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) }
    }

    mutating func note(_ plan: Plan) {
        for campaign in plan.campaigns where campaign.isDue && forecasts[campaign.scope] == nil {
            forecasts[campaign.scope] = campaign.forecast
        }
    }

    mutating func add(_ event: ExecutionEvent, at moment: Instant) {
        guard case .settled(let key, let line, let state, _) = event else { return }
        let name = "\(line)/\(key.campaign)/\(key.occurrence)"
        if let index = open[name], moment.seconds(since: stretches[index].last) <= Self.longestPause {
            stretches[index].last = moment
            stretches[index].counts[state, default: 0] += 1
        } else {
            open[name] = stretches.count
            stretches.append(
                Stretch(
                    line: line, campaign: key.campaign, occurrence: key.occurrence, first: moment,
                    last: moment, counts: [state: 1]))
        }
    }

    mutating func wait(of line: String, from: Instant, until: Instant, reason: String?) {
        guard until > from else { return }
        waits.append(Wait(line: line, from: from, until: until, reason: reason))
    }
}

/// A timeline in the making, which lines of a pass write side by side.
package final class TimelineLog: Sendable {
    private let timeline: Mutex<Timeline>

    package init(_ timeline: Timeline) { self.timeline = Mutex(timeline) }

    @discardableResult
    package func change<Result: Sendable>(_ body: (inout sending Timeline) -> sending Result) -> Result {
        timeline.withLock(body)
    }
}
