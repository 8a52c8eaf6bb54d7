import Audience
import CampaignModel
import Ledger
import Timetable

/// Makes plans. A pure function of what it is given, but for reading the audience.
package struct Planner: Sendable {
    package struct Request: Sendable {
        package var campaign: Campaign
        package var audience: AudienceInput
        /// SHA-256 of the media that travels as bytes.
        package var mediaHashes: [MediaBytes: [UInt8]]

        package init(campaign: Campaign, audience: AudienceInput, mediaHashes: [MediaBytes: [UInt8]]) {
            self.campaign = campaign
            self.audience = audience
            self.mediaHashes = mediaHashes
        }
    }

    package struct Options: Sendable {
        /// Failures that are not permanent are to be sent again.
        package var retryFailed = false
        /// Campaigns of which only that goes out which an earlier apply has frozen: nobody is added.
        package var onlyContinued: Set<String> = []
        /// Recipients whose messages are shown.
        package var samples = 2
        /// Told from time to time how much was read of what the ledger has of a campaign.
        package var onLedger: @Sendable (_ campaign: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in
        }

        package init() {}
    }

    let workspace: Workspace
    let zone: Zone
    let now: Instant
    let options: Options
    /// Only for what samples show: nothing that is sent depends on it.
    let templates: TemplateLock?

    package init(
        workspace: Workspace, zone: Zone, now: Instant, options: Options = Options(),
        templates: TemplateLock? = nil
    ) {
        self.workspace = workspace
        self.zone = zone
        self.now = now
        self.options = options
        self.templates = templates
    }

    /// Plans campaigns; those that share a line queue up behind one another in the forecast.
    package func plan(_ requests: [Request], ledger store: (any LedgerStore)?) throws -> Plan {
        var plan = Plan(now: now, zone: zone, campaigns: [], ledger: try store?.identity())
        var plans: [(position: Int, plan: CampaignPlan)] = []
        try self.plan(requests, ledger: store) { plans.append(($0, $1)) }
        plan.campaigns = plans.sorted { $0.position < $1.position }.map(\.plan)
        return plan
    }

    /// Plans campaigns and hands each plan on with its request's position, without keeping it.
    ///
    /// Those that share a line wait for one another in the order in which they begin: one that begins at Christmas
    /// does not keep one of tomorrow waiting.
    func plan(_ requests: [Request], ledger store: (any LedgerStore)?, each: (Int, CampaignPlan) -> Void)
        throws
    {
        var forecaster = Forecaster(workspace: workspace, zone: zone, now: now)
        let starts = requests.map { request in
            if case .upcoming(let start) = timing(of: request.campaign).timing { start } else { now }
        }
        let order = requests.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        var planned = PlannedContacts()
        for (index, position) in order.enumerated() {
            let limits = try contacts(
                for: requests[position].campaign, ledger: store, planned: planned.moments)
            var campaign = try self.plan(requests[position], limits: limits, ledger: store)
            try forecaster.forecast(&campaign, ledger: store)
            if order[(index + 1)...].contains(where: { window(of: requests[$0].campaign).hasLimit }) {
                planned.add(campaign, limits: limits)
            }
            each(position, campaign)
        }
    }

    /// When a campaign's current or next occurrence is, and whether it may be sent now.
    package func timing(of campaign: Campaign) -> (occurrence: Occurrence, timing: CampaignPlan.Timing) {
        let calendar = calendar(of: campaign)
        if let current = calendar.current(at: now) { return (current, .due) }
        if let next = calendar.next(after: now), let start = next.start { return (next, .upcoming(start)) }
        return (
            calendar.latest(at: now)
                ?? Occurrence(key: SendKey.once, start: nil, firstLawful: nil, expires: now), .over
        )
    }

    private func calendar(of campaign: Campaign) -> OccurrenceCalendar {
        let windows = SendingWindows(
            rules: workspace.sending, category: campaign.category, schedule: campaign.schedule, zone: zone)
        return OccurrenceCalendar(schedule: campaign.schedule, windows: windows, zone: zone)
    }

    /// A week: after that nobody needs to hear of it with every run.
    private static let missedForSeconds = 604_800.0

    /// The latest occurrence, if it has just expired and nothing of it was sent: nobody ran in its time, or nothing could
    /// go out. What others had got before, or got in an earlier revision, is another matter.
    private func missed(_ campaign: Campaign, ledger store: any LedgerStore) throws -> Occurrence? {
        guard let latest = calendar(of: campaign).latest(at: now), let expires = latest.expires,
            expires <= now, now.seconds(since: expires) < Self.missedForSeconds
        else { return nil }
        let scope = CampaignScope(
            campaign: campaign.name, revision: campaign.revision, occurrence: latest.key)
        let unsent: Set<SendState> = [.planned, .cancelled, .expired, .suppressed]
        let wasSent = try store.tallies(campaign: campaign.name).contains {
            $0.scope == scope && !unsent.contains($0.state)
        }
        return wasSent ? nil : latest
    }

    private func plan(
        _ request: Request, limits contacts: ContactLimits, ledger store: (any LedgerStore)?
    ) throws -> CampaignPlan {
        let campaign = request.campaign
        let (occurrence, timing) = timing(of: campaign)
        let scope = CampaignScope(
            campaign: campaign.name, revision: campaign.revision, occurrence: occurrence.key)
        let past =
            try store?.past(of: scope) { options.onLedger(campaign.name, $0, $1) } ?? LedgerPast()
        let snapshot = past.snapshot
        var plan = CampaignPlan(
            campaign: campaign, scope: scope, timing: timing, expires: occurrence.expires)
        if let store, snapshot.cancellation == nil, let missed = try missed(campaign, ledger: store),
            let expires = missed.expires
        {
            let what = missed.key == SendKey.once ? "" : " of its occurrence \(missed.key)"
            plan.missed = "nothing\(what) was sent before it expired, \(zone.short(expires, now: now))"
            plan.notes += [plan.missed].compactMap(\.self)
        }
        plan.settings = SendingSettings.text(of: campaign, in: workspace)
        if let highest = snapshot.highestRevision, highest > campaign.revision {
            plan.problems.append(
                PlanProblem(
                    message:
                        "revision \(campaign.revision) is lower than \(highest), which was applied already",
                    remedy: "write `revision: \(highest)` or higher; it is never lowered"))
        }
        if let stop = snapshot.stop, stop.holds(at: now) { plan.notes.append(note(of: stop)) }
        if let cancellation = snapshot.cancellation {
            plan.notes.append(
                "\(cancellation.sentence); `pregon resume \(campaign.name)` or a higher `revision` lets it go on"
            )
        }
        for stop in try store?.stops() ?? [] where stop.holds(at: now) {
            if case .line(let line) = stop.subject, campaign.lines.contains(line) {
                plan.notes.append(note(of: stop))
            }
        }
        var groupOwner: GroupRecord?
        if case .of(let owner) = campaign.group?.origin {
            groupOwner = try store?.group(of: owner)
            if groupOwner == nil {
                plan.problems.append(
                    PlanProblem(
                        message: "the group of campaign `\(owner)` does not exist yet",
                        remedy: "apply `\(owner)` first"))
            }
        }
        let comparison = Comparison(
            campaign: campaign, workspace: workspace, scope: scope, past: past, options: options,
            isOver: timing == .over)
        let (reading, rows, reader) = try AudienceReader.readAll(request.audience) {
            PlanRows(
                comparison: comparison, mediaHashes: request.mediaHashes, contacts: contacts,
                inviteLink: snapshot.group?.inviteLink, templates: templates)
        }
        plan.rows = reading.rows
        plan.eligible = rows.eligible
        let people = PlannedPeople(
            rows.people, scope: scope, messages: rows.messageKeys, lines: rows.lines, filling: rows.filling,
            rows: reader)
        plan.sends = PlannedSends(people)
        plan.excluded = rows.excluded
        plan.samples = rows.samples
        plan.delays = rows.delays
        plan.notes += reading.findings.map(\.message)
        if rows.unlikely > 0 {
            plan.notes.append(
                """
                \(rows.unlikely) of these people may get nothing: once they have what goes out to them before, they have \
                been contacted as often as is allowed until this campaign ends
                """)
        }
        if let wrong = rows.reordered {
            plan.problems.append(.moved(wrong))
        }
        if let group = campaign.group {
            try GroupPlanning(comparison: comparison, group: group, store: store)
                .add(to: &plan, members: rows.members, invites: rows.invites)
        }
        addLeaving(&plan, past: past)
        if past.isEmpty, !campaign.allowRepeat, let store {
            try refuseRepeated(
                &plan, scope: scope, occurrence: occurrence, isKnown: snapshot.highestRevision != nil,
                store: store)
        }
        return plan
    }

    // MARK: What else the ledger says

    /// For each person who has reached a limit: until when nothing may be sent, and whether any moment is left
    /// before the campaign ends.
    private func contacts(
        for campaign: Campaign, ledger store: (any LedgerStore)?, planned: ContactMoments
    ) throws -> ContactLimits {
        let window = window(of: campaign)
        let windows = SendingWindows(
            rules: workspace.sending, category: campaign.category, schedule: campaign.schedule, zone: zone)
        var limits = ContactLimits(zone: zone)
        guard window.hasLimit else { return limits }
        let since = now.advanced(seconds: -Double(ContactWindow.memory))
        let occurrence = timing(of: campaign).occurrence
        let scope = CampaignScope(
            campaign: campaign.name, revision: campaign.revision, occurrence: occurrence.key)
        let start = max(now, occurrence.start ?? now)
        func opening(_ contacts: [Instant]) -> (isBlocked: Bool, until: Instant?) {
            guard let until = window.blocked(at: start, contacts: contacts) else { return (false, nil) }
            let opening = windows.nextOpening(from: until)
            return (
                true, opening.flatMap { found in occurrence.expires.map { found < $0 } ?? true ? found : nil }
            )
        }
        let known = try store?.contacts(since: since, notIn: scope) ?? ContactMoments()
        known.forEachPerson { number, instants in
            let standing = self.standing(opening(instants), otherwise: .blocked)
            let after = planned[number]
            guard standing != .blocked, !after.isEmpty else { return limits.set(number, standing) }
            limits.set(number, self.standing(opening(instants + after), otherwise: .unlikely))
        }
        // Nobody is left out for what has not happened yet.
        planned.forEachPerson { number, instants in
            guard known.first(of: number) == nil else { return }
            limits.set(number, self.standing(opening(instants), otherwise: .unlikely))
        }
        limits.sort()
        return limits
    }

    private func standing(
        _ opening: (isBlocked: Bool, until: Instant?), otherwise: ContactLimits.Standing
    ) -> ContactLimits.Standing {
        opening.isBlocked ? opening.until.map(ContactLimits.Standing.putOff) ?? otherwise : .free
    }

    private func window(of campaign: Campaign) -> ContactWindow {
        ContactWindow(rules: workspace.sending, category: campaign.category, zone: zone)
    }

    /// Waiting sends that nobody wants any more.
    private func addLeaving(_ plan: inout CampaignPlan, past: LedgerPast) {
        let group = past.snapshot.sends.values.filter { $0.life.state == .planned }
        if !group.isEmpty || past.people.hasWaiting { addUnwanted(&plan, group: group, past.people) }
        for send in past.snapshot.waitingElsewhere {
            let event: SendEvent =
                send.key.revision == plan.scope.revision
                ? .expired(reason: "its occurrence (\(send.key.occurrence)) is over")
                : .cancelled(reason: "revision was raised to \(plan.scope.revision)")
            plan.sends.append(leaving: send, .leaving(event))
        }
    }

    /// What waits of this very occurrence, and that the audience or the campaign no longer has.
    private func addUnwanted(_ plan: inout CampaignPlan, group: [LedgerSend], _ people: KnownSends) {
        let wanted = SortedIDs(plan.sends.knownIDs(isIn: .planned))
        var gone = WaitingSends()
        for send in group where !wanted.contains(send.id) { gone.append(WaitingSend(send)) }
        var numbers: [UInt64] = []
        people.forEachWaiting { row, number, fingerprint in
            guard !wanted.contains(people.id(row)) else { return }
            let known = people[row]
            let key = SendKey(
                campaign: plan.scope.campaign, revision: plan.scope.revision,
                occurrence: plan.scope.occurrence, message: known.message, target: .person(number))
            gone.append(
                WaitingSend(
                    id: known.id, key: key, position: known.position, line: known.line,
                    fingerprint: fingerprint))
            numbers.append(number.digits)
        }
        let excluded = ExclusionReasons(of: numbers, in: plan.excluded)
        for index in gone.indices.sorted(by: { gone.id($0) < gone.id($1) }) {
            let send = gone[index]
            var reason = "no longer in the audience"
            if case .person(let number) = send.key.target, let why = excluded[number] {
                reason = "no longer eligible: \(why.explanation)"
            }
            plan.sends.append(leaving: send, .leaving(.cancelled(reason: reason)))
        }
    }

    /// What holds a line or the campaign itself, and how it ends.
    private func note(of stop: Stop) -> String {
        let standing = stop.standing { zone.short($0, now: now) }
        let subject =
            if case .line(let line) = stop.subject { "line \(line) is \(standing)" } else { standing }
        let forecast = stop.until == nil ? " (the times of this plan are as if it did now)" : ""
        return
            "\(subject): \(stop.reason); `pregon resume \(stop.subject.name)` lets it go on\(forecast)"
    }
}

/// Identifiers to be found again: 8 bytes each.
private struct SortedIDs {
    private let ids: [Int64]

    init(_ ids: [Int64]) { self.ids = ids.sorted() }

    func contains(_ id: Int64) -> Bool {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }
}
