import CampaignModel
import Foundation
import GRDB
import Ledger

extension SQLiteLedger {
    package func snapshot(of scope: CampaignScope) throws(LedgerError) -> LedgerSnapshot {
        try reading { database in
            var snapshot = LedgerSnapshot()
            let current = try Row.fetchCursor(
                try database.cachedStatement(
                    sql: """
                        SELECT \(SendRow.columns) FROM sends s
                        WHERE campaign = ? AND revision = ? AND occurrence = ?
                        """), arguments: [scope.campaign, scope.revision, scope.occurrence])
            while let row = try current.next() {
                let send = try SendRow.send(row, path: path)
                snapshot.sends[.init(message: send.key.message, target: send.key.target)] = send
            }
            snapshot.undelivered = try Self.undelivered(in: scope, database)
            let elsewhere = try Row.fetchCursor(
                try database.cachedStatement(
                    sql: """
                        SELECT \(SendRow.columns) FROM sends s
                        WHERE campaign = ? AND (revision <> ? OR occurrence <> ?) AND state = 'planned'
                        ORDER BY id
                        """), arguments: [scope.campaign, scope.revision, scope.occurrence])
            while let row = try elsewhere.next() {
                snapshot.waitingElsewhere.append(try SendRow.send(row, path: path))
            }
            snapshot.highestRevision = try Int.fetchOne(
                try database.cachedStatement(sql: "SELECT max(revision) FROM sends WHERE campaign = ?"),
                arguments: [scope.campaign])
            snapshot.group = try Self.group(of: scope.campaign, in: database)
            let doubtful = try Row.fetchOne(
                try database.cachedStatement(
                    sql: """
                        SELECT \(SendRow.columns) FROM sends s
                        WHERE campaign = ? AND recipient = 0 AND message = ? AND state IN ('inflight', 'in_doubt')
                        """), arguments: [scope.campaign, SendKey.groupCreation])
            snapshot.doubtfulCreation = try doubtful.map { try SendRow.send($0, path: path) }
            snapshot.stop = try Self.stop(.campaign(scope.campaign), in: database)
            let cancellation = try Self.cancellation(of: scope.campaign, in: database)
            snapshot.cancellation = cancellation.flatMap { $0.holds(scope) ? $0 : nil }
            return snapshot
        }
    }

    /// From the side of the evidence, which is empty where no webhooks are taken in.
    private static func undelivered(in scope: CampaignScope, _ database: Database) throws
        -> Set<LedgerSnapshot.Slot>
    {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT s.message, s.recipient FROM evidence e CROSS JOIN sends s ON s.id = e.send
                    WHERE e.failed_at IS NOT NULL AND e.delivered_at IS NULL AND e.read_at IS NULL
                        AND s.recipient <> 0 AND s.campaign = ? AND s.revision = ? AND s.occurrence = ?
                    """), arguments: [scope.campaign, scope.revision, scope.occurrence])
        return Set(
            rows.compactMap { row in
                let number: Int64 = row[1]
                return PhoneNumber(digits: UInt64(bitPattern: number)).map {
                    .init(message: row[0], target: .person($0))
                }
            })
    }

    package func twins(_ search: TwinSearch) throws(LedgerError) -> [SendTarget: String] {
        try reading { database in
            var twins: [SendTarget: String] = [:]
            let statement = try database.makeStatement(
                sql: """
                    SELECT campaign FROM sends
                    WHERE recipient = ?1 AND fingerprint = ?2 AND group_owner IS ?9
                        AND (campaign <> ?3 OR revision = ?4 AND (occurrence = ?8) <> (?5 = ?8))
                        AND (campaign = ?3 OR ?6 IS NOT NULL)
                        AND (state = 'planned' OR state IN ('accepted', 'inflight', 'in_doubt')
                            AND last_attempt >= CASE WHEN campaign <> ?3 THEN ?6 ELSE ?7 END)
                    ORDER BY last_attempt DESC LIMIT 1
                    """)
            for item in search.items where twins[item.target] == nil {
                twins[item.target] = try String.fetchOne(
                    statement,
                    arguments: [
                        SendRow.recipient(item.target), Data(item.fingerprint.bytes), search.scope.campaign,
                        search.scope.revision, search.scope.occurrence, search.others?.milliseconds,
                        search.own.milliseconds, SendKey.once, item.groupOwner,
                    ])
            }
            return twins
        }
    }

    package func groupCreations(since: Instant) throws(LedgerError) -> [GroupCreation] {
        try reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT campaign, line, sender, content FROM sends
                    WHERE recipient = 0 AND message = ? AND (state = 'planned'
                        OR state IN ('accepted', 'inflight', 'in_doubt') AND last_attempt >= ?)
                    ORDER BY id
                    """, arguments: [SendKey.groupCreation, since.milliseconds])
            return try rows.compactMap { row in
                let stored: Data = try row.at(3)
                guard let sender = PhoneNumber(digits: UInt64(bitPattern: try row.at(2))),
                    case .groupCreation(let name, _, let members) = try SendContent(
                        canonicalBytes: Array(stored))
                else { return nil }
                return GroupCreation(
                    campaign: try row.at(0), line: try row.at(1), sender: sender, name: name, members: members
                )
            }
        }
    }

    package func contacts(since: Instant, notIn scope: CampaignScope)
        throws(LedgerError) -> [PhoneNumber: [Instant]]
    {
        try reading { database in
            var contacts: [PhoneNumber: [Instant]] = [:]
            let rows = try Row.fetchCursor(
                try database.cachedStatement(
                    sql: """
                        SELECT recipient, max(last_attempt) FROM sends
                        WHERE last_attempt > ? AND recipient <> 0 AND state IN ('accepted', 'inflight', 'in_doubt')
                            AND NOT (campaign = ? AND revision = ? AND occurrence = ?)
                        GROUP BY recipient, campaign, revision, occurrence
                        """),
                arguments: [since.milliseconds, scope.campaign, scope.revision, scope.occurrence])
            while let row = try rows.next() {
                guard let number = PhoneNumber(digits: UInt64(bitPattern: try row.at(0))) else { continue }
                contacts[number, default: []].append(try row.moment(1))
            }
            return contacts
        }
    }

    package func content(ofSend id: Int64) throws(LedgerError) -> SendContent {
        try reading { database in
            let stored = try Data.fetchOne(
                try database.cachedStatement(sql: "SELECT content FROM sends WHERE id = ?"), arguments: [id])
            guard let stored else { throw LedgerError.notFound("send \(id)") }
            return try SendContent(canonicalBytes: Array(stored))
        }
    }

    package func lastAttempt(of sender: PhoneNumber) throws(LedgerError) -> Instant? {
        try reading { database in
            try Int64.fetchOne(
                try database.cachedStatement(sql: "SELECT max(began_wall) FROM attempts WHERE sender = ?"),
                arguments: [Int64(sender.digits)]
            ).map(Instant.init(milliseconds:))
        }
    }

    package func suppressedNumbers() throws(LedgerError) -> Set<PhoneNumber> {
        try reading { database in
            let numbers = try Int64.fetchAll(
                try database.cachedStatement(sql: "SELECT number FROM suppressions"))
            return Set(numbers.compactMap { PhoneNumber(digits: UInt64(bitPattern: $0)) })
        }
    }

    package func freeze(_ batch: FreezeBatch, at: Instant) throws(LedgerError) {
        guard !batch.isEmpty else { return }
        try transaction { database in
            for change in batch.changed {
                let life = try SendRow.fetch(database, id: change.id, path: path).life
                    .after(change.event, by: .plan)
                try SendRow.store(life, id: change.id, at: at, in: database)
            }
            for (id, event, send) in batch.refrozen {
                let known = try SendRow.fetch(database, id: id, path: path)
                // The content of one person must never get under the number of another.
                guard known.key == send.key else {
                    throw LedgerError.notFound("send \(id) of \(send.key.text(numbersInFull: false))")
                }
                let life = try known.life.after(event, by: .plan)
                guard life.state == .planned else {
                    throw ForbiddenTransition(
                        state: known.life.state, event: "\(event.name) with a new content")
                }
                try SendRow.store(life, id: id, at: at, in: database)
                try Self.refreeze(id: id, as: send, at: at, in: database)
            }
            for send in batch.added { try add(send, at: at, in: database) }
            try Self.keepCancelled(at: at, in: database)
            try LedgerSchema.advanceSerial(database)
        }
        try rememberIdentity()
    }

    private func add(_ send: FrozenSend, at: Instant, in database: Database) throws {
        let recipient = SendRow.recipient(send.key.target)
        // The index of keys alone could be damaged, and this person's send be missing from it. This is another one.
        let known = try Int64.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT id FROM sends INDEXED BY sends_to_person WHERE recipient = ? AND campaign = ?
                        AND revision = ? AND occurrence = ? AND message = ? LIMIT 1
                    """),
            arguments: [
                recipient, send.key.campaign, send.key.revision, send.key.occurrence, send.key.message,
            ])
        guard known == nil else { throw contradiction(send.key) }
        let content = send.content.canonicalBytes
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO sends (campaign, revision, occurrence, message, recipient, position, line, sender,
                    fingerprint, content, group_owner, price, currency, state, frozen_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)
                """)
        do {
            try statement.execute(arguments: [
                send.key.campaign, send.key.revision, send.key.occurrence, send.key.message, recipient,
                send.position, send.line, Int64(send.sender.digits),
                Data(Fingerprint(ofBytes: content).bytes),
                Data(content), send.groupOwner, send.price?.hundredths, send.price?.currency,
                at.milliseconds, at.milliseconds,
            ])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw contradiction(send.key)
        }
    }

    /// What a plan took for new is there: either the plan or the file is wrong, and nothing may be sent.
    private func contradiction(_ key: SendKey) -> LedgerError {
        .damaged(
            place: path,
            detail:
                "\(key.text(numbersInFull: false)) looked as if nobody had sent it, but it is there already")
    }

    private static func refreeze(id: Int64, as send: FrozenSend, at: Instant, in database: Database) throws {
        let content = send.content.canonicalBytes
        let statement = try database.cachedStatement(
            sql: """
                UPDATE sends SET position = ?, line = ?, sender = ?, fingerprint = ?, content = ?,
                    group_owner = ?, price = ?, currency = ?, frozen_at = ? WHERE id = ?
                """)
        try statement.execute(arguments: [
            send.position, send.line, Int64(send.sender.digits), Data(Fingerprint(ofBytes: content).bytes),
            Data(content), send.groupOwner, send.price?.hundredths, send.price?.currency, at.milliseconds, id,
        ])
    }
}
