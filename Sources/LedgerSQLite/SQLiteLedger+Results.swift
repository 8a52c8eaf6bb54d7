import CampaignModel
import Foundation
import GRDB
import Glibc
import Ledger

/// Results on their way into the ledger: at once, or by the journal beside it.
extension SQLiteLedger {
    package func settle(_ settlement: Settlement) throws(LedgerError) {
        let result = AttemptResult(settlement)
        do {
            try transaction { database in try write(result, in: database) }
        } catch {
            throw keep(result, because: error)
        }
        journal.withLock { $0?.forget(token: result.token) }
    }

    package func settle(
        _ settlement: Settlement, thenClaim request: ClaimRequest,
        decide: (ClaimCandidate) -> ClaimDecision
    ) throws(LedgerError) -> Result<ClaimAnswer, LedgerError> {
        let result = AttemptResult(settlement)
        var isClaiming = false
        var unsure: ClaimedSend?
        let answer: ClaimAnswer
        do {
            answer = try transaction { database in
                try write(result, in: database)
                isClaiming = true
                let answer = try ClaimSearch(database: database, path: path, request: request).run(decide)
                isClaiming = false
                if case .claimed(let claimed) = answer { unsure = claimed }
                return answer
            }
        } catch {
            if isClaiming {
                // What was rolled back took the result along, which is not to suffer from the next send.
                try settle(settlement)
                return .failure(error)
            }
            // The commit failed: of both, nobody knows whether the file holds them.
            let kept = keep(result, because: error)
            if let unsure { noteUnsent(unsure, at: request.clock().wall, because: error) }
            throw kept
        }
        journal.withLock { $0?.forget(token: result.token) }
        return .success(answer)
    }

    /// Puts a result that could not be stored into the journal; returns what is to be thrown.
    private func keep(_ result: AttemptResult, because error: LedgerError) -> LedgerError {
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
    func noteUnsent(_ claimed: ClaimedSend, at: Instant, because error: LedgerError) {
        switch error {
        case .io, .damaged: _ = journal.withLock(\.self)?.keep(AttemptResult(unsent: claimed, at: at))
        default: break
        }
    }

    /// Writes the end of an attempt, under its token, and what follows from it.
    func write(_ result: AttemptResult, in database: Database) throws {
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT \(SendRow.columns) FROM sends s WHERE s.id = ? AND s.state = 'inflight' AND s.token = ?
                    """), arguments: [result.send, result.token])
        guard let row else { throw LedgerError.staleToken }
        let send = try SendRow.send(row, path: path)
        let life = try send.life.after(result.event)
        try SendRow.store(life, id: send.id, at: result.at, in: database)
        try database.cachedStatement(
            sql: "UPDATE attempts SET ended_wall = ?, outcome = ?, http_status = ?, reply = ? WHERE id = ?"
        ).execute(arguments: [
            result.at.milliseconds, life.state.rawValue, result.httpStatus, result.reply, result.attempt,
        ])
        if let group = result.group { try Self.store(group, at: result.at, in: database) }
        for stop in result.stops { try Self.store(stop, in: database) }
        try countFailure(result, line: send.line, in: database)
        if life.state == .refused { try Self.suppressFollowers(of: send, at: result.at, in: database) }
        if life.state == .planned { try Self.keepCancelled(at: result.at, in: database) }
        // Webhooks are sometimes faster than the reply.
        try EvidenceWriter(database: database, path: path, stopAfterFailures: result.stopAfterFailures)
            .catchUp(send: send.id, life: life, at: result.at)
        try LedgerSchema.advanceSerial(database)
    }

    /// Counts consecutive failures of the line and stops it where they are too many.
    private func countFailure(_ result: AttemptResult, line: String, in database: Database) throws {
        guard let failed = result.countsAsFailure else { return }
        try database.cachedStatement(
            sql: """
                INSERT INTO failures (line, consecutive) VALUES (?1, ?2)
                ON CONFLICT (line) DO UPDATE SET consecutive = CASE WHEN ?2 THEN consecutive + 1 ELSE 0 END
                    WHERE ?2 OR consecutive > 0
                """
        ).execute(arguments: [line, failed ? 1 : 0])
        guard failed else { return }
        let consecutive = try Int.fetchOne(
            database, sql: "SELECT consecutive FROM failures WHERE line = ?", arguments: [line])
        if let consecutive, consecutive >= result.stopAfterFailures {
            try Self.store(
                Stop(
                    subject: .line(line), reason: "\(consecutive) sends failed one after the other",
                    since: result.at, until: nil), in: database)
        }
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
                    try write(result, in: database)
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
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
            let outcome = try String.fetchOne(
                database, sql: "SELECT outcome FROM attempts WHERE id = ? AND send = ?",
                arguments: [result.attempt, result.send])
            if outcome == result.state.rawValue || result.state == .planned { return .known }
            let send = try? SendRow.fetch(database, id: result.send, path: path)
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
