import CampaignModel
import Foundation
import Ledger
import Planning
import Reporting
import TestWorkspaces
import Testing

@Suite struct PlanTextTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José"), (2, "otra vez"), (3, "")]

    @Test func `a plan reads as it should`() throws {
        let price = Money(hundredths: 8500, currency: "COP")
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60), price: price)])
        let plan = try bench.plan([TestCampaigns.texts(to: people, saying: ["Hola *{{nombre}}*\nadiós"])])
        let expected = """
            prueba  utility, revision 1
              4 rows: 2 eligible, 2 excluded
              + 573•••••0001  message 1  uno
              + 573•••••0002  message 1  uno
              x 1 duplicate row: line 12
              x 1 empty variable: line 13
              sample for 573•••••0001:
                | Hola *Ana*
                | adiós
              sample for 573•••••0002:
                | Hola *José*
                | adiós
              line uno: 2 sends, Mon 23 Nov 10:00 to Mon 23 Nov 10:01, 170 COP

              + new, will be sent
              x excluded, gets nothing

            Plan: 1 campaign, 2 to send, 0 already sent, 2 excluded; ends Mon 23 Nov 10:01.

            """
        #expect(PlanText(plan, style: TextStyle()).render() == expected)
    }

    @Test func `the legend shows only what occurs`() throws {
        let bench = try TestBench()
        let text = try PlanText(bench.plan([TestCampaigns.texts(to: [(1, "Ana")])]), style: TextStyle())
            .render()
        #expect(!text.contains("  x excluded"))
        #expect(!text.contains("in doubt"))
    }

    @Test func `numbers are whole only if asked for`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: people)])
        let number = TestBench.number(1).full
        #expect(!PlanText(plan, style: TextStyle(isVerbose: true)).render().contains(number))
        #expect(PlanText(plan, style: TextStyle(showsNumbers: true)).render().contains(number))
        #expect(try !PlanJSON.render(plan, showsNumbers: false).contains(number))
        #expect(try PlanJSON.render(plan, showsNumbers: true).contains(number))
    }

    @Test func `texts of others cannot act on the terminal`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([
            TestCampaigns.texts(to: [(1, "A\u{202E}na")], saying: ["{{nombre}} \u{2066}x"])
        ])
        let text = PlanText(plan, style: TextStyle()).render()
        #expect(
            !text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x2066 || $0.value == 0x1B })
    }

    @Test func `the JSON has the same sums`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: people)])
        let data = Data(try PlanJSON.render(plan, showsNumbers: false).utf8)
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(document["format_version"] as? Int == 1)
        let totals = try #require(document["totals"] as? [String: Any])
        #expect(totals["to_send"] as? Int == 2)
        #expect(totals["excluded"] as? Int == 2)
        let campaigns = try #require(document["campaigns"] as? [[String: Any]])
        #expect((campaigns[0]["sends"] as? [Any])?.count == 2)
        #expect((campaigns[0]["excluded"] as? [Any])?.count == 2)
        #expect(document["now"] as? String == "2026-11-23T10:00:00-05:00")
    }

    @Test func `the status adds up and names doubts by masked numbers`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana"), (2, "José")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .doubted(reason: "no reply"))
        try bench.settleNext(of: campaign, as: .accepted(messageID: nil))
        let text = try StatusText.render(
            StatusReport(
                tallies: try bench.ledger.tallies(campaign: nil), stops: [],
                doubts: try bench.ledger.sends(inState: .inDoubt, campaign: nil, limit: 9)),
            zone: bench.zone, now: bench.now, style: TextStyle())
        #expect(text.contains("? prueba  573•••••0001  message 1: no reply"))
        #expect(text.hasSuffix("Status: 1 campaign, 2 sends: 1 accepted, 1 in doubt.\n"))
    }

    @Test func `what is known of a doubt is shown, its number masked also in the reply`() throws {
        let bench = try TestBench()
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        try bench.freeze(bench.plan([campaign]))
        try bench.settleNext(of: campaign, as: .doubted(reason: "no reply\u{1B}[2J"))
        let send = try #require(try bench.ledger.sends(inState: .inDoubt, campaign: nil, limit: 9).first)
        let attempt = PastAttempt(
            number: 1, beganAt: bench.now.advanced(seconds: 5), endedAt: bench.now.advanced(seconds: 20),
            httpStatus: 500, reply: "no se pudo: +57 300 000 0001")
        let text = DoubtText.render(
            [
                .init(
                    send: send, attempts: [attempt],
                    evidence: DeliveryEvidence(failed: bench.now.advanced(seconds: 61)))
            ], campaign: "prueba", zone: bench.zone, now: bench.now, style: TextStyle())
        #expect(
            text == """
                1 send of prueba is in doubt, and never sent again by the program:

                ? 573•••••0001  message 1 by line uno, revision 1
                    why: no reply\u{FFFD}[2J
                    attempt 1: Mon 23 Nov 10:00:05 to Mon 23 Nov 10:00:20, HTTP 500
                      reply: no se pudo: +57 3•• ••• 0001
                    since then: failed Mon 23 Nov 10:01
                Look at the gateway's inbox or ask the recipient, then settle it with --as sent or --as failed.

                """)
        #expect(
            DoubtText.render([], campaign: "prueba", zone: bench.zone, now: bench.now, style: TextStyle())
                == "No send of prueba is in doubt.\n")
    }
}
