import Foundation
import Testing

extension EndToEnd {
    /// A group's way from its creation to its file, killed at each step: one group, each message once.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct GroupKills {
        /// The moment of a step at which `kill -9` comes.
        enum Moment: CaseIterable, CustomTestStringConvertible {
            /// The attempt is durable; the gateway never decides on it.
            case asked
            /// The gateway has taken the message, and its reply has not come.
            case accepted
            /// The reply stands in the ledger, and the next step waits for the line's pace.
            case stored

            var testDescription: String { "\(self)" }
        }

        static let steps = ["group", "group_message", "group_file"]
        static let latecomer = 573_001_000_003

        @Test(arguments: Moment.allCases)
        func `killed at each step, there is one group, and each message once`(moment: Moment) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            if moment == .stored { try Self.slow(workspace) }
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(3))
            try await workspace.expect(0, "ledger", "init")

            for step in Self.steps.indices {
                try await kill(at: moment, step: step, workspace, simulator)
                try await settle(moment, "group", isCreation: step == 0, workspace, simulator)
            }
            try await workspace.expect(0, "apply", "--auto-approve", "--retry-failed")
            #expect(try await workspace.ledger.states() == ["accepted": Self.steps.count])

            // Who joins afterwards is invited once, whatever is killed.
            try workspace.add("embajadores", Campaigns.group(), to: Campaigns.numbers(4))
            try await kill(at: moment, step: Self.steps.count, workspace, simulator)
            try await settle(moment, "\(Self.latecomer)", isCreation: false, workspace, simulator)
            try await workspace.run("apply", "--auto-approve", "--retry-failed")

            #expect(try await workspace.ledger.states() == ["accepted": Self.steps.count + 1])
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
            let accepted = try simulator.accepted()
            #expect(accepted.map(\.operation) == Self.steps + ["message"])
            let creation = try #require(accepted.first)
            #expect(creation.fields["phones"] == "\"573001000000\", \"573001000001\", \"573001000002\"")
            #expect(accepted[1..<Self.steps.count].allSatisfy { $0.to == creation.to })
            let invitation = try #require(accepted.last)
            #expect(invitation.to == "\(Self.latecomer)")
            let link = try await inviteLink(simulator)
            #expect(invitation.fields["text"] == "Hola Persona 3, únete: \(link)")
        }

        /// Runs an apply up to a step and kills it there.
        private func kill(
            at moment: Moment, step: Int, _ workspace: TestWorkspace, _ simulator: Simulator
        ) async throws {
            switch moment {
            // What was never decided on goes out first, with this apply; then comes the step to be killed.
            case .asked:
                let isMadeUpFor = (1..<Self.steps.count).contains(step)
                try await simulator.turn("freeze?at=request&after=\(isMadeUpFor ? 1 : 0)")
            case .accepted: try await simulator.turn("freeze?at=reply")
            case .stored: break
            }
            let apply = try workspace.begin(["apply", "--auto-approve", "--retry-failed"])
            defer { apply.stop() }
            try await reached(apply) {
                switch moment {
                case .asked:
                    let states = try await workspace.ledger.states()
                    return states["accepted", default: 0] == step && states["inflight"] == 1
                case .accepted: return try simulator.count() == step + 1
                case .stored: return try await workspace.ledger.states()["accepted"] == step + 1
                }
            }
            apply.stop()
            let ending = try await apply.end()
            // Nothing follows the last step of all, and once its reply is stored the apply ends by itself.
            #expect(ending.wasKilled || moment == .stored, "\(ending)")
            // By now the connection is closed: thawing decides on nothing.
            try await simulator.turn("thaw")
            #expect(try simulator.count() == (moment == .asked ? step : step + 1))
        }

        private func reached(_ apply: ChildProcess, _ condition: () async throws -> Bool) async throws {
            let end = ContinuousClock.now + .seconds(30)
            while try await !condition() {
                guard apply.isRunning, ContinuousClock.now < end else {
                    throw TooLate(description: "the step was not reached: \(apply.stdout)\(apply.stderr)")
                }
                try await Task.sleep(for: .milliseconds(4))
            }
        }

        /// Started again, the program takes a doubt for what it is and does nothing; then a person looks at the
        /// gateway and settles it. A creation that happened has an address and a link there.
        private func settle(
            _ moment: Moment, _ recipient: String, isCreation: Bool, _ workspace: TestWorkspace,
            _ simulator: Simulator
        ) async throws {
            guard moment != .stored else {
                return #expect(try await workspace.ledger.states()["in_doubt"] == nil)
            }
            let received = try simulator.count()
            try await workspace.run("apply", "--auto-approve", "--retry-failed")
            #expect(try simulator.count() == received, "something was sent although nobody knew")
            #expect(try await workspace.ledger.states()["in_doubt"] == 1)
            let verdict = moment == .accepted ? "sent" : "failed"
            guard isCreation, moment == .accepted else {
                try await workspace.expect(
                    0, "resolve", "embajadores", "--recipient", recipient, "--as", verdict)
                return
            }
            let needs = try await workspace.expect(
                64, "resolve", "embajadores", "--recipient", recipient, "--as", verdict)
            #expect(needs.stderr.contains("--chat-id"))
            let chat = try #require(try simulator.accepted().first?.to)
            let link = try await inviteLink(simulator)
            try await workspace.expect(
                0, "resolve", "embajadores", "--recipient", recipient, "--as", verdict, "--chat-id", chat,
                "--invite-link", link)
        }

        /// The link as the gateway gave it, or would have given it, had its reply arrived.
        private func inviteLink(_ simulator: Simulator) async throws -> String {
            let replies = try await simulator.answers("/setapp/group").compactMap(\.self)
            let link = try #require(
                replies.last?.firstMatch(of: /https:\/\/chat\.whatsapp\.com\/[A-Za-z0-9]{22}/))
            return String(link.0)
        }

        /// Three seconds between two messages of the line: time enough to be killed in.
        private static func slow(_ workspace: TestWorkspace) throws {
            let file = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let paced = text.replacing("rate: free\n    delay: 0s", with: "rate: 1200/hour\n    delay: 0s")
            #expect(paced != text)
            try workspace.write("pregon.yaml", paced)
        }
    }
}
