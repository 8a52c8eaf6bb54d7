import CampaignModel
import Foundation
import Ledger
import Planning
import Reporting
import TestWorkspaces
import Testing

@Suite struct BaseFormatTests {
    /// One who joins and one who leaves, a changed word, a moved schedule, a new and a renamed campaign.
    private func plan(ledger hasLedger: Bool) throws -> Plan {
        let price = Money(hundredths: 8500, currency: "COP")
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60), price: price)])
        func start(_ day: Int) throws -> Schedule {
            let date = try #require(LocalDate(year: 2026, month: 12, day: day))
            let time = try #require(LocalTime(hour: 9, minute: 0))
            return Schedule(start: LocalDateTime(date: date, time: time))
        }
        let old = try [
            TestCampaigns.texts(
                "cobro", to: [(1, "Ana"), (2, "José")], saying: ["Hola *{{nombre}}*,\nvence el viernes."],
                schedule: start(1)),
            TestCampaigns.texts("igual", to: [(1, "Ana")]),
            TestCampaigns.texts("vieja", to: [(7, "Luz"), (8, "Sol")], saying: ["Buenas"]),
        ]
        let new = try [
            TestCampaigns.texts(
                "cobro", to: [(1, "Ana"), (3, "Eva")], saying: ["Hola *{{nombre}}*,\nvence el lunes."],
                schedule: start(2)),
            TestCampaigns.texts("igual", to: [(1, "Ana")]),
            TestCampaigns.texts("nueva", to: [(7, "Luz"), (8, "Sol")], saying: ["Buenas"]),
            TestCampaigns.texts("otra", to: [(5, "Paz")], saying: ["Otra cosa"]),
        ]
        if hasLedger {
            try bench.freeze(bench.plan([old[1]]))
            try bench.settleNext(of: old[1], as: .accepted(messageID: nil))
        }
        var plan = try bench.compared(
            bench.side(old), to: bench.side(new), ledger: hasLedger ? bench.ledger : nil)
        // A ledger's identity is drawn anew each time.
        if hasLedger { plan.ledger = LedgerIdentity(id: "0b7c", serial: 1) }
        return plan
    }

    @Test(arguments: [false, true])
    func `the difference for a person`(hasLedger: Bool) throws {
        let text = PlanText(try plan(ledger: hasLedger), style: TextStyle()).render()
        try Golden.expect(text, hasLedger ? "base-ledger.txt" : "base.txt")
    }

    @Test func `the difference for a program`() throws {
        try Golden.expect(try PlanJSON.render(plan(ledger: false), showsNumbers: false), "base.json")
    }

    @Test(arguments: [false, true])
    func `the difference for a pull request`(hasLedger: Bool) throws {
        let text = PlanMarkdown(try plan(ledger: hasLedger)).render()
        try Golden.expect(text, hasLedger ? "base-ledger.md" : "base.md")
    }

    @Test(arguments: [false, true])
    func `the difference as a page`(hasLedger: Bool) throws {
        let text = try PlanHTML.render(plan(ledger: hasLedger))
        try Golden.expect(text, hasLedger ? "base-ledger.html" : "base.html")
    }

    @Test func `a plan without a base has every format, too`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: [(1, "Ana"), (1, "otra vez")])])
        try Golden.expect(PlanMarkdown(plan).render(), "plan.md")
        let page = try PlanHTML.render(plan)
        #expect(page.contains("<h3>prueba</h3>"))
        #expect(!page.contains("Compared"))
        #expect(try !PlanJSON.render(plan, showsNumbers: false).contains("\"base\""))
    }

    @Test func `no format shows a whole number unless asked to`() throws {
        let plan = try plan(ledger: true)
        let masked = try [
            PlanText(plan, style: TextStyle()).render(), PlanMarkdown(plan).render(), PlanHTML.render(plan),
            PlanJSON.render(plan, showsNumbers: false),
        ]
        for text in masked { #expect(!text.contains("573000000")) }
        #expect(PlanMarkdown(plan, showsNumbers: true).render().contains(TestBench.number(3).full))
    }

    @Test func `a long comment ends with a pointer and stays whole`() throws {
        let bench = try TestBench()
        let campaigns = try (0..<300).map { index in
            try TestCampaigns.texts(
                "campaign-\(index)", to: [(UInt64(index), "Ana")],
                saying: [String(repeating: "ñandú 👋 <b> ", count: 60)])
        }
        let edited = try (0..<300).map { index in
            try TestCampaigns.texts(
                "campaign-\(index)", to: [(UInt64(index), "Ana")],
                saying: [String(repeating: "ñandú 🙂 <b> ", count: 60)])
        }
        let plan = try bench.compared(bench.side(campaigns), to: bench.side(edited))
        let text = PlanMarkdown(plan, command: "pregon plan --base main").render()
        #expect(text.utf16.count <= 60_000)
        #expect(text.utf16.count > 50_000)
        #expect(text.hasSuffix("`pregon plan --base main` shows the whole plan._\n"))
        #expect(text.hasPrefix("**Compared with main"))
        func count(_ part: String) -> Int { text.ranges(of: part).count }
        #expect(count("<details>") == count("</details>"))
        #expect(count("<pre>") == count("</pre>"))
    }
}
