import CampaignModel
import Foundation
import Ledger
import TestWorkspaces
import Testing

@testable import Planning
@testable import Reporting

@Suite struct PlanJSONTests {
    /// Two campaigns, one of them with a group, a price, notes, problems, excluded rows and every kind of sign.
    private func plan() throws -> Plan {
        let price = Money(hundredths: 8500, currency: "COP")
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: .perHour(60), price: price)])
        let hostile = "A\u{1F} \"n\\a\"\t/ñ👋\u{2028}\u{7F} ##[error] 573001234567"
        let first = try TestCampaigns.texts(
            "una", to: [(1, hostile), (2, "José"), (2, "otra vez")], saying: ["Hola {{nombre}}", "Adiós"])
        try bench.freeze(bench.plan([first]))
        try bench.settleNext(of: first, as: .doubted(reason: "no reply"))
        var plan = try bench.plan([
            first, TestCampaigns.texts("vacía", to: []), TestCampaigns.texts("sin", to: [(7, "Sol")]),
        ])
        plan.campaigns[0].notes.append(hostile)
        plan.campaigns[0].problems.append(PlanProblem(message: hostile, remedy: "…"))
        plan.campaigns[2].group = GroupPlan(name: "Los de 573001234567", chatID: nil, members: 3)
        return plan
    }

    @Test func `a document is to the byte what Foundation makes of its values`() throws {
        for plan in [try plan(), try TestBench().plan([])] {
            let text = try PlanJSON.render(plan, showsNumbers: false)
            #expect(try text == JSON.rewritten(text, .prettyPrinted) + "\n")
        }
    }

    @Test func `every sign is written as Foundation writes it`() throws {
        let scalars = (0...0x2FFF).compactMap(Unicode.Scalar.init) + ["👋", "\u{FEFF}", "\u{10FFFF}"]
        let texts = scalars.map { "a\($0)z" }
        for layout in [JSONWriter.Layout.page, .lines] {
            let own = try LineBuffer.text { sink in
                var writer = JSONWriter(layout, to: sink)
                try writer.object { try $0.field("texts", texts) }
                try writer.finish()
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes]
            if layout == .page { encoder.outputFormatting.insert(.prettyPrinted) }
            #expect(try own == String(decoding: encoder.encode(["texts": texts]), as: UTF8.self))
        }
    }

    @Test func `lines say what the document says`() throws {
        let plan = try plan()
        let text = try LineBuffer.text(PlanJSON(plan, showsNumbers: false).writeLines)
        #expect(text.hasSuffix("}\n"))
        var lines = try text.split(separator: "\n").map { line in
            #expect(line.hasPrefix("{\"record\":\""))
            return try JSONDecoder().decode(JSON.self, from: Data(line.utf8))
        }
        #expect(lines.first?["record"] == .text("plan") && lines.last?["record"] == .text("verdict"))
        // Put together again as the document is.
        var document = try #require(lines.first)
        let verdict = try #require(lines.last)
        for key in ["ends", "totals", "verdict"] { document[key] = verdict[key] }
        document["record"] = nil
        lines = Array(lines.dropFirst().dropLast())
        var campaigns: [JSON] = []
        for line in lines where line["record"] == .text("campaign") {
            func own(_ record: String) -> JSON {
                .array(
                    lines.filter { $0["record"] == .text(record) && $0["campaign"] == line["campaign"] }.map {
                        var item = $0
                        (item["record"], item["campaign"]) = (nil, nil)
                        return item
                    })
            }
            var campaign = line
            campaign["record"] = nil
            campaign["sends"] = own("send")
            campaign["excluded"] = own("excluded")
            campaigns.append(campaign)
        }
        document["campaigns"] = .array(campaigns)
        let expected = Data(try PlanJSON.render(plan, showsNumbers: false).utf8)
        #expect(try document == JSONDecoder().decode(JSON.self, from: expected))
        #expect(lines.count == 3 + plan.campaigns.reduce(0) { $0 + $1.sends.count + $1.excluded.count })
    }

    @Test func `many sends are handed on in pieces of whole lines, and each is counted`() throws {
        let people = (0..<4_000).map { (UInt64($0), "Persona \($0)") }
        let plan = try TestBench().plan([TestCampaigns.texts(to: people + [(1, "otra vez")])])
        final class Seen {
            var pieces: [[UInt8]] = []
            var items = 0
        }
        let seen = Seen()
        let json = PlanJSON(plan, showsNumbers: false) { seen.items += 1 }
        for write in [json.write, json.writeLines, PlanText(plan, style: TextStyle(isVerbose: true)).write] {
            seen.pieces = []
            try write { seen.pieces.append($0) }
            #expect(seen.pieces.count > 2)
            #expect(seen.pieces.allSatisfy { $0.last == UInt8(ascii: "\n") && $0.count < 70_000 })
        }
        #expect(PlanJSON.items(of: plan) == 4_001 && seen.items == 2 * 4_001)
        let text = try LineBuffer.text(json.write)
        #expect(try text == JSON.rewritten(text, .prettyPrinted) + "\n")
    }

    @Test func `a sink that takes no more ends it`() throws {
        struct Full: Error {}
        let people = (0..<4_000).map { (UInt64($0), "Persona \($0)") }
        let plan = try TestBench().plan([TestCampaigns.texts(to: people)])
        var items = 0
        let json = PlanJSON(plan, showsNumbers: false) { items += 1 }
        #expect(throws: Full.self) { try json.write { _ in throw Full() } }
        #expect(items > 0 && items < 1_000)
    }
}
