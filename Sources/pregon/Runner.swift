import Execution
import Foundation
import Ledger
import Reporting

/// This process as the one that sends: it holds the ledger's runner's role until the lease is released.
struct Runner {
    let ledger: any LedgerStore
    let lease: any RunnerLease
    /// Sends that an earlier run had in flight when it ended in the middle; they are in doubt now.
    let lost: Int

    init(_ session: Session, makesNew: Bool, command: String, clock: any ExecutionClock, console: Console)
        throws
    {
        try self.init(
            try session.ledgerForSending(makesNew: makesNew, console: console), command: command,
            clock: clock, console: console)
    }

    init(_ ledger: any LedgerStore, command: String, clock: any ExecutionClock, console: Console) throws {
        self.ledger = ledger
        let since = Date.now.formatted(.iso8601)
        let host = ProcessInfo.processInfo.hostName
        lease = try ledger.becomeRunner("pregon \(command), process \(getpid()) on \(host), since \(since)")
        for note in lease.notes { console.note(note) }
        lost = try ledger.recover(at: clock.reading().wall)
        if lost > 0 {
            console.note(
                "\(Words.count(lost, "send")) of a run that ended in the middle: in doubt; see `pregon status`"
            )
        }
    }
}
