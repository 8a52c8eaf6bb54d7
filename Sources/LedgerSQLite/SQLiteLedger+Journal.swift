import CampaignModel
import Foundation
import GRDB
import Glibc
import Ledger
import LedgerSQL

/// Results that the ledger's file could not take: they go to the journal beside it, and from there to the next runner.
extension SQLiteLedger {
    /// Puts a result that could not be stored into the journal; returns what is to be thrown.
    package func keep(_ result: AttemptResult, because error: LedgerError) -> LedgerError {
        switch error {
        case .io, .busy, .damaged: break
        // The ledger was read and refuses this result; it would refuse it later, too.
        default: return error
        }
        guard let journal = journal.withLock(\.self), journal.keep(result) else { return error }
        // Whoever was kept waiting tries again; if that is given up, the result is safe.
        if case .busy = error { return error }
        return .journaled(place: path, journal: journal.path, detail: error.detail)
    }

    /// After a claim whose commit failed: whatever the file holds then, its request was never made.
    package func noteUnsent(_ claimed: ClaimedSend, at: Instant, because error: LedgerError) {
        switch error {
        case .io, .damaged: _ = journal.withLock(\.self)?.keep(AttemptResult(unsent: claimed, at: at))
        default: break
        }
    }

    package func forget(_ result: AttemptResult) {
        journal.withLock { $0?.forget(token: result.token) }
    }

    // MARK: Taking in

    /// Results that wait in the journal for the next runner.
    package func waitingResults() throws(LedgerError) -> Int {
        try ResultJournal.contents(ofLedger: path).entries.count
    }

    /// Opens the journal for this runner and takes in what an earlier one has left there. Killed at any moment,
    /// it can be done again: what the ledger has already is recognised.
    func takeInResults() throws(LedgerError) -> (journal: ResultJournal, notes: [String]) {
        let id = try identity().id
        let contents = try ResultJournal.contents(ofLedger: path)
        var notes: [String] = []
        let foreign = contents.entries.filter { $0.ledger_id != id }
        if !foreign.isEmpty { notes.append(try setAside(foreign)) }
        let own = foreign.isEmpty ? contents.entries : []
        if foreign.isEmpty, contents.torn > 0 {
            notes.append(
                """
                \(contents.torn) result\(contents.torn == 1 ? "" : "s") beside the ledger cannot be read; what \
                was in flight then is in doubt
                """)
        }
        let journal = try ResultJournal(ledger: path, id: id)
        var taken = 0
        for entry in own {
            switch try takeIn(entry.result) {
            case .taken: taken += 1
            case .known: break
            case .refused(let note): notes.append(note)
            }
        }
        if taken > 0 {
            let (what, them) = taken == 1 ? ("1 result", "it") : ("\(taken) results", "them")
            notes.append(
                "\(what) of an earlier run taken in, which the ledger could not store then: \(them) first")
        }
        if !contents.isEmpty {
            try rememberIdentity()
            try journal.clear()
        }
        return (journal, notes)
    }

    private enum Intake {
        case taken
        /// The ledger has it already, or nothing is lost with it.
        case known
        case refused(String)
    }

    private func takeIn(_ result: AttemptResult) throws(LedgerError) -> Intake {
        do {
            try transaction { database in
                do {
                    try database.write(result)
                } catch is SQLConstraintViolation {
                    // Tried again at each start, it would keep everything from being sent for ever.
                    throw LedgerError.staleToken
                }
            }
            return .taken
        } catch {
            switch error {
            case .io, .busy, .damaged: throw error
            default: break
            }
        }
        return try reading { database in
            let outcome: String? = try database.value(
                "SELECT outcome FROM attempts WHERE id = ? AND send = ?", [result.attempt, result.send])
            if outcome == result.state.rawValue || result.state == .planned { return .known }
            let send = try? SendRow.fetch(database, id: result.send)
            let who = send?.key.text(numbersInFull: false) ?? "a send that it does not know"
            let standing = send.map { "; there it is \($0.life.state.title)" } ?? ""
            return .refused(
                """
                the ledger no longer waits for a result that an earlier run left beside it: \(who) was \
                \(result.state.title)\(standing)
                """)
        }
    }

    /// Another ledger's results are none of this one's, and not to be thrown away.
    private func setAside(_ entries: [ResultJournal.Entry]) throws(LedgerError) -> String {
        let other = entries.first?.ledger_id.prefix(8).filter { $0.isHexDigit } ?? ""
        let path = ResultJournal.path(ofLedger: path)
        var target = "\(path).of-\(other)"
        while FileManager.default.fileExists(atPath: target) { target += "-" }
        guard rename(path, target) == 0, ResultJournal.syncFolder(of: path) else {
            throw .io(place: path, detail: "the results of another ledger are there and cannot be moved away")
        }
        return """
            \(entries.count) result\(entries.count == 1 ? "" : "s") beside the ledger belong to another one \
            (\(other)…); they are kept in \(target)
            """
    }
}

extension LedgerError {
    /// What happened, without where and what to do.
    var detail: String {
        switch self {
        case .io(_, let detail), .damaged(_, let detail): detail
        default: description
        }
    }
}
