import CampaignModel
import Ledger

/// Writes what an apply freezes, inside one transaction.
struct FreezeWriter {
    let database: any SQLTransaction
    let at: Instant

    func write(_ batch: FreezeBatch) throws {
        // Where new sends go together, nothing else can be written before they are there.
        var adding: NewSends?
        try batch.forEach { step in
            if case .add(let send) = step {
                let sends = try adding ?? NewSends(database: database, at: at)
                adding = sends
                return try sends.add(send)
            }
            try adding?.finish()
            adding = nil
            switch step {
            case .change(let change):
                let life = try SendRow.fetch(database, id: change.id).life.after(change.event, by: .plan)
                try SendRow.store(life, id: change.id, at: at, in: database)
            case .refreeze(let id, let event, let send): try refreeze(id: id, after: event, as: send)
            case .add: break
            }
        }
        try adding?.finish()
        try database.keepCancelled(at: at)
    }

    private func refreeze(id: Int64, after event: SendEvent, as send: FrozenSend) throws {
        let known = try SendRow.fetch(database, id: id)
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
        let content = send.content.canonicalBytes
        try database.execute(
            """
            UPDATE sends SET position = ?, line = ?, sender = ?, fingerprint = ?, content = ?,
                group_owner = ?, price = ?, currency = ?, frozen_at = ? WHERE id = ?
            """,
            [
                send.position, send.line, Int64(send.sender.digits), Fingerprint(ofBytes: content).bytes,
                content, send.groupOwner, send.price?.hundredths, send.price?.currency, at.milliseconds, id,
            ])
    }
}

/// New sends, in the order in which they are to go out. None may be there already: either the plan or the ledger would be
/// wrong, and nothing may be sent.
private struct NewSends {
    let database: any SQLTransaction
    let at: Instant
    private let writer: (any SQLRowWriter)?
    /// The highest number before them, where they are written together.
    private let before: Int64

    private static let columns = [
        "campaign", "revision", "occurrence", "message", "recipient", "position", "line", "sender",
        "fingerprint", "content", "group_owner", "price", "currency", "state", "frozen_at", "changed_at",
    ]
    private static let insertion = """
        INSERT INTO sends (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """

    init(database: any SQLTransaction, at: Instant) throws {
        self.database = database
        self.at = at
        before = try database.value("SELECT max(id) FROM sends") ?? 0
        writer = try database.rowWriter(into: "sends", columns: Self.columns)
    }

    func add(_ send: FrozenSend) throws {
        let recipient = SendRow.recipient(send.key.target)
        let content = send.content.canonicalBytes
        let row: [any SQLConvertible] = [
            send.key.campaign, send.key.revision, send.key.occurrence, send.key.message, recipient,
            send.position, send.line, Int64(send.sender.digits), Fingerprint(ofBytes: content).bytes,
            content, send.groupOwner, send.price?.hundredths, send.price?.currency, "planned",
            at.milliseconds, at.milliseconds,
        ]
        do {
            if let writer { return try writer.add(row) }
            // The index of keys alone could be damaged, and this person's send be missing from it. This is another one.
            let known: Int64? = try database.value(
                """
                SELECT id FROM sends\(database.dialect.indexedBy("sends_to_person"))
                WHERE recipient = ? AND campaign = ? AND revision = ? AND occurrence = ? AND message = ? LIMIT 1
                """,
                [recipient, send.key.campaign, send.key.revision, send.key.occurrence, send.key.message])
            guard known == nil else { throw contradiction(send.key.text(numbersInFull: false)) }
            try database.execute(Self.insertion, row)
        } catch is SQLConstraintViolation {
            throw contradiction(writer == nil ? send.key.text(numbersInFull: false) : Self.someSend)
        }
    }

    func finish() throws {
        guard let writer else { return }
        do {
            try writer.finish()
        } catch is SQLConstraintViolation {
            throw contradiction(Self.someSend)
        }
        guard before > 0 else { return }
        // As above: not by the index of keys, which texts made of two do not serve.
        let doubled = try database.row(
            """
            SELECT \(SendRow.columns) FROM sends s JOIN sends n ON n.recipient = s.recipient
                AND n.campaign || '' = s.campaign || '' AND n.revision + 0 = s.revision + 0
                AND n.occurrence || '' = s.occurrence || '' AND n.message || '' = s.message || ''
            WHERE s.id <= ?1 AND n.id > ?1 LIMIT 1
            """, [before])
        if let doubled {
            throw contradiction(
                try SendRow.send(doubled, place: database.place).key.text(numbersInFull: false))
        }
    }

    private static let someSend = "a send of this plan"

    private func contradiction(_ name: String) -> LedgerError {
        .damaged(
            place: database.place,
            detail: "\(name) looked as if nobody had sent it, but it is there already")
    }
}
