import Audience
import CampaignModel
import Ledger
import Planning
import TestWorkspaces
import Testing
import Timetable

@Suite struct CancelledPlanTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    private func cancelled(_ bench: TestBench, revision: Int = 1) throws {
        _ = try bench.ledger.cancel(
            Cancellation(
                campaign: "prueba", revision: revision, reason: "prices", by: "ana", since: bench.now))
    }

    @Test func `a cancelled campaign is not admitted again, nor is anybody new`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: people)]))
        try bench.settleNext(of: TestCampaigns.texts(to: people), as: .accepted(messageID: nil))
        try cancelled(bench)
        let plan = try bench.plan([TestCampaigns.texts(to: people + [(3, "Eva")])], retryFailed: true)
        #expect(plan.campaigns[0].sends.map(\.kind) == [.sent, .failed, .failed])
        #expect(
            plan.campaigns[0].sends.dropFirst().allSatisfy { $0.note?.contains("cancelled by ana") == true })
        #expect(plan.totals.toSend == 0)
        #expect(!plan.hasChanges)
        #expect(plan.campaigns[0].notes.contains { $0.contains("pregon resume prueba") })
    }

    @Test func `before it began, a cancelled campaign stays unsent`() throws {
        let bench = try TestBench()
        try cancelled(bench)
        #expect(try bench.plan([TestCampaigns.texts(to: people)]).totals.toSend == 0)
    }

    @Test func `a raised revision begins anew`() throws {
        let bench = try TestBench()
        try cancelled(bench)
        let plan = try bench.plan([TestCampaigns.texts(to: people, revision: 2)])
        #expect(plan.campaigns[0].sends.map(\.kind) == [.new, .new])
    }

    @Test func `what was cancelled is wanted again after the cancellation was taken back`() throws {
        let bench = try TestBench()
        try bench.freeze(bench.plan([TestCampaigns.texts(to: people)]))
        try cancelled(bench)
        #expect(try bench.ledger.reinstate("prueba") != nil)
        #expect(try bench.plan([TestCampaigns.texts(to: people)]).totals.toSend == 2)
    }

    @Test func `a failure is not retried in a cancelled campaign`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .refused(reason: "x", permanent: false))
        #expect(try bench.plan([campaign], retryFailed: true).totals.toSend == 1)
        try cancelled(bench)
        #expect(try bench.plan([campaign], retryFailed: true).totals.toSend == 0)
    }
}

@Suite struct TestRenderingTests {
    private func render(_ people: [(UInt64, String)], row: Int?, optedOut: [PhoneNumber] = []) throws
        -> TestRendering
    {
        let campaign = try TestCampaigns.texts(to: people, saying: ["Hola {{nombre}}", "Adiós"])
        let audience = AudienceInput(
            source: campaign.audience, shownPath: "prueba.yaml",
            today: Zone.colombia.date(try TestBench.moment(2026, 11, 23, 10)), optedOut: NumberSet(optedOut))
        return try TestRendering.render(campaign, audience: audience, row: row, mediaHashes: [:])
    }

    @Test func `the first person who would get something lends the values`() throws {
        let rendering = try render([(1, ""), (2, "Ana"), (3, "Eva")], row: nil)
        #expect(rendering.contents == [.text("Hola Ana"), .text("Adiós")])
        #expect(rendering.line == 11)
    }

    @Test func `a row is chosen by its line`() throws {
        #expect(try render([(1, "Ana"), (2, "Eva")], row: 11).contents[0] == .text("Hola Eva"))
        #expect(throws: TestRendering.Refusal.noSuchRow(99)) { try render([(1, "Ana")], row: 99) }
    }

    @Test func `a row that gets nothing lends nothing, and says why`() throws {
        let error = #expect(throws: TestRendering.Refusal.self) {
            try render([(1, ""), (2, "Ana")], row: 10)
        }
        #expect(error == .excluded(line: 10, .emptyVariable(column: "nombre")))
        #expect(throws: TestRendering.Refusal.excluded(line: 10, .optedOut)) {
            try render([(1, "Ana")], row: 10, optedOut: [TestBench.number(1)])
        }
        #expect(throws: TestRendering.Refusal.nobodyEligible) { try render([(1, "")], row: nil) }
    }
}
