import CampaignModel
import Ledger

/// Results on their way into the ledger.
extension SQLLedgerStore {
    package func settle(_ settlement: Settlement) throws(LedgerError) {
        let result = AttemptResult(settlement)
        do {
            try transaction { database in try database.write(result) }
        } catch {
            throw keep(result, because: error)
        }
        forget(result)
    }

    package func holds(_ settlement: Settlement) throws(LedgerError) -> Bool {
        let result = AttemptResult(settlement)
        return try reading { database in
            let outcome: String? = try database.value(
                "SELECT outcome FROM attempts WHERE id = ? AND send = ? AND ended_wall = ?",
                [result.attempt, result.send, result.at.milliseconds])
            return outcome == result.state.rawValue
        }
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
                // In the order of every claim, or two runners would wait for each other: the sender, then the person.
                try database.lockAhead([.sender(Int64(request.sender.digits))])
                try database.write(result)
                isClaiming = true
                let answer = try ClaimSearch(database: database, request: request).run(decide)
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
        forget(result)
        return .success(answer)
    }
}

extension SQLTransaction {
    /// Writes the end of an attempt, under its token, and what follows from it.
    package func write(_ result: AttemptResult) throws {
        // Its webhooks and the person's answer may be taken in at this very moment: one of the two sees the other. Who
        // takes them in locks the send last, too.
        if !dialect.forChange.isEmpty,
            let recipient: Int64 = try value("SELECT recipient FROM sends WHERE id = ?", [result.send])
        {
            try lockAhead(result.subjects(recipient: recipient))
        }
        let row = try row(
            """
            SELECT \(SendRow.columns) FROM sends s WHERE s.id = ? AND s.state = 'inflight' AND s.token = ?
            """ + dialect.forChange, [result.send, result.token])
        guard let row else { throw LedgerError.staleToken }
        let send = try SendRow.send(row, place: place)
        let life = try send.life.after(result.event)
        try SendRow.store(life, id: send.id, at: result.at, in: self)
        try executeAhead(
            "UPDATE attempts SET ended_wall = ?, outcome = ?, http_status = ?, reply = ? WHERE id = ?",
            [
                result.at.milliseconds, life.state.rawValue, result.httpStatus, result.reply, result.attempt,
            ])
        if let group = result.group { try store(group, at: result.at) }
        for stop in result.stops { try store(stop) }
        try countFailure(result, line: send.line)
        if life.state == .refused { try suppressFollowers(of: send, at: result.at) }
        if life.state == .planned { try keepCancelled(at: result.at) }
        // Webhooks are sometimes faster than the reply.
        try EvidenceWriter(database: self, stopAfterFailures: result.stopAfterFailures)
            .catchUp(send: send.id, life: life, at: result.at)
        try advanceSerial()
    }

    /// Counts consecutive failures of the line and stops it where they are too many.
    private func countFailure(_ result: AttemptResult, line: String) throws {
        guard let failed = result.countsAsFailure else { return }
        try executeAhead(
            """
            INSERT INTO failures (line, consecutive) VALUES (?1, ?2)
            ON CONFLICT (line) DO UPDATE
                SET consecutive = CASE WHEN ?2 <> 0 THEN failures.consecutive + 1 ELSE 0 END
                WHERE ?2 <> 0 OR failures.consecutive > 0
            """, [line, failed ? 1 : 0])
        guard failed else { return }
        let consecutive: Int? = try value("SELECT consecutive FROM failures WHERE line = ?", [line])
        if let consecutive, consecutive >= result.stopAfterFailures {
            try store(
                Stop(
                    subject: .line(line), reason: "\(consecutive) sends failed one after the other",
                    since: result.at, until: nil))
        }
    }
}

extension AttemptResult {
    /// What nobody else may write of meanwhile.
    fileprivate func subjects(recipient: Int64) -> [LedgerLock] {
        var subjects = [LedgerLock.recipient(recipient)]
        switch event {
        case .accepted(let messageID), .doubted(_, let messageID):
            if let messageID { subjects.append(.message(messageID)) }
        default: break
        }
        return subjects
    }
}
