import CampaignModel
import Gateway
import Ledger
import LedgerSQLite
import Synchronization
import TestWorkspaces
import Testing

@testable import Execution

/// What a line does when the ledger does not let it, and what it has stored when the next request leaves.
@Suite struct LedgerPatienceTests {
    private let people: [(UInt64, String)] = (1...5).map { ($0, "Persona \($0)") }

    @Test func `a transaction that never gets its turn is given up with the ledger's own words`() {
        var tries = 0
        let error = #expect(throws: LedgerError.self) {
            try LineRun.patiently { () throws(LedgerError) in
                tries += 1
                throw .busy(place: "ledger.sqlite")
            }
        }
        #expect(error == .busy(place: "ledger.sqlite"))
        #expect(tries == LineRun.mostTries)
    }

    @Test func `one that gets its turn late is made once`() throws {
        var tries = 0
        let answer = try LineRun.patiently { () throws(LedgerError) -> Int in
            tries += 1
            guard tries == 3 else { throw .busy(place: "ledger.sqlite") }
            return 7
        }
        #expect((answer, tries) == (7, 3))
    }

    @Test func `any other error is not tried again`() {
        var tries = 0
        #expect(throws: LedgerError.staleToken) {
            try LineRun.patiently { () throws(LedgerError) in
                tries += 1
                throw .staleToken
            }
        }
        #expect(tries == 1)
    }

    @Test func `when a request leaves, every result before it is durable`() async throws {
        let bench = try TestBench()
        let ledger = bench.ledger
        let seen = Mutex<[[SendState: Int]]>([])
        let pass = Pass(bench) { _, _ in
            // A second connection, as another process would have.
            let tallies = try? SQLiteLedger.open(at: ledger.path, expected: nil).tallies(campaign: nil)
            let counts = (tallies ?? []).reduce(into: [:]) { $0[$1.state, default: 0] += $1.count }
            seen.withLock { $0.append(counts) }
            return .accepted
        }
        try await pass.apply([TestCampaigns.texts(to: people)])
        let expected = (0..<5).map { sent in
            [SendState.accepted: sent, .inflight: 1, .planned: 4 - sent].filter { $0.value > 0 }
        }
        #expect(seen.withLock { $0 } == expected)
    }

    @Test func `a pause that comes with a request on its way holds before the next`() async throws {
        let bench = try TestBench()
        let ledger = bench.ledger
        let pass = Pass(bench) { _, count in
            if count == 1 {
                try? ledger.stop(
                    Stop(
                        subject: .line("uno"), reason: "lunch", since: bench.now, until: nil, by: "ana"))
            }
            return .accepted
        }
        let result = try await pass.apply([TestCampaigns.texts(to: people)])
        #expect(pass.gateway.requests.count == 2)
        #expect(try pass.counts() == [.accepted: 2, .planned: 3])
        guard case .stopped? = result.endings["uno"] else {
            Issue.record("\(result.endings)")
            return
        }
    }
}
