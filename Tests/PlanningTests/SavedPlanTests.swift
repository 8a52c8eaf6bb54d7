import CampaignModel
import Foundation
import Ledger
import Planning
import TestWorkspaces
import Testing

@Suite struct SavedPlanTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    private func saved(_ plan: Plan, _ bench: TestBench) throws -> SavedPlan {
        try SavedPlan(
            plan, ledger: try bench.ledger.identity(), key: try bench.ledger.planKey(), retryFailed: false)
    }

    private func differences(_ saved: SavedPlan, _ plan: Plan, _ bench: TestBench) throws -> [String] {
        try saved.differences(
            from: plan, ledger: try bench.ledger.identity(), key: try bench.ledger.planKey())
    }

    @Test func `a plan of the same things holds`() throws {
        var bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        let saved = try saved(bench.plan([campaign]), bench)
        bench.now = bench.now.advanced(seconds: 3600)
        #expect(try differences(saved, bench.plan([campaign]), bench).isEmpty)
    }

    @Test func `it says what changed`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        let saved = try saved(bench.plan([campaign]), bench)
        let joined = try bench.plan([TestCampaigns.texts(to: people + [(3, "Luz")])])
        #expect(try differences(saved, joined, bench) == ["prueba: 1 send new"])
        let left = try bench.plan([TestCampaigns.texts(to: [(1, "Ana")])])
        #expect(try differences(saved, left, bench) == ["prueba: 1 send gone"])
        let edited = try bench.plan([TestCampaigns.texts(to: people, saying: ["Adiós"])])
        #expect(try differences(saved, edited, bench) == ["prueba: 2 sends with other content"])
        let raised = try bench.plan([TestCampaigns.texts(to: people, revision: 2)])
        #expect(try differences(saved, raised, bench) == ["prueba: revision was 1, now 2"])
        try bench.freeze(bench.plan([campaign]))
        #expect(
            try differences(saved, bench.plan([campaign]), bench)
                == ["prueba: 2 sends standing otherwise in the ledger than when it was made"])
    }

    @Test func `another sender, pace or window is another plan`() throws {
        var bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        let saved = try saved(bench.plan([campaign]), bench)
        let words = ["prueba: a line, the hours, the pace or the schedule is another than when it was made"]
        let before = bench.workspace
        bench.workspace.lines[0].number = TestBench.number(77)
        #expect(try differences(saved, bench.plan([campaign]), bench) == words)
        bench.workspace = before
        bench.workspace.lines[0].rate = .perHour(10)
        #expect(try differences(saved, bench.plan([campaign]), bench) == words)
        bench.workspace = before
        bench.workspace.sending.hours = HourRange(literal: (9, 0), (17, 0))
        #expect(try differences(saved, bench.plan([campaign]), bench) == words)
    }

    @Test func `another ledger is another world`() throws {
        let bench = try TestBench()
        let other = try TestBench()
        let campaign = try TestCampaigns.texts(to: people)
        let saved = try saved(bench.plan([campaign]), bench)
        #expect(
            try differences(saved, other.plan([campaign]), other).first?.contains("another ledger") == true)
    }

    @Test func `it holds neither numbers nor texts`() throws {
        let bench = try TestBench()
        let data = try JSONEncoder().encode(saved(bench.plan([TestCampaigns.texts(to: people)]), bench))
        let text = String(decoding: data, as: UTF8.self)
        #expect(!text.contains("573000000001"))
        #expect(!text.contains("Ana"))
        #expect(!text.contains("Hola"))
    }
}
