import Foundation
import Testing

extension EndToEnd {
    /// People who leave while something is being sent to them.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct OptOuts {
        static let optOut = "opt_out:\n  words: [BAJA, No más]\n"

        @Test func `an opt-out in the middle of an apply holds what still waits, in every campaign`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "60")
            defer { simulator.stop() }
            try workspace.append("pregon.yaml", Self.optOut)
            let numbers = Array(Campaigns.numbers(20))
            try workspace.add("cobro", Campaigns.reminder(), to: numbers)
            try workspace.add("avisos", Campaigns.notice("avisos"), to: numbers)
            try await workspace.expect(0, "ledger", "init")
            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }

            let apply = try workspace.begin(["apply", "--auto-approve"])
            defer { apply.stop() }
            try await eventually("some messages arrive") { try simulator.count() >= 4 }
            // The last in both audiences; and one that has got a message and answers it.
            let (last, first) = (numbers[19], numbers[0])
            #expect(try receiver.post(#"{"mobile":"\#(last)","message":" ¡Baja! "}"#) == 200)
            #expect(apply.isRunning, "the apply was over too early to show anything")
            let got = try #require(
                try simulator.accepted().first { $0.to == "\(first)" && $0.gateway == "contacto" })
            let field = try #require(got.fields["custom_field"])
            let answer = #"{"mobile":"\#(first)","message":"no mas","custom_field":"\#(field)"}"#
            #expect(try receiver.post(answer) == 200)
            _ = try await workspace.end(apply)

            let received = try simulator.accepted()
            #expect(received.allSatisfy { $0.to != "\(last)" })
            let states = try await workspace.ledger.sends().filter { $0.recipient == last }
            #expect(states.map(\.state) == ["suppressed", "suppressed"])
            #expect(states.allSatisfy { $0.reason == "opted out: replied BAJA" })
            // Everybody else has got both, but for what the second one had not got yet.
            let others = received.filter { $0.to != "\(first)" }
            #expect(others.count == 18 * 2 && Set(others.map { $0.gateway + $0.to }).count == others.count)

            let status = try await workspace.expect(0, "status", "--format", "json")
            let rows = try StatusDocument.read(status.stdout).campaigns
            #expect(rows.first { $0.campaign == "cobro" }?.evidence.opted_out == 1)
            #expect(rows.first { $0.campaign == "cobro" }?.evidence.replied == 1)
            #expect(receiver.process.stderr.contains("573•••••0019 is never written to again"))

            // Later campaigns leave both out.
            try workspace.add("otra", Campaigns.notice("otra", text: "Otra {{nombre}}"), to: numbers)
            let before = try simulator.count()
            try await workspace.expect(0, "apply", "otra", "--auto-approve")
            let later = try simulator.accepted().dropFirst(before)
            #expect(Set(later.map(\.to)) == Set(numbers[1..<19].map(String.init)))
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
        }

        @Test func `a group is made without who opts out while its apply runs`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "100")
            defer { simulator.stop() }
            try workspace.append("pregon.yaml", Self.optOut)
            let numbers = Array(Campaigns.numbers(12))
            try workspace.add("avisos", Campaigns.notice("avisos"), to: numbers)
            try workspace.add("grupo", Campaigns.group("grupo"), to: numbers)
            try await workspace.expect(0, "ledger", "init")
            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }
            let apply = try workspace.begin(["apply", "--auto-approve"])
            defer { apply.stop() }
            try await eventually("some messages arrive") { try simulator.count() >= 2 }
            #expect(try receiver.post(#"{"mobile":"\#(numbers[11])","message":"BAJA"}"#) == 200)
            #expect(apply.isRunning, "the apply was over too early to show anything")
            _ = try await workspace.end(apply)
            #expect(try simulator.accepted().allSatisfy { $0.operation == "message" })
            let status = try await workspace.expect(0, "status")
            #expect(
                status.stdout.contains("has opted out; the next apply makes it without them"), "\(status)")

            try await workspace.expect(0, "apply", "--auto-approve")
            let made = try simulator.accepted().filter { $0.operation != "message" }
            #expect(made.map(\.operation) == ["group", "group_message", "group_file"])
            let members = try #require(made.first?.fields["phones"])
            #expect(members.contains("\(numbers[10])") && !members.contains("\(numbers[11])"))
        }

        @Test(arguments: [false, true])
        func `a reply proves that a send in doubt arrived, and it is not sent again`(isHeldForFailed: Bool)
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "300")
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(1))
            try await workspace.expect(0, "ledger", "init")
            let doomed = try workspace.begin(["apply", "--auto-approve"])
            try await eventually("the message arrives") { try simulator.count() == 1 }
            doomed.stop()
            _ = try await doomed.end()
            try await workspace.run("apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["in_doubt": 1])
            if isHeldForFailed {
                let elsewhere = try await workspace.expect(
                    64, "resolve", "cobro", "--occurrence", "2026-12-01", "--as", "sent")
                #expect(elsewhere.stderr.contains("no send of `cobro` of occurrence 2026-12-01 is in doubt"))
                try await workspace.expect(0, "resolve", "cobro", "--occurrence", "once", "--as", "failed")
                #expect(try await workspace.ledger.states() == ["refused": 1])
            }

            let receiver = try await WebhookReceiver.start(workspace)
            defer { receiver.stop() }
            let field = try #require(try simulator.accepted().first?.fields["custom_field"])
            let reply =
                #"{"mobile":"\#(Campaigns.numbers(1).lowerBound)","message":"ok","custom_field":"\#(field)"}"#
            #expect(try receiver.post(reply) == 200)
            #expect(try await workspace.ledger.states() == ["accepted": 1])
            #expect(receiver.process.stderr.contains("1 send in doubt proved to be accepted"))
            try await workspace.expect(0, "apply", "--auto-approve", "--retry-failed")
            #expect(try simulator.count() == 1)
        }
    }
}

/// `pregon status --format json`, as far as tests look at it.
struct StatusDocument: Decodable {
    struct Row: Decodable {
        struct Evidence: Decodable, Equatable {
            var sent, delivered, read, failed, replied, opted_out: Int
            var failures: [String: Int]
        }
        var campaign: String
        var line: String
        var sends: Int
        var states: [String: Int]
        var evidence: Evidence
    }
    struct Events: Decodable, Equatable {
        var arrivals, different, of_no_known_send, unreadable: Int
    }
    var campaigns: [Row]
    var events: Events
    var suppressed_numbers: Int

    static func read(_ text: String) throws -> StatusDocument {
        try JSONDecoder().decode(StatusDocument.self, from: Data(text.utf8))
    }
}
