import Audience
import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing

@Suite struct PlanClassTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    @Test func `what nobody has got is new`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: people)])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.new, .new])
        #expect(plan.totals.toSend == 2)
        #expect(plan.hasChanges)
    }

    @Test func `planning changes nothing`() throws {
        let bench = try TestBench()
        let before = try bench.ledger.identity()
        _ = try bench.plan([TestCampaigns.texts(to: people)])
        #expect(try bench.ledger.identity() == before)
        #expect(try bench.ledger.tallies(campaign: nil).isEmpty)
    }

    @Test func `what was accepted is already sent`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let again = try bench.plan([campaign])
        #expect(again.campaigns[0].sends.map(\.kind) == [.sent, .sent])
        #expect(again.totals.toSend == 0)
        #expect(!again.hasChanges)
    }

    @Test func `an edit after sending is shown and not sent again`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let edited = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Buenas, {{nombre}}"])
        let plan = try bench.plan([edited])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.changed])
        #expect(plan.totals.toSend == 0)
    }

    @Test func `a raised revision sends again`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let plan = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")], revision: 2)])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.new])
        #expect(plan.campaigns[0].problems.isEmpty)
    }

    @Test func `a raised revision cancels what the older one has waiting`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: people)]))
        let plan = try bench.plan([TestCampaigns.texts(to: people, revision: 2)])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.new, .new, .leaving, .leaving])
        try bench.freeze(plan)
        let tallies = try bench.ledger.tallies(campaign: nil)
        #expect(tallies.first { $0.state == .cancelled }?.count == 2)
        #expect(tallies.first { $0.state == .planned }?.count == 2)
    }

    @Test func `a lowered revision is a problem`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: people, revision: 2)]))
        let plan = try bench.plan([TestCampaigns.texts(to: people, revision: 1)])
        #expect(plan.campaigns[0].problems.map(\.message).first?.contains("lower than 2") == true)
    }

    @Test func `what waits is waiting, and says so when it was edited`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: [(1, "Ana")])]))
        let same = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")])]).campaigns[0].sends[0]
        #expect(same.kind == .waiting)
        #expect(same.note == nil)
        let edited = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")], saying: ["Otra cosa"])])
        #expect(edited.campaigns[0].sends[0].kind == .waiting)
        #expect(edited.campaigns[0].sends[0].note?.contains("edited") == true)
        try bench.freeze(edited)
        let id = try #require(edited.campaigns[0].sends[0].known?.id)
        #expect(try bench.ledger.content(ofSend: id) == .text("Otra cosa"))
    }

    @Test func `who leaves the audience is cancelled, and readmitted on coming back`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: people)]))
        let smaller = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")])])
        #expect(smaller.campaigns[0].sends.map(\.kind) == [.waiting, .leaving])
        #expect(smaller.totals.toSend == 1)
        try bench.freeze(smaller)
        let back = try bench.plan([TestCampaigns.texts(to: people)])
        #expect(back.campaigns[0].sends.map(\.kind) == [.waiting, .new])
        try bench.freeze(back)
        #expect(try bench.ledger.tallies(campaign: nil).map(\.state) == [.planned])
    }

    @Test func `who opts out while waiting is cancelled with the reason`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        try bench.freeze(bench.plan([campaign]))
        let plan = try bench.plan([campaign], optedOut: [TestBench.number(2)])
        #expect(plan.campaigns[0].excluded.map(\.reason) == [.optedOut])
        let leaving = try #require(plan.campaigns[0].sends.first { $0.kind == .leaving })
        #expect(leaving.note?.contains("opted out") == true)
    }

    @Test func `a doubt stays a doubt and is never sent`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .doubted(reason: "no reply"))
        let plan = try bench.plan([campaign], retryFailed: true)
        #expect(plan.campaigns[0].sends.map(\.kind) == [.inDoubt])
        #expect(plan.totals.toSend == 0)
    }

    @Test(arguments: [(false, false, 0), (false, true, 1), (true, true, 0)])
    func `a failure is retried only if asked for and not permanent`(
        permanent: Bool, retry: Bool, toSend: Int
    ) throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .refused(reason: "no", permanent: permanent))
        let plan = try bench.plan([campaign], retryFailed: retry)
        #expect(plan.campaigns[0].sends.map(\.kind) == [.failed])
        #expect(plan.totals.toSend == toSend)
    }

    @Test func `later messages of a person whose first one failed are not sent`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno", "Dos"])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .refused(reason: "no", permanent: true))
        let plan = try bench.plan([campaign])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.failed, .failed])
        #expect(plan.totals.toSend == 0)
    }

    @Test func `what follows a message that was not delivered is not wanted again and again`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno", "Dos"])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .accepted(messageID: "wamid.1"))
        let failure = DeliveryFailure(
            code: "402", reason: "WhatsApp error", halt: .none, suppressesNumber: false)
        _ = try bench.ledger.record(
            [
                EvidenceEvent(
                    .failed(failure), messageID: "wamid.1", identity: "failed wamid.1", masked: "",
                    receivedAt: bench.now)
            ], stopAfterFailures: 20)
        // What waits is cancelled, and stays so.
        let plan = try bench.plan([campaign])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.sent, .leaving])
        #expect(plan.totals.toSend == 0)
        try bench.freeze(plan)
        let again = try bench.plan([campaign])
        #expect(again.campaigns[0].sends.map(\.kind) == [.sent, .failed])
        #expect(!again.hasChanges)
    }

    @Test func `what follows a doubt waits and is not counted as to be sent`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["Uno", "Dos"])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .doubted(reason: "no reply"))
        let plan = try bench.plan([campaign])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.inDoubt, .waiting])
        #expect(plan.totals.toSend == 0)
        #expect(!plan.hasChanges)
        let doubt = try #require(bench.ledger.sends(inState: .inDoubt, campaign: nil, limit: 1).first)
        try bench.ledger.resolve(
            id: doubt.id, event: .resolvedAsSent(messageID: nil), group: nil, at: bench.now)
        #expect(try bench.plan([campaign]).totals.toSend == 1)
    }

    @Test func `the sums add up`() throws {
        let bench = try TestBench()
        var people: [(UInt64, String)] = (1...20).map { ($0, "Persona \($0)") }
        people.append((3, "otra vez"))
        people.append((30, ""))
        let plan = try bench.plan([TestCampaigns.texts(to: people)]).campaigns[0]
        #expect(plan.rows == 22)
        #expect(plan.eligible + plan.excluded.count == plan.rows)
        #expect(plan.excluded.map(\.reason) == [.duplicate(firstLine: 12), .emptyVariable(column: "nombre")])
        #expect(plan.sends.count == plan.eligible)
        #expect(plan.totals.byKind.values.reduce(0, +) == plan.sends.count)
    }
}
