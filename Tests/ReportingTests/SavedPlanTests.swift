import CampaignModel
import Foundation
import Ledger
import Planning
import TestWorkspaces
import Testing

@testable import Reporting

@Suite struct SavedPlanTests {
    private let people: [(UInt64, String)] = [(1, "Ana"), (2, "José")]

    private func bytes(_ plan: Plan, _ bench: TestBench) throws -> [UInt8] {
        let names = PlanNames(key: try bench.ledger.planKey())
        let identity = try bench.ledger.identity()
        return try Array(
            LineBuffer.text {
                try SavedPlanJSON.write(plan, ledger: identity, names: names, retryFailed: true, to: $0)
            }.utf8)
    }

    /// - Parameter length: of the pieces in which it is read.
    private func read(_ bytes: [UInt8], length: Int = 1 << 16) throws -> SavedPlan {
        var rest = bytes[...]
        return try SavedPlanJSON.read {
            defer { rest = rest.dropFirst(length) }
            return Array(rest.prefix(length))
        }
    }

    private func saved(_ plan: Plan, _ bench: TestBench) throws -> SavedPlan { try read(bytes(plan, bench)) }

    private func differences(_ saved: SavedPlan, _ plan: Plan, _ bench: TestBench) throws -> [String] {
        try saved.differences(
            from: plan, ledger: try bench.ledger.identity(), names: PlanNames(key: try bench.ledger.planKey())
        )
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
        let text = String(
            decoding: try bytes(bench.plan([TestCampaigns.texts(to: people)]), bench), as: UTF8.self)
        #expect(!text.contains("573000000001"))
        #expect(!text.contains("Ana"))
        #expect(!text.contains("Hola"))
    }

    @Test func `several changes are counted apart, however the sends are ordered`() throws {
        let bench = try TestBench()
        let before = try bench.plan([
            TestCampaigns.texts(to: (1...300).map { ($0, "Ana") }), TestCampaigns.texts("vieja", to: people),
        ])
        let saved = try saved(before, bench)
        // The other way round, 20 gone, 10 new, 5 edited.
        let now = (21...310).reversed().map { (UInt64($0), $0 <= 25 ? "Eva" : "Ana") }
        let after = try bench.plan([
            TestCampaigns.texts("nueva", to: people), TestCampaigns.texts(to: now),
        ])
        #expect(
            try differences(saved, after, bench) == [
                "prueba: 10 sends new", "prueba: 20 sends gone", "prueba: 5 sends with other content",
                "campaign vieja is gone", "campaign nueva is new",
            ])
        let same = try bench.plan([
            TestCampaigns.texts("vieja", to: people.reversed()),
            TestCampaigns.texts(to: (1...300).reversed().map { ($0, "Ana") }),
        ])
        #expect(try differences(saved, same, bench).isEmpty)
    }

    /// The file as versions before streaming wrote and read it.
    private struct File: Codable {
        struct Entry: Codable { var send, kind, content, line: String }
        struct Part: Codable {
            var campaign: String
            var revision: Int
            var occurrence: String
            var to_send, excluded: Int
            var entries: [Entry]
            var settings: String
        }
        var format_version: Int
        var created, ledger_id: String
        var retry_failed: Bool
        var campaigns: [Part]
    }

    @Test func `its file is to the byte what it always was`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([
            TestCampaigns.texts(to: people + [(2, "otra vez")]), TestCampaigns.texts("vacía", to: []),
        ])
        let bytes = try bytes(plan, bench)
        let file = try JSONDecoder().decode(File.self, from: Data(bytes))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(try Array(encoder.encode(file)) == bytes)
        let part = file.campaigns[0]
        #expect(file.format_version == 1 && file.retry_failed && part.to_send == 2 && part.excluded == 1)
        let key = KeyedDigest(key: try bench.ledger.planKey())
        #expect(part.entries[0].send == hexadecimal(key.of("prueba/1/once/1/573000000001")))
        let content = Fingerprint(of: .text("Hola Ana"))
        #expect(part.entries[0].content == hexadecimal(key.of(hexadecimal(content.bytes))))
    }

    @Test func `it is written and read in pieces, wherever they are cut`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: (1...1_500).map { ($0, "Ana") })])
        var pieces: [Int] = []
        let (names, identity) = (PlanNames(key: try bench.ledger.planKey()), try bench.ledger.identity())
        try SavedPlanJSON.write(plan, ledger: identity, names: names, retryFailed: true) {
            pieces.append($0.count)
        }
        #expect(pieces.count > 3 && pieces.allSatisfy { $0 < 70_000 })
        let bytes = try bytes(plan, bench)
        for length in [1, 7, 4_096] {
            let saved = try read(bytes, length: length)
            #expect(saved.campaigns.first?.entries.count == 1_500 && saved.retryFailed)
            #expect(try differences(saved, plan, bench).isEmpty)
        }
    }

    @Test func `other JSON that says the same is the same plan`() throws {
        let bench = try TestBench()
        let plan = try bench.plan([TestCampaigns.texts(to: people)])
        let object = try JSONSerialization.jsonObject(with: Data(bytes(plan, bench)))
        var file = try #require(object as? [String: Any])
        file["remark"] =
            ["by": "Ana \"\u{1F44B}\"", "when": [1.5e3, true, NSNull(), [String: Int]()]] as [String: Any]
        let data = try JSONSerialization.data(withJSONObject: file, options: .prettyPrinted)
        #expect(try differences(read(Array(data)), plan, bench).isEmpty)
        let escaped = String(decoding: try bytes(plan, bench), as: UTF8.self)
            .replacing("\"kind\":\"new\"", with: "\"kind\" : \"\\u006Ee\\u0077\"")
        #expect(escaped.contains("006E"))
        #expect(try differences(read(Array(escaped.utf8)), plan, bench).isEmpty)
    }

    @Test func `what is no whole plan of this version is none`() throws {
        let bench = try TestBench()
        let text = String(
            decoding: try bytes(bench.plan([TestCampaigns.texts(to: people)]), bench), as: UTF8.self)
        let broken =
            (0..<text.utf8.count).map { String(decoding: text.utf8.prefix($0), as: UTF8.self) } + [
                text + "x", text.replacing("\"format_version\":1", with: "\"format_version\":2"),
                text.replacing("\"settings\"", with: "\"other\""),
                text.replacing("\"kind\"", with: "\"other\""), text.replacing(",", with: " "),
                text.replacing("\"content\":\"", with: "\"content\":\"0"),
                text.replacing(":", with: "="), String(repeating: "[", count: 100_000),
                "{\"x\":" + String(repeating: "[", count: 100_000), "{\"created\":\"\\ud800\"}", "null",
            ]
        for text in broken {
            #expect(throws: SavedPlanJSON.Unreadable.self) { try read(Array(text.utf8)) }
        }
    }
}
