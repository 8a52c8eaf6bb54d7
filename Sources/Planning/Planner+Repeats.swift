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
        // The messages to a group are the same for every group; its creation names who is in it.
        let items = plan.sends.filter(\.willSend).filter { send in
            send.key.target != .group || send.key.message == SendKey.groupCreation
        }.map { TwinSearch.Item(target: $0.key.target, fingerprint: $0.fingerprint) }
        guard !items.isEmpty else { return }
        let people = Set(items.map(\.target)).subtracting([.group]).count
        let since = now.advanced(seconds: -Self.watchedDays * 86_400)
        // What went out before the day of a dated occurrence was an earlier one.
        let day = occurrence.key == SendKey.once ? nil : occurrence.start.map(zone.startOfDay)
        let twins = try store.twins(
            TwinSearch(items, scope: scope, others: isKnown ? nil : since, own: max(since, day ?? since)))
        guard let other = twins[.group] ?? twins.values.min() else { return }
        if twins[.group] != nil {
            plan.problems.append(.repeatedGroup(by: other))
        } else if twins.count * 2 > people {
            let isOwn = other == scope.campaign
            plan.problems.append(.repeated(by: isOwn ? nil : other, to: twins.count, of: people))
        }
    }
}

extension PlanProblem {
    fileprivate static func repeatedGroup(by campaign: String) -> PlanProblem {
        PlanProblem(
            message: "campaign `\(campaign)` has made exactly this group in the last 30 days, or is about to",
            remedy: "keep the old name if it was renamed; write `allow_repeat: true` if it is meant")
    }

    /// - Parameter campaign: nil: the same one, before `every` was added to it or taken out.
    fileprivate static func repeated(by campaign: String?, to count: Int, of people: Int) -> PlanProblem {
        let what = count == people && people == 1 ? "this person" : "\(count) of these \(people) people"
        guard let campaign else {
            return PlanProblem(
                message: """
                    this campaign has sent one of these messages to \(what) in the last 30 days, or has it waiting \
                    for them; since then `every` was added to its schedule or taken out of it, so that they would \
                    get it once more
                    """,
                remedy: """
                    let `start` be a day after those messages went out; write `allow_repeat: true` if they shall \
                    get them again
                    """)
        }
        return PlanProblem(
            message: """
                campaign `\(campaign)` has sent one of these messages to \(what) in the last 30 days, or has it \
                waiting for them
                """,
            remedy: "keep the old name if it was renamed; write `allow_repeat: true` if it is meant")
    }
}
