import Foundation
import Synchronization
import Testing

extension EndToEnd {
    /// Every write and every sync of an apply fails once, and for good: nobody gets anything twice, nothing that the
    /// gateway took is lost, and the program says what is wrong.
    ///
    /// A dozen places by seed; `PREGON_FAULTS=all` walks all of them in parts (half an hour and more).
    @Suite(.enabled(if: LedgerFile.isReadable)) struct FaultWalk {
        struct Fault: Sendable, CustomStringConvertible {
            var kind: FaultyDisk.Kind
            var number: Int

            var description: String { "\(kind.rawValue) at change \(number)" }
        }

        /// What the walk has seen, for whoever runs all of it.
        private struct Figures {
            var faults = 0
            var silent = 0
            var kept = 0
            var doubts = 0
        }

        private static let isWhole = ProcessInfo.processInfo.environment["PREGON_FAULTS"] == "all"
        private static let parts = isWhole ? 80 : 1
        private static let sum = Mutex(Figures())

        @Test(arguments: 0..<parts)
        func `a failing disk sends nothing twice, loses nothing, and is spoken of`(part: Int) async throws {
            let scratch = try TestWorkspace()
            let disk = try await FaultyDisk(scratch: scratch.scratch)
            let simulator = try await Simulator.start(in: scratch.scratch, ["--balance", "999999999"])
            defer { simulator.stop() }
            let calm = try await Self.apply(block: 0, simulator, disk.environment(.onceEIO, at: 0))
            #expect(calm.ending.status == 0, "\(calm.ending)")
            let changes = disk.changes()
            // Making the ledger, its journal, freezing, and a commit for each of six sends.
            #expect(changes.count > 60, "the shim sees hardly anything: \(changes)")
            #expect(changes.contains { $0.contains("fsync ledger.sqlite") })
            var figures = Figures()
            for (index, fault) in Self.faults(part, upTo: changes.count).enumerated() {
                try await walk(fault, block: index + 1, simulator, disk, &figures)
            }
            let sum = Self.sum.withLock { sum in
                sum.faults += figures.faults
                sum.silent += figures.silent
                sum.kept += figures.kept
                sum.doubts += figures.doubts
                return sum
            }
            print(
                """
                fault walk: \(changes.count) changes, \(sum.faults) faults so far: \(sum.silent) without \
                consequence, \(sum.kept) times results kept beside the ledger, \(sum.doubts) sends in doubt
                """)
        }

        private static func faults(_ part: Int, upTo count: Int) -> [Fault] {
            if isWhole {
                let all = FaultyDisk.Kind.allCases.flatMap { kind in
                    (1...count).map { Fault(kind: kind, number: $0) }
                }
                return all.enumerated().filter { $0.offset % parts == part }.map(\.element)
            }
            let seed = ProcessInfo.processInfo.environment["PREGON_FAULT_SEED"].flatMap(UInt64.init)
            var random = SeededDice(seed: seed ?? 20_261_121)
            print("fault walk: PREGON_FAULT_SEED=\(random.seed)")
            return FaultyDisk.Kind.allCases.flatMap { kind in
                (0..<3).map { third in
                    // From each third of the apply, so that starting, freezing and sending are met.
                    Fault(kind: kind, number: 1 + third * count / 3 + random.next(count / 3))
                }
            }
        }

        // MARK: One fault

        private func walk(
            _ fault: Fault, block: Int, _ simulator: Simulator, _ disk: FaultyDisk, _ figures: inout Figures
        ) async throws {
            let (workspace, ending) = try await Self.apply(
                block: block, simulator, disk.environment(fault.kind, at: fault.number))
            figures.faults += 1
            let change = disk.changes().dropFirst(fault.number - 1).first ?? "none"
            let place = "\(fault) (\(change))"
            #expect(!ending.wasKilled && [0, 65].contains(ending.status), "\(place): \(ending)")
            if ending.status == 0 {
                figures.silent += 1
                #expect(
                    ending.verdict.contains("6 sent, 0 failed, 0 in doubt, 0 waiting"), "\(place): \(ending)")
            } else {
                #expect(ending.stderr.contains(".pregon/ledger.sqlite"), "\(place): \(ending)")
                let remedies = ["then try again", "pregon ledger", "--new-ledger"]
                #expect(remedies.contains { ending.stderr.contains($0) }, "\(place): \(ending)")
            }
            // The disk is mended.
            let after = try await workspace.run("apply", "--auto-approve", "--new-ledger")
            #expect(!after.wasKilled && [0, 1].contains(after.status), "\(place), then: \(after)")
            if after.stderr.contains("of an earlier run taken in") { figures.kept += 1 }
            let doubts = try await audit(workspace, simulator, block: block, place: place)
            figures.doubts += doubts
            #expect(
                doubts <= (fault.kind.keepsResults ? 0 : 2),
                "\(place): \(doubts) in doubt\n\(ending)\n\(after)")
            let check = try await workspace.run("ledger", "check")
            #expect(check.verdict.hasSuffix(": sound."), "\(place): \(check)")
        }

        /// The gateway's log against the ledger; returns how many are in doubt.
        private func audit(_ workspace: TestWorkspace, _ simulator: Simulator, block: Int, place: String)
            async throws -> Int
        {
            let people = Set((Array(Self.team(block)) + Array(Self.debtors(block))).map(String.init))
            let arrived = Dictionary(
                grouping: try simulator.accepted().filter { people.contains($0.to) }, by: \.to)
            let sends = try await workspace.ledger.sends()
            #expect(Set(sends.map { String($0.recipient) }) == people, "\(place)")
            #expect(sends.count == people.count, "\(place)")
            for send in sends {
                let received = arrived[String(send.recipient)]?.count ?? 0
                #expect(received <= 1, "twice: \(place)")
                switch send.state {
                case "accepted": #expect(received == 1, "accepted, but never received: \(place)")
                case "in_doubt": #expect(send.reason?.isEmpty == false, "\(place)")
                default:
                    Issue.record("\(send.state) (\(send.reason ?? "-")), received \(received): \(place)")
                }
            }
            return sends.count { $0.state == "in_doubt" }
        }

        /// Six people on two lines, and one apply that makes the ledger.
        private static func apply(block: Int, _ simulator: Simulator, _ environment: [String: String])
            async throws -> (workspace: TestWorkspace, ending: Ending)
        {
            let workspace = try TestWorkspace(origin: simulator.origin)
            try workspace.add("avisos", Campaigns.notice("avisos"), to: team(block))
            try workspace.add("cobro", Campaigns.reminder(), to: debtors(block))
            let ending = try await workspace.run(
                "apply", "--auto-approve", "--new-ledger", environment: environment)
            return (workspace, ending)
        }

        /// Nobody of one block is in another.
        private static func team(_ block: Int) -> Range<Int> {
            let first = 573_001_000_000 + 10 * block
            return first..<(first + 3)
        }

        private static func debtors(_ block: Int) -> Range<Int> {
            let first = 573_002_000_000 + 10 * block
            return first..<(first + 3)
        }
    }
}

/// xorshift64* (Vigna 2016): the same seed chooses the same.
struct SeededDice {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed == 0 ? 1 : seed
    }

    /// A number from 0 to below a limit.
    mutating func next(_ limit: Int) -> Int {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % max(1, limit)
    }
}
