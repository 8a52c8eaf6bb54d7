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
        guard case .add(let frozen) = plan.sends[0].action else {
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
        guard case .add(let frozen) = invite.action else {
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
}
