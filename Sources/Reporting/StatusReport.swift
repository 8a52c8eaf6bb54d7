import CampaignModel
import Ledger

/// What has become of campaigns, computed once behind every format of `pregon status`.
package struct StatusReport: Sendable {
    /// One campaign's occurrence on one line: how the sends stand, and what came afterwards.
    package struct Row: Sendable, Hashable {
        package var scope: CampaignScope
        package var line: String
        /// Sends by state; they add up to all of them.
        package var states: [SendState: Int]
        package var evidence: EvidenceTally

        package var total: Int { states.values.reduce(0, +) }
    }

    package var tallies: [Tally]
    /// In the order of campaign, revision, occurrence and line.
    package var rows: [Row]
    package var intake: [IntakeTally]
    /// Numbers that are never to be written to again.
    package var suppressed: Int
    package var stops: [Stop]
    package var cancellations: [Cancellation]
    /// Hands over the sends in doubt one after another, oldest first and at the most so many: they are never all held.
    package typealias Doubts = @Sendable (_ limit: Int, _ body: (LedgerSend) throws -> Void) throws -> Void
    package var forEachDoubt: Doubts

    /// - Parameter doubts: a few that are at hand.
    package init(
        tallies: [Tally], evidence: [EvidenceTally] = [], intake: [IntakeTally] = [], suppressed: Int = 0,
        stops: [Stop], cancellations: [Cancellation] = [], doubts: [LedgerSend]
    ) {
        self.init(
            tallies: tallies, evidence: evidence, intake: intake, suppressed: suppressed, stops: stops,
            cancellations: cancellations
        ) { limit, body in try doubts.prefix(limit).forEach(body) }
    }

    package init(
        tallies: [Tally], evidence: [EvidenceTally], intake: [IntakeTally], suppressed: Int, stops: [Stop],
        cancellations: [Cancellation], forEachDoubt: @escaping Doubts
    ) {
        self.tallies = tallies
        self.intake = intake
        self.suppressed = suppressed
        self.stops = stops
        self.cancellations = cancellations
        self.forEachDoubt = forEachDoubt
        struct Place: Hashable {
            var scope: CampaignScope
            var line: String
        }
        var rows: [Place: Row] = [:]
        for tally in tallies {
            let place = Place(scope: tally.scope, line: tally.line)
            let empty = Row(
                scope: tally.scope, line: tally.line, states: [:],
                evidence: EvidenceTally(scope: tally.scope, line: tally.line))
            rows[place, default: empty].states[tally.state, default: 0] += tally.count
        }
        for tally in evidence { rows[Place(scope: tally.scope, line: tally.line)]?.evidence = tally }
        self.rows = rows.values.sorted {
            ($0.scope.campaign, $0.scope.revision, $0.scope.occurrence, $0.line)
                < ($1.scope.campaign, $1.scope.revision, $1.scope.occurrence, $1.line)
        }
    }

    /// Sends in doubt.
    package var doubtCount: Int {
        tallies.filter { $0.state == .inDoubt }.reduce(0) { $0 + $1.count }
    }

    /// Different events that cannot be read, and those that name no send the ledger knows.
    package var unreadable: Int { events { $0.kind == .unreadable } }
    package var unattributed: Int { events { $0.kind != .unreadable && !$0.belongsToSend } }

    private func events(_ isMeant: (IntakeTally) -> Bool) -> Int {
        intake.filter(isMeant).reduce(0) { $0 + $1.events }
    }
}
