import CampaignModel
import Ledger
import LedgerSQL
import LedgerSQLite
import Synchronization

/// A ledger on a server that can be away: a file's, between which and the program connections break at will. Others may
/// work with it, as with every ledger on a server.
final class DistantLedger: SQLLedgerStore {
    enum Break: Sendable {
        /// Before anything has happened.
        case before
        /// When it had happened, and nobody heard of it.
        case after
    }

    let base: SQLiteLedger
    let basis = PlanBasis()
    let place = "postgres://db.example.com/pregon"
    var isShared: Bool { true }
    /// What becomes of the transaction of that number, from 1 on; nil: nothing.
    private let breaks: @Sendable (Int) -> Break?
    /// What happens between the commit of the transaction of that number and its coming back.
    private let onCommit: @Sendable (Int) -> Void
    private let count = Mutex(0)

    init(
        _ base: SQLiteLedger, breaks: @escaping @Sendable (Int) -> Break?,
        onCommit: @escaping @Sendable (Int) -> Void
    ) {
        self.base = base
        self.breaks = breaks
        self.onCommit = onCommit
    }

    private var gone: LedgerError { .unreachable(place: place, detail: "the connection was refused") }

    func transaction<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let broken = breaks(number)
        if broken == .before { throw gone }
        let value = try base.transaction(body)
        onCommit(number)
        if broken == .after { throw gone }
        return value
    }

    func reading<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value {
        try base.reading(body)
    }

    func identity() throws(LedgerError) -> LedgerIdentity { try base.identity() }
    func planKey() throws(LedgerError) -> [UInt8] { try base.planKey() }
    func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        try base.becomeRunner(description)
    }
    func rememberIdentity() throws(LedgerError) {}
    func keep(_ result: AttemptResult, because error: LedgerError) -> LedgerError { error }
    func noteUnsent(_ claimed: ClaimedSend, at: Instant, because error: LedgerError) {}
    func forget(_ result: AttemptResult) {}
    func structuralDamage() throws(LedgerError) -> [String] { [] }
    func refuseDamage() throws(LedgerError) {}
    func waitingResults() throws(LedgerError) -> Int { 0 }
}
