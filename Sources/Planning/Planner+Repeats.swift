import CampaignModel
import Ledger
import Timetable

extension Planner {
    /// Days in which a repetition of the same content to the same people is asked about.
    private static let watchedDays = 30.0

    /// Refuses what most of its people have just got: by a campaign that had another name then, or by this one
    /// before it was made to repeat, since both give every send a new key.
    /// - Parameter isKnown: the ledger has this campaign already, and what others send was asked about before.
    func refuseRepeated(
        _ plan: inout CampaignPlan, scope: CampaignScope, occurrence: Occurrence, isKnown: Bool,
        store: any LedgerStore
    ) throws {
        let since = now.advanced(seconds: -Self.watchedDays * 86_400)
        if let group = try sameGroup(as: plan, since: since, store: store) {
            plan.problems.append(.repeatedGroup(by: group))
            return
        }
        // What went out before the day of a dated occurrence was an earlier one.
        let day = occurrence.key == SendKey.once ? nil : occurrence.start.map(zone.startOfDay)
        let search = TwinSearch(
            [], scope: scope, others: isKnown ? nil : since, own: max(since, day ?? since))
        let found = try reached(by: plan, search, store)
        func name(_ campaign: String) -> String? { campaign == scope.campaign ? nil : campaign }
        if let other = found.group {
            plan.problems.append(.repeated(by: name(other), to: "the group"))
        } else if let other = found.campaign, found.reached * 2 > found.people {
            plan.problems.append(
                .repeated(
                    by: name(other),
                    to: found.people == 1
                        ? "this person" : "\(found.reached) of these \(found.people) people"))
        }
    }

    /// Whom exactly the contents of a plan may have reached before.
    private struct Reached {
        var people = 0
        var reached = 0
        /// The first campaign by name that has reached one of the people.
        var campaign: String?
        /// The campaign that has written the same to the group.
        var group: String?
    }

    /// People who are asked about at once; all of one person's sends are.
    private static let askedAtOnce = 4_096

    private func reached(by plan: CampaignPlan, _ search: TwinSearch, _ store: any LedgerStore) throws
        -> Reached
    {
        let owner = plan.campaign.group?.owner(of: plan.campaign)
        // Only a group's campaign has a person in two places of its plan: among the people, and invited.
        let limit = owner == nil ? Self.askedAtOnce : .max
        var found = Reached()
        var search = search
        var last: SendTarget?
        func ask() throws {
            guard !search.items.isEmpty else { return }
            found.people += Set(search.items.map(\.target)).subtracting([.group]).count
            for (target, campaign) in try store.twins(search) {
                if target == .group {
                    found.group = campaign
                } else {
                    found.reached += 1
                    found.campaign = found.campaign.map { min($0, campaign) } ?? campaign
                }
            }
            search.items.removeAll(keepingCapacity: true)
        }
        try plan.sends.forEach(where: \.willSend) { send in
            let target = send.key.target
            guard send.key.message != SendKey.groupCreation else { return }
            if search.items.count >= limit, target != last { try ask() }
            last = target
            search.items.append(
                TwinSearch.Item(
                    target: target, fingerprint: try send.fingerprint(),
                    groupOwner: target == .group ? owner : nil))
        }
        try ask()
        return found
    }

    /// The campaign that has just made a group of this name for most of the same people.
    private func sameGroup(as plan: CampaignPlan, since: Instant, store: any LedgerStore) throws -> String? {
        guard let group = plan.group,
            plan.sends.contains(where: { $0.key.message == SendKey.groupCreation && $0.willSend })
        else { return nil }
        let sample = plan.samples.lazy.compactMap { sample -> [PhoneNumber]? in
            guard case .groupCreation(_, _, let members)? = sample.contents.first else { return nil }
            return members
        }.first
        let members = Set(sample ?? [])
        return try store.groupCreations(since: since).first { made in
            made.campaign != plan.campaign.name && made.name == group.name
                && members.intersection(made.members).count * 2 > min(members.count, made.members.count)
        }?.campaign
    }
}

extension Group {
    /// The campaign to which the group of a campaign belongs.
    fileprivate func owner(of campaign: Campaign) -> String {
        if case .of(let other) = origin { other } else { campaign.name }
    }
}

extension PlanProblem {
    fileprivate static func repeatedGroup(by campaign: String) -> PlanProblem {
        PlanProblem(
            message: """
                campaign `\(campaign)` has made a group of this name for most of these people in the last 30 days, or \
                is about to
                """,
            remedy: "keep the old name if the campaign was renamed; write `allow_repeat: true` if it is meant"
        )
    }

    /// - Parameter campaign: nil: the same one, before `every` was added to it or taken out.
    fileprivate static func repeated(by campaign: String?, to whom: String) -> PlanProblem {
        guard let campaign else {
            return PlanProblem(
                message: """
                    this campaign has sent one of these messages to \(whom) in the last 30 days, or has it waiting; \
                    since then `every` was added to its schedule or taken out of it, and the message would go out \
                    once more
                    """,
                remedy: """
                    let `start` be a day after those messages went out; write `allow_repeat: true` if they shall go \
                    out again
                    """)
        }
        return PlanProblem(
            message: """
                campaign `\(campaign)` has sent one of these messages to \(whom) in the last 30 days, or has it \
                waiting
                """,
            remedy: "keep the old name if it was renamed; write `allow_repeat: true` if it is meant")
    }
}
