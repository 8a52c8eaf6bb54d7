import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func past(of scope: CampaignScope, onProgress: (_ done: Int, _ total: Int) -> Void)
        throws(LedgerError) -> LedgerPast
    {
        try reading { database in
            basis.look(try database.freezeCount())
            var past = LedgerPast()
            past.snapshot = try Self.surroundings(of: scope, database)
            try database.forEach(
                """
                SELECT \(SendRow.columns) FROM sends s
                WHERE campaign = ? AND revision = ? AND occurrence = ? AND recipient = 0
                """, [scope.campaign, scope.revision, scope.occurrence]
            ) { row in
                let send = try SendRow.send(row, place: place)
                past.snapshot.sends[.init(message: send.key.message, target: send.key.target)] = send
                return true
            }
            try Self.addPeople(of: scope, to: &past.people, database, onProgress)
            return past
        }
    }

    private static func addPeople(
        of scope: CampaignScope, to people: inout KnownSends, _ database: any SQLTransaction,
        _ onProgress: (_ done: Int, _ total: Int) -> Void
    ) throws {
        let arguments: [any SQLConvertible] = [scope.campaign, scope.revision, scope.occurrence]
        let all: Int64 = try database.value("SELECT max(id) FROM sends") ?? 0
        // By the index of keys each row costs a jump to its place in the table; a good part of the table is read sooner
        // from end to end.
        let share = all / 8
        let counted: Int64 =
            try database.value(
                """
                SELECT count(*) FROM (SELECT 1 FROM sends
                    WHERE campaign = ? AND revision = ? AND occurrence = ? LIMIT ?) AS part
                """, arguments + [share + 1]) ?? 0
        let isMost = counted > share
        if isMost { people.reserve(Int(all)) }
        let total = Int(isMost ? all : counted)
        try database.forEach(
            """
            SELECT recipient, id, fingerprint, message, line, position, state, permanent, reason
            FROM sends\(isMost ? database.dialect.endToEnd : "")
            WHERE campaign = ? AND revision = ? AND occurrence = ? AND recipient <> 0
            """, arguments
        ) { row in
            let id = try row.integer(1)
            guard let number = PhoneNumber(digits: UInt64(bitPattern: try row.integer(0))),
                let state = SendState(rawValue: try row.text(6))
            else {
                throw LedgerError.damaged(place: database.place, detail: "send \(id) cannot be read")
            }
            let standing = KnownSends.Standing(
                message: try row.text(3), line: try row.text(4), position: try row.at(5), state: state,
                reason: try row.at(8), isPermanent: try row.at(7))
            let isTaken = try row.withBytes(2) { fingerprint in
                people.append(to: number, id: id, standing: standing, fingerprint: fingerprint)
            }
            guard isTaken else {
                throw LedgerError.damaged(place: database.place, detail: "send \(id) cannot be read")
            }
            // From end to end, ids say how far the table was read.
            if people.count % 4_096 == 0 { onProgress(isMost ? Int(id) : people.count, total) }
            return true
        }
        people.sort()
    }
}
