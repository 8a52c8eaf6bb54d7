import Ledger
import Testing

/// What a store promises that only one runner works with at a time.
extension LedgerContract {
    package static let alone: [ContractCase] = [
        ContractCase("one runner at a time, and the second learns who it is") { scene in
            let lease = try scene.store.becomeRunner("pregon run, process 4711 on servidor")
            let other = try scene.bench.anotherConnection()
            let error = #expect(throws: LedgerError.self) { _ = try other.becomeRunner("me too") }
            guard case .held(_, let holder)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(holder == "pregon run, process 4711 on servidor")
            lease.release()
            lease.release()
            let next = try other.becomeRunner("short")
            let again = #expect(throws: LedgerError.self) { _ = try scene.store.becomeRunner("x") }
            guard case .held(_, "short")? = again else {
                Issue.record("an older, longer name shines through: \(String(describing: again))")
                return
            }
            next.release()
        }
    ]
}
