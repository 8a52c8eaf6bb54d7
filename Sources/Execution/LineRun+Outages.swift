import CampaignModel
import Ledger

/// A ledger on a server may be away for a while: nothing is sent until it is back, and no result is given up before.
extension LineRun {
    /// Seconds between two tries to reach it.
    static let outageInterval = 2.0
    /// Seconds after which a line gives up. What it had in flight is in doubt then.
    static let longestOutage = 300.0

    /// Does something with the ledger, again and again while its server is away.
    func throughOutages<Value>(_ body: () throws(LedgerError) -> Value) async throws(LedgerError) -> Value {
        var began: Instant?
        while true {
            do {
                let value = try body()
                if began != nil { executor.report(.ledgerBack(line: line.name)) }
                return value
            } catch .unreachable(let place, let detail) {
                let now = executor.clock.reading().wall
                if began == nil {
                    executor.report(
                        .ledgerAway(line: line.name, error: .unreachable(place: place, detail: detail)))
                }
                let since = began ?? now
                began = since
                guard now.seconds(since: since) < Self.longestOutage,
                    await isSlept(until: now.advanced(seconds: Self.outageInterval))
                else { throw .unreachable(place: place, detail: detail) }
            }
        }
    }

    /// False where the program is to end.
    private func isSlept(until moment: Instant) async -> Bool {
        do {
            try await executor.clock.sleep(until: moment)
            return true
        } catch {
            return false
        }
    }
}
