import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func snapshot(of scope: CampaignScope) throws(LedgerError) -> LedgerSnapshot {
        try reading { database in
            basis.look(try database.freezeCount())
            var snapshot = try Self.surroundings(of: scope, database)
            try database.forEach(
                """
                SELECT \(SendRow.columns) FROM sends s
                WHERE campaign = ? AND revision = ? AND occurrence = ?
                """, [scope.campaign, scope.revision, scope.occurrence]
            ) { row in
                let send = try SendRow.send(row, place: place)
                snapshot.sends[.init(message: send.key.message, target: send.key.target)] = send
                return true
            }
            return snapshot
        }
    }

    /// Everything of a snapshot but the sends of the scope themselves.
    static func surroundings(of scope: CampaignScope, _ database: any SQLTransaction) throws
        -> LedgerSnapshot
    {
        var snapshot = LedgerSnapshot()
        snapshot.undelivered = try undelivered(in: scope, database)
        try database.forEach(
            """
            SELECT \(SendRow.columns) FROM sends s
            WHERE campaign = ? AND (revision <> ? OR occurrence <> ?) AND state = 'planned'
            ORDER BY id
            """, [scope.campaign, scope.revision, scope.occurrence]
        ) { row in
            snapshot.waitingElsewhere.append(WaitingSend(try SendRow.send(row, place: database.place)))
            return true
        }
        snapshot.highestRevision = try database.value(
            "SELECT max(revision) FROM sends WHERE campaign = ?", [scope.campaign])
        snapshot.group = try database.group(of: scope.campaign)
        let doubtful = try database.row(
            """
            SELECT \(SendRow.columns) FROM sends s
            WHERE campaign = ? AND recipient = 0 AND message = ? AND state IN ('inflight', 'in_doubt')
            """, [scope.campaign, SendKey.groupCreation])
        snapshot.doubtfulCreation = try doubtful.map { try SendRow.send($0, place: database.place) }
        snapshot.stop = try database.stop(.campaign(scope.campaign))
        let cancellation = try database.cancellation(of: scope.campaign)
        snapshot.cancellation = cancellation.flatMap { $0.holds(scope) ? $0 : nil }
        return snapshot
    }

    /// From the side of the evidence, which is empty where no webhooks are taken in.
    private static func undelivered(in scope: CampaignScope, _ database: any SQLTransaction) throws
        -> Set<LedgerSnapshot.Slot>
    {
        let rows = try database.rows(
            """
            SELECT s.message, s.recipient FROM evidence e \(database.dialect.leftFirstJoin) sends s ON s.id = e.send
            WHERE e.failed_at IS NOT NULL AND e.delivered_at IS NULL AND e.read_at IS NULL
                AND s.recipient <> 0 AND s.campaign = ? AND s.revision = ? AND s.occurrence = ?
            """, [scope.campaign, scope.revision, scope.occurrence])
        return Set(
            try rows.compactMap { row in
                let message: String = try row.at(0)
                return PhoneNumber(digits: UInt64(bitPattern: try row.at(1))).map {
                    .init(message: message, target: .person($0))
                }
            })
    }

    package func groupCreations(since: Instant) throws(LedgerError) -> [GroupCreation] {
        try reading { database in
            let rows = try database.rows(
                """
                SELECT campaign, line, sender, content FROM sends
                WHERE recipient = 0 AND message = ? AND (state = 'planned'
                    OR state IN ('accepted', 'inflight', 'in_doubt') AND last_attempt >= ?)
                ORDER BY id
                """, [SendKey.groupCreation, since.milliseconds])
            return try rows.compactMap { row in
                let stored: [UInt8] = try row.at(3)
                guard let sender = PhoneNumber(digits: UInt64(bitPattern: try row.at(2))),
                    case .groupCreation(let name, _, let members) = try SendContent(
                        canonicalBytes: stored)
                else { return nil }
                return GroupCreation(
                    campaign: try row.at(0), line: try row.at(1), sender: sender, name: name, members: members
                )
            }
        }
    }

    package func contacts(since: Instant, notIn scope: CampaignScope)
        throws(LedgerError) -> ContactMoments
    {
        try reading { database in
            var contacts = ContactMoments()
            try database.forEach(
                """
                SELECT recipient, max(last_attempt) FROM sends
                WHERE last_attempt > ? AND recipient <> 0 AND state IN ('accepted', 'inflight', 'in_doubt')
                    AND NOT (campaign = ? AND revision = ? AND occurrence = ?)
                GROUP BY recipient, campaign, revision, occurrence
                """, [since.milliseconds, scope.campaign, scope.revision, scope.occurrence]
            ) { row in
                guard let number = PhoneNumber(digits: UInt64(bitPattern: try row.at(0))) else { return true }
                contacts.append(number, try row.moment(1))
                return true
            }
            contacts.sort()
            return contacts
        }
    }

    package func content(ofSend id: Int64) throws(LedgerError) -> SendContent {
        try reading { database in
            let stored: [UInt8]? = try database.value("SELECT content FROM sends WHERE id = ?", [id])
            guard let stored else { throw LedgerError.notFound("send \(id)") }
            return try SendContent(canonicalBytes: stored)
        }
    }

    package func lastAttempt(of sender: PhoneNumber) throws(LedgerError) -> Instant? {
        try reading { database in
            let began: Int64? = try database.value(
                "SELECT max(began_wall) FROM attempts WHERE sender = ?", [Int64(sender.digits)])
            return began.map(Instant.init(milliseconds:))
        }
    }

    package func suppressedNumbers() throws(LedgerError) -> Set<PhoneNumber> {
        try reading { database in
            let numbers: [Int64] = try database.values("SELECT number FROM suppressions")
            return Set(numbers.compactMap { PhoneNumber(digits: UInt64(bitPattern: $0)) })
        }
    }

    package func freeze(_ batch: FreezeBatch, at: Instant) throws(LedgerError) {
        guard !batch.isEmpty else { return }
        let seen = basis.take()
        do {
            try transaction { database in
                try database.lock([.planning])
                let count = try database.freezeCount()
                guard seen == nil || seen == count else { throw LedgerError.changed(place: place) }
                try FreezeWriter(database: database, at: at).write(batch)
                try database.countFreeze()
                try database.advanceSerial()
            }
        } catch .forbidden where isShared {
            // What was to be changed has been sent meanwhile, by another runner.
            throw .changed(place: place)
        }
        try rememberIdentity()
    }
}
