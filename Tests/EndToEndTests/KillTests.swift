import Foundation
import Testing

extension EndToEnd {
    /// `kill -9` at any moment: nothing twice, nothing lost, and what nobody can know is said to be in doubt.
    @Suite struct Kills {
        static let people = Campaigns.numbers(400)
        static let debtors = Campaigns.numbers(200, block: 2)
        static let wanted = 1000
        static let kills = 40

        @Test(.enabled(if: LedgerFile.isReadable))
        func `forty kills send nothing twice and lose nothing`() async throws {
            let seed = ProcessInfo.processInfo.environment["PREGON_KILL_SEED"].flatMap(UInt64.init)
            var random = KillDice(seed: seed ?? .random(in: 0 ... .max))
            print("kill test: PREGON_KILL_SEED=\(random.seed)")
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "8")
            defer { simulator.stop() }
            try workspace.add("pedidos", Campaigns.orders(), to: Self.people)
            try workspace.add("cobro", Campaigns.reminder(), to: Self.debtors)
            try await workspace.expect(0, "ledger", "init")

            var killed = 0
            var killedSending = 0
            var last: Ending?
            for _ in 0..<200 {
                let before = try simulator.count()
                let apply = try workspace.begin(["apply", "--auto-approve"])
                defer { apply.stop() }
                if killed < Self.kills {
                    try await random.wait(for: apply, sentBefore: before, simulator: simulator)
                    apply.signal(SIGKILL)
                }
                let ending = try await workspace.end(apply)
                guard ending.wasKilled else {
                    #expect(killed >= 30, "it was done after \(killed) kills: seed \(random.seed)")
                    last = ending
                    break
                }
                killed += 1
                if try simulator.count() > before { killedSending += 1 }
                // Every tenth time a look into the file before it is opened again for sending.
                if killed.isMultiple(of: 10) { try await workspace.expect(0, "ledger", "check") }
            }
            let ending = try #require(last, "it never came to an end")
            #expect(killedSending >= 10, "hardly a kill met a send: seed \(random.seed)")
            let doubts = try await auditWithDoubts(workspace, simulator, ending: ending)
            print("kill test: \(killed) kills, \(killedSending) while sending, \(doubts.count) in doubt")
            try await settle(doubts, workspace, simulator)
        }

        /// Compares ledger and log while some sends are in doubt; returns those.
        private func auditWithDoubts(
            _ workspace: TestWorkspace, _ simulator: Simulator, ending: Ending
        ) async throws -> [LedgerFile.Send] {
            let arrived = try arrivals(simulator)
            #expect(arrived.values.allSatisfy { $0.count == 1 }, "something was accepted twice")
            let sends = try await workspace.ledger.sends()
            #expect(
                Set(sends.map(key)) == Self.plannedKeys, "what is planned and what is in the ledger differ")
            #expect(sends.count == Self.wanted)
            var states: [String: Int] = [:]
            let doubtful = Set(sends.filter { $0.state == "in_doubt" }.map(\.recipient))
            for send in sends {
                states[send.state, default: 0] += 1
                let received = arrived[key(send)]
                switch send.state {
                case "accepted":
                    #expect(received?.count == 1, "accepted, but never received: \(key(send))")
                    // Contacto names the message; the identifier must be that of this very message.
                    if send.line == "cartera" { #expect(send.message_id == received?.first?.id) }
                case "in_doubt": #expect(send.reason?.isEmpty == false)
                case "planned":
                    #expect(received == nil, "received, but waiting: \(key(send))")
                    #expect(
                        send.message == "mapa" && doubtful.contains(send.recipient),
                        "waiting for nothing: \(key(send))")
                default: Issue.record("\(key(send)) is \(send.state): \(send.reason ?? "no reason")")
                }
            }
            let (accepted, doubts) = (states["accepted", default: 0], states["in_doubt", default: 0])
            let waiting = states["planned", default: 0]
            #expect(accepted + doubts + waiting == Self.wanted)
            #expect(doubts > 0, "no kill left a doubt: nothing was tested")
            // The last apply had nothing left to wait for but the doubts that kills had left before it.
            #expect(ending.verdict.contains(", 0 waiting of "), "\(ending)")
            if waiting > 0 {
                #expect(ending.verdict.contains("; \(waiting) wait until older doubts"), "\(ending)")
            }
            let status = try await workspace.expect(0, "status")
            #expect(status.verdict.contains("\(accepted) accepted"), "\(status)")
            #expect(status.verdict.contains("\(doubts) in doubt"), "\(status)")
            // Without a person's word nothing more happens.
            let received = try simulator.count()
            let again = try await workspace.run("apply", "--auto-approve")
            #expect(again.verdict.hasPrefix("Nothing to send."), "\(again)")
            #expect(try simulator.count() == received)
            return sends.filter { $0.state == "in_doubt" }
        }

        /// A person looks at the gateway and says what became of each; then everything is sent exactly once.
        private func settle(
            _ doubts: [LedgerFile.Send], _ workspace: TestWorkspace, _ simulator: Simulator
        ) async throws {
            let arrived = try arrivals(simulator)
            for send in doubts {
                let verdict = arrived[key(send)] == nil ? "failed" : "sent"
                try await workspace.expect(
                    0, "resolve", send.campaign, "--recipient", "\(send.recipient)", "--as", verdict)
            }
            try await workspace.expect(0, "apply", "--auto-approve", "--retry-failed")
            let states = try await workspace.ledger.states()
            #expect(states == ["accepted": Self.wanted])
            let received = try arrivals(simulator)
            #expect(Set(received.keys) == Self.plannedKeys)
            #expect(received.values.allSatisfy { $0.count == 1 }, "something was accepted twice")
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
            try expectNoSecrets(in: workspace.ledger)
        }

        // MARK: Keys

        private static let plannedKeys: Set<String> = {
            let orders = people.flatMap { ["pedidos/aviso/\($0)", "pedidos/mapa/\($0)"] }
            return Set(orders + debtors.map { "cobro/recordatorio/\($0)" })
        }()

        private func key(_ send: LedgerFile.Send) -> String {
            "\(send.campaign)/\(send.message)/\(send.recipient)"
        }

        private func arrivals(_ simulator: Simulator) throws -> [String: [Simulator.Accepted]] {
            let messages = [
                "text": "pedidos/aviso", "image": "pedidos/mapa", "template": "cobro/recordatorio",
            ]
            return Dictionary(grouping: try simulator.accepted()) { accepted in
                "\(messages[accepted.kind] ?? accepted.kind)/\(accepted.to)"
            }
        }

        private func expectNoSecrets(in ledger: LedgerFile) throws {
            let bytes = try ledger.bytes()
            for secret in ["demo-contacto", "AbCdEfGhIjKlMnOpQrSt"] {
                #expect(bytes.range(of: Data(secret.utf8)) == nil)
            }
        }
    }
}

/// Chooses the moments of the kills; the same seed chooses the same.
struct KillDice {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// Waits until a few more messages have arrived and some milliseconds more, or, one time in six, only for
    /// a moment during the program's start.
    mutating func wait(for apply: ChildProcess, sentBefore: Int, simulator: Simulator) async throws {
        guard next(6) != 0 else {
            return try await Task.sleep(for: .milliseconds(next(150)))
        }
        let target = sentBefore + next(36)
        try await eventually("\(target) messages have arrived") {
            try simulator.count() >= target || !apply.isRunning
        }
        // Microseconds, so that every step of a send of some milliseconds is met.
        try await Task.sleep(for: .microseconds(next(15_000)))
    }

    /// A number from 0 to below a limit (xorshift64*, Vigna 2016).
    private mutating func next(_ limit: UInt64) -> Int {
        state = state == 0 ? 1 : state
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % Int(limit)
    }
}
