import CampaignModel
import Ledger

extension SQLLedgerStore {
    package func twins(_ search: TwinSearch) throws(LedgerError) -> [SendTarget: String] {
        try reading { database in
            var twins: [SendTarget: String] = [:]
            var left = search.items[...]
            while !left.isEmpty {
                let count = TwinQuery.sizes.first { $0 <= left.count } ?? 1
                let items = left.prefix(count)
                left = left.dropFirst(count)
                let found = try database.rows(
                    TwinQuery.texts[count] ?? TwinQuery.text(count), TwinQuery.values(items, of: search))
                // Of a person's contents the first that has a twin counts.
                let campaigns = Dictionary(
                    try found.map { (Int(try $0.at(0) as Int64), try $0.at(1) as String) }
                ) { first, _ in first }
                for (number, item) in items.enumerated() where twins[item.target] == nil {
                    twins[item.target] = campaigns[number]
                }
            }
            return twins
        }
    }
}

/// Asks for many contents by one statement: to a server each statement is a journey.
private enum TwinQuery {
    /// How many contents a statement asks for; texts that differ would have the server prepare each.
    static let sizes = [128, 8, 1]
    static let texts = Dictionary(uniqueKeysWithValues: sizes.map { ($0, text($0)) })

    static func text(_ count: Int) -> String {
        let rows = (0..<count).map { "(\($0), ?\(3 * $0 + 7), ?\(3 * $0 + 8), ?\(3 * $0 + 9))" }
        return """
            WITH items (number, recipient, fingerprint, owner) AS (VALUES \(rows.joined(separator: ", ")))
            SELECT number, campaign FROM (
                SELECT i.number AS number, (
                    SELECT s.campaign FROM sends s
                    WHERE s.recipient = i.recipient AND s.fingerprint = i.fingerprint
                        AND s.group_owner IS NOT DISTINCT FROM nullif(i.owner, '')
                        AND (s.campaign <> ?1 OR s.revision = ?2 AND (s.occurrence = ?6) <> (?3 = ?6))
                        AND (s.campaign = ?1 OR CAST(?4 AS BIGINT) IS NOT NULL)
                        AND (s.state = 'planned' OR s.state IN ('accepted', 'inflight', 'in_doubt')
                            AND s.last_attempt >= CASE WHEN s.campaign <> ?1 THEN CAST(?4 AS BIGINT) ELSE ?5 END)
                    ORDER BY s.last_attempt DESC NULLS LAST LIMIT 1) AS campaign
                FROM items i) AS found
            WHERE campaign IS NOT NULL
            """
    }

    static func values(_ items: ArraySlice<TwinSearch.Item>, of search: TwinSearch) -> [any SQLConvertible] {
        let scope = search.scope
        var values: [any SQLConvertible] = [
            scope.campaign, scope.revision, scope.occurrence, search.others?.milliseconds,
            search.own.milliseconds, SendKey.once,
        ]
        for item in items {
            values +=
                [
                    SendRow.recipient(item.target), item.fingerprint.bytes, item.groupOwner ?? "",
                ] as [any SQLConvertible]
        }
        return values
    }
}
