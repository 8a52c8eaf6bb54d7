import CampaignModel
import Execution
import Gateway
import Ledger
import Planning
import Timetable

/// A campaign's whole life on a virtual clock: pass after pass, as `pregon run` would make them.
package struct Rehearsal: Sendable {
    /// Makes the plan of a pass, as an apply at that moment would.
    package typealias Planning = @Sendable (Instant, any LedgerStore) throws -> Plan

    package var workspace: Workspace
    package var store: any LedgerStore
    package var time: VirtualTime
    /// The lines that send, with the way to their gateways.
    package var lines: [ExecutionLine]
    package var media: any MediaSource
    package var seed: UInt64
    /// Nothing is rehearsed past this moment.
    package var horizon: Instant
    package var planning: Planning

    /// What was stopped until a person resumes it is resumed after so many seconds, as an operator would.
    package static let operatorDelay = 3600.0
    /// Faults may put off a campaign for ever; a rehearsal ends all the same.
    static let mostPasses = 10_000

    package init(
        workspace: Workspace, store: any LedgerStore, time: VirtualTime, lines: [ExecutionLine],
        media: any MediaSource, seed: UInt64, horizon: Instant, planning: @escaping Planning
    ) {
        self.workspace = workspace
        self.store = store
        self.time = time
        self.lines = lines
        self.media = media
        self.seed = seed
        self.horizon = horizon
        self.planning = planning
    }

    /// Plays it to its end.
    package func play() throws -> Timeline {
        let timeline = TimelineLog(Timeline(begins: time.now))
        let outcome: Result<Void, any Error> = time.run {
            do {
                for number in 0..<Self.mostPasses {
                    let now = time.now
                    guard let next = try await pass(number, into: timeline), next < horizon else { break }
                    try await time.sleep(until: max(next, now.advanced(seconds: 1)))
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        return timeline.change { timeline in
            timeline.ends = time.now
            return timeline
        }
    }

    /// One pass; says when the next makes sense, if any does.
    package func pass(_ number: Int, into timeline: TimelineLog) async throws -> Instant? {
        let now = time.now
        try resumeWhatIsDue(at: now, into: timeline)
        var plan = try planning(now, store)
        if number == 0, let problem = plan.campaigns.flatMap(\.problems).first {
            throw RehearsalProblem(message: problem.message, remedy: problem.remedy)
        }
        // Later on, what can no longer be sent is held, as `pregon run` does.
        plan.campaigns.removeAll { !$0.problems.isEmpty }
        try store.freeze(FreezeBatch(plan), at: now)
        timeline.change { $0.note(plan) }
        let time = time
        let executor = Executor(
            plan, workspace: workspace, store: store,
            lines: lines, clock: time, media: media, seed: seed &+ UInt64(number) &* 1000,
            report: { event in
                let moment = time.now
                timeline.change { $0.add(event, at: moment) }
            })
        let result = await executor.run()
        return try nextMoment(after: result, plan, into: timeline)
    }

    private func nextMoment(
        after result: ExecutionResult, _ plan: Plan, into timeline: TimelineLog
    ) throws -> Instant? {
        var moments: [Instant] = []
        for (line, ending) in result.endings.sorted(by: { $0.key < $1.key }) {
            switch ending {
            case .nothingLeft: break
            case .closed(let until, let reason):
                moments.append(until)
                let closed = closedDays(of: line, until: until, plan)
                timeline.change {
                    $0.wait(of: line, from: time.now, until: until, reason: reason)
                    $0.closedDays.merge(closed) { first, _ in first }
                }
            case .stopped(let stop):
                if let until = stop.until {
                    moments.append(until)
                    timeline.change {
                        $0.wait(of: line, from: time.now, until: until, reason: stop.reason)
                    }
                }
            case .clockJumped: moments.append(time.now)
            case .interrupted: break
            case .failed(let error): throw error
            }
        }
        for stop in try store.stops() where stop.until == nil {
            // Who paused something by hand ends that by hand; a look now and then is enough.
            let from = stop.by == nil ? stop.since : time.now
            moments.append(from.advanced(seconds: Self.operatorDelay))
        }
        for campaign in plan.campaigns {
            if case .upcoming(let start) = campaign.timing { moments.append(start) }
            // A campaign that repeats has another occurrence, even if nothing of this one is left.
            if campaign.isDue, campaign.campaign.schedule.every != nil, let expires = campaign.expires {
                moments.append(expires)
            }
        }
        return moments.min()
    }

    /// Why a line sends nothing on each of the days whose noon lies ahead of its next opening.
    private func closedDays(of line: String, until: Instant, _ plan: Plan) -> [LocalDate: String] {
        guard let noon = LocalTime(hour: 12, minute: 0),
            let windows = plan.campaigns.filter(\.isDue).lazy.compactMap({
                ExecutionScope($0, workspace: workspace, zone: plan.zone).windows[line]
            }).first
        else { return [:] }
        var days: [LocalDate: String] = [:]
        var day = plan.zone.date(time.now)
        while case let moment = plan.zone.instant(LocalDateTime(date: day, time: noon)), moment < until {
            if moment > time.now, let closed = windows.closedReason(at: moment) {
                days[day] = closed.sentence
            }
            day = day.adding(days: 1)
        }
        return days
    }

    private func resumeWhatIsDue(at now: Instant, into timeline: TimelineLog) throws {
        for stop in try store.stops()
        where stop.until == nil && stop.by == nil && now >= stop.since.advanced(seconds: Self.operatorDelay) {
            _ = try store.resume(stop.subject.name)
            timeline.change { $0.stops.append(.init(stop: stop, resumed: now)) }
        }
    }
}

/// A plan that cannot be applied cannot be rehearsed.
package struct RehearsalProblem: Error, Sendable {
    package var message: String
    package var remedy: String
}
