import Foundation
import Glibc
import Ledger

/// The runner's role on this machine.
extension SQLiteLedger {
    package func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        let lock = try RunnerLock(ledger: path, description: description) { [weak self] in
            self?.journal.withLock { $0 = nil }
            // Best effort: the file beside the ledger only has to be no further than the ledger itself.
            try? self?.rememberIdentity()
        }
        try refuseSecondName()
        // A runner that was killed has not noted how far it came; from here on an older copy is refused.
        try rememberIdentity()
        try refuseDamage()
        let (journal, notes) = try takeInResults()
        self.journal.withLock { $0 = journal }
        return SQLiteLease(lock: lock, notes: notes)
    }

    /// The lock lies beside one name of the ledger; it would not be seen from another.
    private func refuseSecondName() throws(LedgerError) {
        var status = stat()
        // While a ledger is made, it has two names for a moment.
        for _ in 0..<20 {
            guard stat(path, &status) == 0, status.st_nlink > 1 else { return }
            usleep(10_000)
        }
        throw .linked(place: path, names: Int(status.st_nlink))
    }
}
