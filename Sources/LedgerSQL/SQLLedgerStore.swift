import CampaignModel
import Ledger

/// A store whose transactions are SQL. What it brings is named here; the rest of `LedgerStore` follows from it.
package protocol SQLLedgerStore: LedgerStore {
    /// Where the ledger is, as errors name it.
    var place: String { get }

    /// A transaction that only reads, and sees the ledger as it is at one moment.
    func reading<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value

    /// A transaction that has happened whole, durably, when this returns.
    func transaction<Value>(_ body: (any SQLTransaction) throws -> Value) throws(LedgerError) -> Value

    /// Notes how far the ledger has come, after what must not be forgotten, where that is kept apart from it.
    func rememberIdentity() throws(LedgerError)

    /// Puts a result that could not be stored into safety, where the store can; returns what is to be thrown.
    func keep(_ result: AttemptResult, because error: LedgerError) -> LedgerError

    /// Whatever became of a claim whose commit failed: its request was never made.
    func noteUnsent(_ claimed: ClaimedSend, at: Instant, because error: LedgerError)

    /// A result that was kept is in the ledger now.
    func forget(_ result: AttemptResult)

    /// What the store's own look at its structure finds; each string is one thing that is wrong.
    func structuralDamage() throws(LedgerError) -> [String]
}
