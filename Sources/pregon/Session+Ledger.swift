import CampaignModel
import Foundation
import Ledger

/// The workspace's ledger: found, never made in passing.
extension Session {
    /// Where pregon.yaml says that it is.
    func ledgerPlace() throws -> LedgerPlace {
        try LedgerPlace(try resolve(workspace.ledger, what: "ledger"), folder: loaded.root.path)
    }

    /// The ledger if there is one; a lost, foreign or older one is an error, never "none".
    func existingLedger() throws -> (any LedgerStore)? {
        do {
            return try ledgerPlace().open(expected: workspace.ledgerID)
        } catch let error as LedgerError {
            if case .missing = error { return nil }
            throw error
        }
    }

    /// The ledger, which must be there.
    func ledgerOfRecord() throws -> any LedgerStore {
        guard let ledger = try existingLedger() else {
            throw LedgerError.missing(place: try ledgerPlace().name)
        }
        return ledger
    }

    /// The ledger for sending. A new one is made only if that is asked for.
    func ledgerForSending(makesNew: Bool, console: Console) throws -> any LedgerStore {
        let place = try ledgerPlace()
        if !makesNew { try refuseThrowAwayDisk(place) }
        if let ledger = try existingLedger() { return ledger }
        try refuseSecondLedger()
        if !makesNew {
            guard Console.isInteractive else { throw LedgerError.missing(place: place.name) }
            let question =
                "There is no ledger at \(place.name). A new one means that nobody has got anything yet. Create it?"
            guard console.confirms(question) else {
                throw Failure(.unreadable, "no ledger; nothing was sent")
            }
        }
        do {
            return try place.create()
        } catch LedgerError.exists {
            // Another program has made it in this very moment; which of the two sends is decided by the runner's role.
            return try ledgerOfRecord()
        }
    }

    /// Where pregon.yaml names its ledger, a new one would be another.
    func refuseSecondLedger() throws {
        guard let id = workspace.ledgerID else { return }
        throw Failure(
            .unreadable,
            """
            pregon.yaml names the ledger \(id), which is not there; a new one would be another. Put it back, or \
            remove `ledger_id` if it is lost for good and everybody may get everything again
            """)
    }

    /// In CI a file inside the checkout is gone after the job, and with it the knowledge of who got what.
    private func refuseThrowAwayDisk(_ place: LedgerPlace) throws {
        guard let ci = environment["CI"], !ci.isEmpty, ci != "false" else { return }
        guard case .file(let path) = place else { return }
        let checkout = WorkspaceFinder.checkout(of: loaded.root.path)
        guard path == checkout || path.hasPrefix(checkout + "/") else { return }
        throw Failure(
            .unreadable,
            """
            this is a CI job, and the ledger \(path) lies inside the checkout, which is thrown away afterwards: \
            the next job would send everything again. Keep it in PostgreSQL (`ledger: ${PREGON_LEDGER}`, with \
            `postgres://…` in that variable) or on a disk that stays, or pass --new-ledger if that is meant
            """)
    }
}
