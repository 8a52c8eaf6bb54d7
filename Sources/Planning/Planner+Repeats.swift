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
        let owner = plan.campaign.group?.owner(of: plan.campaign)
        let items = plan.sends.filter { $0.willSend && $0.key.message != SendKey.groupCreation }.map {
            TwinSearch.Item(
                target: $0.key.target, fingerprint: $0.fingerprint,
                groupOwner: $0.key.target == .group ? owner : nil)
        }
        let since = now.advanced(seconds: -Self.watchedDays * 86_400)
        if let group = try sameGroup(as: plan, since: since, store: store) {
            plan.problems.append(.repeatedGroup(by: group))
            return
        }
        guard !items.isEmpty else { return }
        // What went out before the day of a dated occurrence was an earlier one.
        let day = occurrence.key == SendKey.once ? nil : occurrence.start.map(zone.startOfDay)
        let twins = try store.twins(
            TwinSearch(items, scope: scope, others: isKnown ? nil : since, own: max(since, day ?? since)))
        let people = Set(items.map(\.target)).subtracting([.group]).count
        let reached = twins.filter { $0.key != .group }
        if let other = twins[.group] {
            plan.problems.append(.repeated(by: other == scope.campaign ? nil : other, to: "the group"))
        } else if let other = reached.values.min(), reached.count * 2 > people {
            plan.problems.append(
                .repeated(
                    by: other == scope.campaign ? nil : other,
                    to: people == 1 ? "this person" : "\(reached.count) of these \(people) people"))
        }
    }

    /// The campaign that has just made a group of this name for most of the same people.
    private func sameGroup(as plan: CampaignPlan, since: Instant, store: any LedgerStore) throws -> String? {
        let makesGroup = plan.sends.contains { $0.key.message == SendKey.groupCreation && $0.willSend }
        guard makesGroup, let group = plan.group else { return nil }
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
