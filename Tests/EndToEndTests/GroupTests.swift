import Foundation
import Testing

extension EndToEnd {
    /// A group is made once.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Groups {
        @Test func `a group is made once, written to, and who joins later is invited`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            let accepted = try simulator.accepted()
            #expect(accepted.map(\.operation) == ["group", "group_message", "group_file"])
            let creation = try #require(accepted.first)
            #expect(
                creation.fields["phones"] == "\"573001000000\", \"573001000001\", \"573001000002\"")
            #expect(creation.fields["groupName"] == "Dream Team")
            #expect(accepted.dropFirst().allSatisfy { $0.fields["chatId"] == creation.to })
            #expect(accepted.last?.fields["titulo"] == "IRIS")
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")

            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(4))
            try await workspace.expect(0, "apply", "--auto-approve")
            let later = try simulator.accepted().dropFirst(3)
            #expect(later.map(\.to) == ["573001000003"])
            let text = later.first?.fields["text"] ?? ""
            #expect(
                text.wholeMatch(of: /Hola Persona 3, únete: https:\/\/chat\.whatsapp\.com\/[A-Za-z0-9]{22}/)
                    != nil,
                "\(text)")
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
        }

        @Test func `a creation nobody can be sure of is not repeated; its address settles it`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "600")
            defer { simulator.stop() }
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "ledger", "init")
            let doomed = try workspace.begin(["apply", "--auto-approve"])
            try await eventually("the group is made") { try simulator.count() == 1 }
            doomed.stop()
            #expect(try await doomed.end().wasKilled)

            try await workspace.run("apply", "--auto-approve")
            #expect(try simulator.count() == 1, "a second group, or a message to nobody")
            let states = try await workspace.ledger.states()
            #expect(states == ["in_doubt": 1, "planned": 2])
            let status = try await workspace.expect(0, "status")
            #expect(status.stdout.contains("In doubt") && status.stdout.contains("pregon resolve"))
            let known = try await workspace.expect(0, "resolve", "embajadores")
            #expect(known.stdout.hasPrefix("1 send of embajadores is in doubt"), "\(known)")
            #expect(known.stdout.contains("? group  message create by line equipo, revision 1\n"), "\(known)")
            #expect(known.stdout.contains("since then: no webhook and no reply"), "\(known)")
            let needs = try await workspace.expect(
                64, "resolve", "embajadores", "--recipient", "group", "--as", "sent")
            #expect(needs.stderr.contains("--chat-id"))
            let chat = try #require(try simulator.accepted().first?.to)
            try await workspace.expect(
                0, "resolve", "embajadores", "--recipient", "group", "--as", "sent", "--chat-id", chat)
            try await workspace.expect(0, "apply", "--auto-approve")
            let accepted = try simulator.accepted()
            #expect(accepted.map(\.operation) == ["group", "group_message", "group_file"])
            #expect(accepted.dropFirst().allSatisfy { $0.to == chat })
            #expect(try await workspace.ledger.states() == ["accepted": 3])
            #expect(
                try await workspace.expect(0, "resolve", "embajadores").stdout
                    == "No send of embajadores is in doubt.\n")

            // Without its link nobody who joins can be invited; the plan says so, and the link may come later.
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(4))
            let plan = try await workspace.expect(0, "plan")
            #expect(
                plan.stdout.contains("1 person joined the audience after the group was made and cannot be"),
                "\(plan)")
            let link = "https://chat.whatsapp.com/LW2AbCdEfGhIjKlMnOpQrS"
            let nobody = try await workspace.expect(64, "resolve", "nadie", "--invite-link", link)
            #expect(nobody.stderr.contains("campaign `nadie` has no group"), "\(nobody)")
            try await workspace.expect(64, "resolve", "embajadores", "--invite-link", "https://example.com/x")
            try await workspace.expect(0, "resolve", "embajadores", "--invite-link", link)
            try await workspace.expect(0, "apply", "--auto-approve")
            let invited = try #require(try simulator.accepted().last)
            #expect(invited.to == "573001000003")
            #expect(invited.fields["text"] == "Hola Persona 3, únete: \(link)")
        }

        @Test func `a creation that did not happen is made after all`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated(
                "--fault", "1", "--faults", "drop-before")
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(3))
            try await workspace.expect(1, "apply", "--auto-approve", "--new-ledger")
            #expect(try await workspace.ledger.states() == ["in_doubt": 1, "planned": 2])
            simulator.stop()
            try await eventually("the simulator is gone") { !simulator.process.isRunning }
            let sound = try await Simulator.start(in: workspace.scratch, port: simulator.port)
            defer { sound.stop() }
            try await workspace.expect(
                0, "resolve", "embajadores", "--recipient", "group", "--as", "failed")
            try await workspace.expect(0, "apply", "--auto-approve", "--retry-failed")
            #expect(try sound.accepted().map(\.operation) == ["group", "group_message", "group_file"])
            #expect(try await workspace.ledger.states() == ["accepted": 3])
        }
    }
}
