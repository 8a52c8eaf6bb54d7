import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing

@Suite struct GroupPlanTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]
    private let record = GroupRecord(campaign: "grupo", chatID: "57-1@g.us", inviteLink: "https://chat/x")

    @Test func `a group is created from the audience and then written to`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.group(to: people)]).campaigns[0]
        #expect(plan.sends.map(\.key.message) == ["create", "1"])
        #expect(plan.sends.allSatisfy { $0.kind == .new && $0.key.target == .group })
        guard let frozen = try plan.sends[0].frozen(), plan.sends[0].action == .add else {
            Issue.record("the creation is not added")
            return
        }
        let members = [TestBench.number(1), TestBench.number(2)]
        #expect(
            frozen.content == .groupCreation(name: "Equipo", welcome: "Hola a todos", members: members))
    }

    @Test func `a group that exists is not created again, whatever the revision`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil), group: record)
        let again = try bench.plan([campaign]).campaigns[0]
        #expect(again.sends.map(\.kind) == [.sent, .waiting])
        let raised = try bench.plan([TestCampaigns.group(to: people, revision: 2)]).campaigns[0]
        #expect(raised.sends.filter { $0.key.message == "create" && $0.willSend }.isEmpty)
    }

    @Test func `a creation in doubt is never planned again`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .doubted(reason: "no reply"))
        for revision in 1...2 {
            let plan = try bench.plan([TestCampaigns.group(to: people, revision: revision)]).campaigns[0]
            let creation = try #require(plan.sends.first { $0.key.message == "create" })
            #expect(creation.kind == .inDoubt)
            #expect(!creation.willSend)
        }
    }

    @Test func `who joins later is invited, who left is shown`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil), group: record)
        let plan = try bench.plan([TestCampaigns.group(to: [(2, "José"), (3, "Luz")])]).campaigns[0]
        #expect(plan.group?.joined == [TestBench.number(3)])
        #expect(plan.group?.left == [TestBench.number(1)])
        let invite = try #require(plan.sends.first { $0.key.message == "invite" })
        #expect(invite.key.target == .person(TestBench.number(3)))
        guard let frozen = try invite.frozen(), invite.action == .add else {
            Issue.record("the invitation is not added")
            return
        }
        #expect(frozen.content == .text("Luz, únete: https://chat/x"))
    }

    @Test func `a group of another campaign must exist first`() throws {
        let bench = try TestBench()
        var campaign = try TestCampaigns.group(to: people)
        campaign.name = "despues"
        campaign.group = Group(
            origin: .of(campaign: "grupo"), messages: [GroupMessage(content: .text("Otra noticia"))])
        #expect(try bench.plan([campaign]).campaigns[0].problems.count == 1)
        let creator = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([creator]))
        try bench.settleNext(of: creator, as: .accepted(messageID: nil), group: record)
        let plan = try bench.plan([campaign]).campaigns[0]
        #expect(plan.problems.isEmpty)
        #expect(plan.sends.map(\.kind) == [.new])
    }

    @Test func `a group campaign under another name does not make the group again`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil), group: record)
        var renamed = campaign
        renamed.name = "grupo2"
        #expect(try bench.plan([renamed]).campaigns[0].problems.count == 1)
    }

    @Test func `a message put before one that went to the group is refused`() throws {
        let bench = try TestBench()
        var campaign = try TestCampaigns.group(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil), group: record)
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        campaign.group?.messages.insert(GroupMessage(content: .text("Antes")), at: 0)
        #expect(try bench.plan([campaign]).campaigns[0].problems.count == 1)
    }

    // MARK: Once, whatever it is called

    /// A group that is made, with its text sent.
    private func sentGroup(_ bench: TestBench) throws -> Campaign {
        let campaign = try TestCampaigns.group(to: Self.three)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(
            of: campaign, as: .accepted(messageID: nil),
            group: GroupRecord(campaign: "grupo", chatID: "573009000001-1@g.us", inviteLink: nil))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        return campaign
    }

    private static let three: [(UInt64, String)] = [(1, "Ana"), (2, "José"), (3, "Luz")]

    private func problems(_ campaign: Campaign, in bench: TestBench) throws -> [String] {
        try bench.plan([campaign]).campaigns[0].problems.map(\.message)
    }

    @Test func `a renamed group campaign does not make the group again, with somebody more or not`() throws {
        let bench = try TestBench()
        _ = try sentGroup(bench)
        for people in [Self.three, Self.three + [(4, "Eva")], Array(Self.three.dropLast())] {
            var renamed = try TestCampaigns.group(to: people)
            renamed.name = "grupo2"
            #expect(
                try problems(renamed, in: bench).first?.contains("`grupo` has made a group of this name")
                    == true)
            renamed.allowRepeat = true
            #expect(try problems(renamed, in: bench).isEmpty)
        }
        var others = try TestCampaigns.group(to: [(3, "Luz"), (5, "Iván"), (6, "Sol")])
        others.name = "grupo2"
        #expect(try problems(others, in: bench).isEmpty)
    }

    @Test func `a text to a group is not sent again when its campaign repeats or is renamed`() throws {
        let bench = try TestBench()
        var campaign = try sentGroup(bench)
        campaign.schedule = Schedule(start: Moments.local(2026, 11, 23, 8), every: .daily)
        #expect(try problems(campaign, in: bench).first?.contains("to the group in the last 30 days") == true)
        campaign.schedule = Schedule(start: Moments.local(2026, 11, 24, 8), every: .daily)
        #expect(try problems(campaign, in: bench).isEmpty)

        var follower = try TestCampaigns.group(to: Self.three, text: "Más")
        follower.name = "seguimiento"
        follower.group?.origin = .of(campaign: "grupo")
        try bench.freeze(bench.plan([follower]))
        try bench.settleNext(of: follower, as: .accepted(messageID: nil))
        follower.name = "otro"
        #expect(
            try problems(follower, in: bench).first?.contains("`seguimiento` has sent one of these") == true)
    }

    @Test func `a group that is not made yet may change its line`() throws {
        let bench = try TestBench(lines: [TestBench.line("uno", 1), TestBench.line("dos", 2)])
        var campaign = try TestCampaigns.group(to: Self.three)
        try bench.freeze(bench.plan([campaign]))
        campaign.lines = ["dos"]
        #expect(try problems(campaign, in: bench).isEmpty)
    }

    @Test func `only the line that made a group writes to it`() throws {
        let bench = try TestBench(lines: [TestBench.line("uno", 1), TestBench.line("dos", 2)])
        _ = try sentGroup(bench)
        var follower = try TestCampaigns.group(to: Self.three, text: "Más")
        follower.name = "seguimiento"
        follower.group?.origin = .of(campaign: "grupo")
        #expect(try problems(follower, in: bench).isEmpty)
        follower.lines = ["dos"]
        #expect(
            try problems(follower, in: bench) == [
                "the group of `grupo` belongs to line `uno`, and line `dos` is no member of it"
            ])
    }
}
