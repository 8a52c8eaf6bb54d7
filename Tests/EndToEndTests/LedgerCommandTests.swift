import Foundation
import Testing

extension EndToEnd {
    /// Checking, backing up, restoring and exporting, as an operator does it.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct LedgerCommands {
        private func workspace() async throws -> (TestWorkspace, Simulator) {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(5))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            return (workspace, simulator)
        }

        @Test func `a backup that lacks nothing is put back, and nobody gets anything again`() async throws {
            let (workspace, simulator) = try await workspace()
            defer { simulator.stop() }
            let copy = workspace.scratch.appendingPathComponent("copia.sqlite").path
            let backup = try await workspace.expect(0, "ledger", "backup", copy)
            #expect(backup.stdout.contains("5 sends, 5 attempts, 0 opt-outs, serial "), "\(backup)")
            #expect(backup.stdout.contains("pregon ledger restore \(copy)"), "\(backup)")
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let again = try await workspace.expect(65, "ledger", "backup", copy)
            #expect(again.stderr.contains("left as it is") || again.stderr.contains("already"), "\(again)")
            let sound = try await workspace.expect(65, "ledger", "restore", copy)
            #expect(sound.stderr.contains("is sound"), "\(sound)")

            let url = workspace.ledger.url
            try Data(contentsOf: url).prefix(9000).write(to: url)
            let damaged = try await workspace.expect(65, "apply", "--auto-approve")
            #expect(damaged.stderr.contains("pregon ledger restore FILE"), "\(damaged)")
            let restored = try await workspace.expect(0, "ledger", "restore", copy)
            #expect(restored.stderr.contains("what was there is kept in"), "\(restored)")
            #expect(restored.verdict.hasPrefix("Restored ledger "), "\(restored)")
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
            #expect(try simulator.count() == 5)
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
        }

        @Test func `an older backup is refused, and with --older every line is held until it is settled`()
            async throws
        {
            let (workspace, simulator) = try await workspace()
            defer { simulator.stop() }
            let copy = workspace.scratch.appendingPathComponent("copia.sqlite").path
            try await workspace.expect(0, "ledger", "backup", copy)
            // Two more since the backup.
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(7))
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try simulator.count() == 7)
            try FileManager.default.removeItem(at: workspace.ledger.url)
            let older = try await workspace.expect(65, "ledger", "restore", copy)
            #expect(older.stderr.contains("would be sent again"), "\(older)")
            #expect(older.stderr.contains("--older"), "\(older)")
            try await workspace.expect(65, "apply", "--auto-approve")
            let restored = try await workspace.expect(1, "ledger", "restore", "--older", copy)
            #expect(restored.verdict.contains("every line is held"), "\(restored)")
            #expect(restored.stderr.contains("pregon resume equipo"), "\(restored)")

            // Nothing goes out, however often somebody tries.
            for command in [
                ["apply", "--auto-approve"], ["apply", "--auto-approve", "--retry-failed"], ["run"],
            ] {
                _ = try await workspace.end(try workspace.begin(command))
                #expect(try simulator.count() == 7)
            }
            let status = try await workspace.expect(0, "status")
            #expect(status.stdout.contains("restored from a backup of serial"), "\(status)")
            // The operator takes out whom the gateway's list names, and goes on.
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(5))
            for line in ["equipo", "cartera"] { try await workspace.expect(0, "resume", line) }
            try await workspace.run("apply", "--auto-approve")
            #expect(try simulator.count() == 7)
            #expect(try await workspace.ledger.states()["accepted"] == 5)
        }

        @Test func `an export has every record, numbers masked, and no cell is a formula`() async throws {
            let (workspace, simulator) = try await workspace()
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(2, block: 3))
            try await workspace.expect(0, "apply", "--auto-approve")
            try await workspace.expect(
                0, "pause", "cartera", "--reason", "=HYPERLINK(\"http://x\")",
                environment: ["LOGNAME": "@ana"])
            let lines = try await workspace.expect(0, "ledger", "export").stdout
                .split(separator: "\n").map { line in
                    try #require(
                        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                }
            let tables = Dictionary(grouping: lines) { $0["record"] as? String ?? "" }.mapValues(\.count)
            #expect(tables == ["sends": 7, "attempts": 7, "stops": 1])
            let send = try #require(lines.first { $0["campaign"] as? String == "cobro" })
            #expect(send["recipient"] as? String == "573•••••0000")
            #expect(send["state"] as? String == "accepted")
            #expect(send["attempts"] as? Int == 1)
            #expect(send["message_id"] is NSNull, "WhatsApp's identifiers hold the number")

            let full = try await workspace.expect(
                0, "ledger", "export", "--only", "sends", "--show-numbers")
            #expect(full.stdout.contains("\"recipient\":\"573003000000\""), "\(full)")
            let identifiers = try await workspace.ledger.sends().compactMap(\.message_id)
            #expect(!identifiers.isEmpty)
            for identifier in identifiers { #expect(full.stdout.contains(identifier)) }

            let csv = try await workspace.expect(0, "ledger", "export", "--format", "csv").stdout
            let rows = csv.components(separatedBy: "\r\n").dropLast()
            #expect(
                rows.count == 8
                    && rows.allSatisfy {
                        $0.split(separator: ",", omittingEmptySubsequences: false).count == 27
                    })
            #expect(rows.first?.hasPrefix("id,campaign,revision,") == true)
            let file = workspace.scratch.appendingPathComponent("paros.csv").path
            try await workspace.expect(
                0, "ledger", "export", "--format", "csv", "--only", "stops", "--out", file)
            let stops = try String(contentsOfFile: file, encoding: .utf8)
            #expect(stops.contains("\"'=HYPERLINK("), "\(stops)")
            #expect(stops.contains("'@ana"), "\(stops)")
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let taken = try await workspace.expect(65, "ledger", "export", "--out", file)
            #expect(taken.stderr.contains("File exists"), "\(taken)")
            try await workspace.expect(64, "ledger", "export", "--only", "secrets")
        }
    }
}
