import Foundation
import Testing

extension EndToEnd {
    /// Each way in which a reply goes wrong, alone: whatever the program is told, nothing goes out twice, nothing
    /// is lost, and every send ends in a state with a reason.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct FaultKinds {
        struct Kind: CustomTestStringConvertible, Sendable {
            var name: String
            /// Whether the gateway has taken the message all the same (`pregon simulate --help`).
            var accepts: Bool
            /// What is sent on each gateway. A hang costs the program's whole time limit of 15 s, each one.
            var sends = 60

            var testDescription: String { name }
        }

        static let kinds = [
            Kind(name: "drop-before", accepts: false), Kind(name: "drop-after", accepts: true),
            Kind(name: "reset", accepts: true), Kind(name: "truncated", accepts: true),
            Kind(name: "html", accepts: false), Kind(name: "html-after", accepts: true),
            Kind(name: "500-before", accepts: false), Kind(name: "500-after", accepts: true),
            Kind(name: "redirect-307", accepts: false), Kind(name: "429", accepts: false),
            Kind(name: "hang", accepts: true, sends: 10),
        ]

        @Test(arguments: kinds)
        func `nothing twice, nothing lost, the sums equal`(kind: Kind) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated(
                "--fault", "0.3", "--faults", kind.name, sending: "  stop_after_failures: 1000\n")
            defer { simulator.stop() }
            let people = Campaigns.numbers(kind.sends)
            let debtors = Campaigns.numbers(kind.sends, block: 2)
            try workspace.add("avisos", Campaigns.notice("avisos"), to: people)
            try workspace.add("cobro", Campaigns.reminder(), to: debtors)
            try await workspace.expect(0, "ledger", "init")
            try await sendAll(workspace)

            let wanted = Set((Array(people) + Array(debtors)).map(String.init))
            let struck = try await simulator.counts().faults
            #expect(Array(struck.keys) == [kind.name])
            let faults = struck.values.reduce(0, +)
            #expect(faults >= 3, "hardly a request met the fault")
            let arrived = try arrivals(simulator)
            let sends = try await workspace.ledger.sends()
            #expect(Set(sends.map { String($0.recipient) }) == wanted)
            #expect(sends.count == wanted.count)
            for send in sends {
                let received = arrived[String(send.recipient)]?.count ?? 0
                switch send.state {
                case "accepted": #expect(received == 1, "accepted, but never received")
                case "in_doubt":
                    #expect(received == (kind.accepts ? 1 : 0), "\(send.reason ?? "")")
                    #expect(send.reason?.isEmpty == false)
                default: Issue.record("\(send.state) is no end: \(send.reason ?? "no reason")")
                }
            }
            let doubts = sends.filter { $0.state == "in_doubt" }
            // A 429 says that nothing was taken: the message goes out later, and nobody is in doubt. contacto is
            // asked a second time, and in doubt is only what this, too, did not settle.
            let probes = sends.filter { $0.line == "cartera" }.map { $0.attempts - 1 }.reduce(0, +)
            #expect(doubts.count == (kind.name == "429" ? 0 : faults - probes))
            let status = try await workspace.expect(0, "status")
            #expect(status.verdict.contains("\(sends.count - doubts.count) accepted"), "\(status)")

            // A person settles what is in doubt; then everybody has got it once.
            try await simulator.turn("fault?rate=0")
            let verdict = kind.accepts ? "sent" : "failed"
            for campaign in Set(doubts.map(\.campaign)) {
                try await workspace.expect(0, "resolve", campaign, "--as", verdict)
            }
            // The very last fault may have stopped a line, with nothing left that waited.
            for line in ["equipo", "cartera"] { try await workspace.run("resume", line) }
            try await workspace.run("apply", "--auto-approve", "--retry-failed")
            #expect(try await workspace.ledger.states() == ["accepted": wanted.count])
            let received = try arrivals(simulator)
            #expect(Set(received.keys) == wanted)
            #expect(try simulator.events().isEmpty, "a redirect was followed")
            #expect(try await simulator.counts().redirects_followed == 0)
        }

        /// Applies until nothing waits any more. What stopped a line is settled by a person each time.
        private func sendAll(_ workspace: TestWorkspace) async throws {
            for _ in 0..<100 {
                try await workspace.run("apply", "--auto-approve", within: 200)
                let states = try await workspace.ledger.states()
                #expect(states["inflight"] == nil)
                guard states["planned", default: 0] > 0 else { return }
                for line in ["equipo", "cartera"] { try await workspace.run("resume", line) }
            }
            Issue.record("it never came to an end")
        }

        /// What the gateways have accepted, by recipient; a message that came twice fails the test.
        private func arrivals(_ simulator: Simulator) throws -> [String: [Simulator.Accepted]] {
            let arrivals = Dictionary(grouping: try simulator.accepted(), by: \.to)
            #expect(arrivals.values.allSatisfy { $0.count == 1 }, "something was accepted twice")
            return arrivals
        }
    }
}
