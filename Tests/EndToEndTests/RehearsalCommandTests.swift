import Foundation
import Testing

extension EndToEnd {
    /// `pregon rehearse`: nothing leaves, nothing is written, the same seed tells the same story.
    @Suite struct Rehearsals {
        private func workspace() throws -> TestWorkspace {
            // Nothing listens there: whatever was sent for real would fail.
            let workspace = try TestWorkspace(origin: "http://127.0.0.1:9")
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(40))
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(30, block: 2))
            return workspace
        }

        @Test func `a rehearsal sends nothing and leaves no ledger`() async throws {
            let workspace = try workspace()
            let played = try await workspace.expect(0, "rehearse", "--now", "2026-11-23 09:00")
            #expect(played.stdout.contains("Mon 23 Nov\n"))
            #expect(played.verdict.hasPrefix("Rehearsed: 70 sent; the last one Mon 23 Nov "), "\(played)")
            #expect(!FileManager.default.fileExists(atPath: workspace.ledger.url.path))
        }

        @Test func `the same seed, the same story; another seed, another one`() async throws {
            let workspace = try workspace()
            func story(_ seed: String) async throws -> String {
                try await workspace.expect(
                    0, "rehearse", "--now", "2026-11-23 09:00", "--fault", "0.3", "--seed", seed, "--format",
                    "json"
                ).stdout
            }
            let first = try await story("7")
            #expect(try await story("7") == first)
            #expect(try await story("8") != first)
            let totals = try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any]
            #expect((totals?["faults"] as? [String: Int])?.isEmpty == false)
        }

        @Test func `wrong options are named`() async throws {
            let workspace = try workspace()
            #expect(try await workspace.expect(64, "rehearse", "--days", "0").stderr.contains("--days"))
            #expect(try await workspace.expect(64, "rehearse", "--fault", "2").stderr.contains("--fault"))
            let kind = try await workspace.expect(64, "rehearse", "--faults", "fire")
            #expect(kind.stderr.contains("there is no `fire`; known: unreachable"))
        }
    }
}
