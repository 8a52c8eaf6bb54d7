import CampaignModel
import Ledger

/// Plans what concerns a campaign's group: its creation, who joins and leaves, what is written to it.
struct GroupPlanning {
    let comparison: Comparison
    let group: Group
    let store: (any LedgerStore)?

    func add(to plan: inout CampaignPlan, members: [PhoneNumber], invites: [PhoneNumber: String]) throws {
        guard let lineName = comparison.campaign.lines.first,
            let line = comparison.workspace.line(named: lineName)
        else { return }
        let owner: String
        var after = Comparison.Followers.goOn
        switch group.origin {
        case .created(let name, let welcome, _):
            owner = comparison.campaign.name
            // The line's own number makes the group; it is not listed (gateways.md).
            let listed = members.filter { $0 != line.number }
            plan.group = GroupPlan(
                name: name, chatID: comparison.snapshot.group?.chatID, members: listed.count)
            if listed.isEmpty {
                plan.problems.append(
                    PlanProblem(
                        message: "nobody is left to put into the group",
                        remedy: "look at the audience: every row is excluded"))
                return
            }
            let content = SendContent.groupCreation(name: name, welcome: welcome, members: listed)
            if let creation = try creation(content, line: line, plan: &plan, members: listed) {
                plan.sends.append(creation.send)
                after = creation.followers
            }
            plan.samples.append(Sample(target: .group, contents: [content], line: line.name, lock: nil))
            noteJoiners(in: &plan)
            for number in plan.group?.joined ?? [] {
                guard let text = invites[number] else { continue }
                let verdict = comparison.compare(
                    .text(text), message: SendKey.groupInvitation,
                    position: comparison.campaign.messages.count + 1, target: .person(number), line: line,
                    after: .goOn)
                plan.sends.append(verdict.send)
            }
        case .of(let campaign): owner = campaign
        }
        // What is not made yet may still change its line.
        let isMade = owner != comparison.campaign.name || comparison.snapshot.group != nil
        if isMade,
            let made = try store?.groupCreations(since: .init(milliseconds: 0)).last(where: {
                $0.campaign == owner
            }), made.sender != line.number
        {
            plan.problems.append(
                PlanProblem(
                    message: """
                        the group of `\(owner)` belongs to line `\(made.line)`, and line `\(line.name)` is no member \
                        of it
                        """,
                    remedy: "write `lines: [\(made.line)]`"))
        }
        var contents: [SendContent] = []
        var own: [Comparison.Own] = []
        for (index, message) in group.messages.enumerated() {
            let content: SendContent =
                switch message.content {
                case .text(let text): .groupText(text)
                case .file(let url, let name, let title): .groupFile(url: url, name: name, title: title)
                }
            contents.append(content)
            let verdict = comparison.compare(
                content, message: message.key(position: index + 1), position: index + 1, target: .group,
                line: line, groupOwner: owner, after: after)
            after = verdict.followers
            plan.sends.append(verdict.send)
            own.append(
                .init(
                    message: verdict.send.key.message, start: Fingerprint(of: content).start,
                    known: comparison.known(verdict.send.key.message, .group)))
        }
        if let moved = comparison.movedMessage(
            own, retired: comparison.retiredMessages.compactMap { comparison.known($0, .group) })
        {
            plan.problems.append(.moved(moved))
        }
        if !contents.isEmpty {
            plan.samples.append(Sample(target: .group, contents: contents, line: line.name, lock: nil))
        }
    }

    /// Who joins later is told only by the campaign's `invite`, which needs the group's link.
    private func noteJoiners(in plan: inout CampaignPlan) {
        guard let joined = plan.group?.joined, !joined.isEmpty, let made = comparison.snapshot.group,
            case .created(_, _, let invite) = group.origin
        else { return }
        let people = joined.count == 1 ? "1 person joined" : "\(joined.count) people joined"
        if invite == nil {
            plan.notes.append(
                "\(people) the audience after the group was made; without `invite` nobody tells them of it")
        } else if made.inviteLink == nil {
            plan.notes.append(
                """
                \(people) the audience after the group was made and cannot be invited, since its link is not \
                known: `pregon resolve \(comparison.campaign.name) --invite-link https://chat.whatsapp.com/…`
                """)
        }
    }

    /// The creation's own send. A group is created once per campaign, whatever its revision.
    private func creation(
        _ content: SendContent, line: Line, plan: inout CampaignPlan, members: [PhoneNumber]
    ) throws -> (send: PlannedSend, followers: Comparison.Followers)? {
        if let doubtful = comparison.snapshot.doubtfulCreation {
            let outcome = SendOutcome(
                kind: .inDoubt, note: doubtful.life.reason, action: .none, state: doubtful.life.state)
            return (PlannedSend(doubtful, outcome), .waitForDoubt)
        }
        if comparison.snapshot.group != nil {
            let slot = LedgerSnapshot.Slot(message: SendKey.groupCreation, target: .group)
            guard let known = comparison.snapshot.sends[slot] else { return nil }
            if let store, case .groupCreation(_, _, let before) = try store.content(ofSend: known.id) {
                let old = Set(before)
                let new = Set(members)
                plan.group?.joined = members.filter { !old.contains($0) }
                plan.group?.left = before.filter { !new.contains($0) }
            }
            let outcome = SendOutcome(kind: .sent, note: nil, action: .none, state: known.life.state)
            return (PlannedSend(known, outcome), .goOn)
        }
        return comparison.compare(
            content, message: SendKey.groupCreation, position: 0, target: .group, line: line,
            groupOwner: comparison.campaign.name, after: .goOn)
    }
}
