// LedgerSQL: the ledger's transactions, in SQL that every store speaks.
//
// In: an open transaction of a store (`SQLTransaction`). Out: what `LedgerStore` promises. The stores bring connections,
// tables and locks (`SQLLedgerStore`); what is read, judged and written stands here once.
import Ledger

/// An open transaction of a store.
///
/// Placeholders are `?`, or `?1`, `?2` … where one value is used twice; `?` is the number after the highest so far.
/// Integers are of 64 bits, truth is 1 or 0, and sums are cast to BIGINT.
package protocol SQLTransaction {
    var dialect: SQLDialect { get }

    /// Where the ledger is, as errors name it.
    var place: String { get }

    /// Every row, in turn. A row is valid only within `body`, which runs no other statement; it returns false to see
    /// no more.
    func forEach(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (any SQLRow) throws -> Bool) throws

    /// Runs a statement; returns how many rows it has changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws -> Int

    /// As `execute`, where nobody needs the count: it may be sent together with the next statement, and fail there. What
    /// may violate a constraint and is to be caught is no statement for it.
    func executeAhead(_ sql: String, _ arguments: [any SQLConvertible]) throws

    /// Takes many new rows of a table, where the store has a way that is faster than one statement a row; else nil.
    func rowWriter(into table: String, columns: [String]) throws -> (any SQLRowWriter)?

    /// Waits until no other transaction holds any of these, and holds them until this one ends. Nothing to do where
    /// transactions never run side by side.
    func lock(_ things: [LedgerLock]) throws

    /// As `lock`, for who looks at nothing but the ledger afterwards: the waiting may be done by the next statement.
    func lockAhead(_ things: [LedgerLock]) throws

    /// Which ledger this is, and how far it has come.
    func identity() throws -> LedgerIdentity

    /// One step on, for a change that planning or sending makes.
    func advanceSerial() throws

    /// How often plans have been frozen; the same where only one runner ever does.
    func freezeCount() throws -> Int64

    /// One more, together with what is frozen.
    func countFreeze() throws
}

/// Many new rows of one table, on their way within a transaction. No other statement may run before `finish`; what violates
/// a constraint may be found only there.
package protocol SQLRowWriter {
    /// - Parameter row: a value for each column.
    func add(_ row: [any SQLConvertible]) throws

    func finish() throws
}

/// What two transactions must not work on at the same time, where a store lets them run side by side.
package enum LedgerLock: Hashable, Sendable {
    /// A line's own number: its pace.
    case sender(Int64)
    /// A campaign's pace, on every line.
    case campaign(String)
    /// What a person has got and answered; 0 for groups.
    case recipient(Int64)
    /// What the gateway calls a message: its reply and its webhooks may come at the same moment.
    case message(String)
    /// Taking in webhooks.
    case evidence
    /// Adding and changing what waits.
    case planning
}

/// Where the stores' SQL differs.
package struct SQLDialect: Sendable {
    /// Names the index to be used, after a table's name.
    package var indexedBy: @Sendable (String) -> String
    /// Locks the rows of `sends s` that are read to be changed.
    package var forChange: String
    /// As `forChange`, leaving out those that another transaction holds.
    package var forChangeUnlessHeld: String
    /// The later of two values.
    package var greatest: String
    /// The number by which waiting sends are in turn, as the index of them has it.
    package var turn: String
    /// Ends a question that is to be asked for each row, rather than joined with all of them.
    package var forEachRow: String
    /// All values of a column as one text with commas between them.
    package var joined: @Sendable (String) -> String
    /// A join whose left side is read first, where that can be said.
    package var leftFirstJoin: String
    /// What else is written to a send whose attempt begins: `, column = …`.
    package var atClaim: String
    /// Has a table read in its own order instead of by an index, after its name.
    package var endToEnd: String
    /// Which sends in flight nobody works on any more: ` AND …`.
    package var abandoned: String

    package init(
        indexedBy: @escaping @Sendable (String) -> String, forChange: String, forChangeUnlessHeld: String,
        greatest: String, turn: String, forEachRow: String,
        joined: @escaping @Sendable (String) -> String, leftFirstJoin: String, atClaim: String,
        abandoned: String, endToEnd: String = ""
    ) {
        self.indexedBy = indexedBy
        self.forChange = forChange
        self.forChangeUnlessHeld = forChangeUnlessHeld
        self.greatest = greatest
        self.turn = turn
        self.forEachRow = forEachRow
        self.joined = joined
        self.leftFirstJoin = leftFirstJoin
        self.atClaim = atClaim
        self.abandoned = abandoned
        self.endToEnd = endToEnd
    }
}

/// What was to be written is there already, or refers to what is not there.
package struct SQLConstraintViolation: Error {
    package var detail: String

    package init(detail: String) { self.detail = detail }
}

extension SQLTransaction {
    package func rows(_ sql: String, _ arguments: [any SQLConvertible] = []) throws -> [any SQLRow] {
        var rows: [any SQLRow] = []
        try forEach(sql, arguments) { row in
            rows.append(row.copy())
            return true
        }
        return rows
    }

    package func row(_ sql: String, _ arguments: [any SQLConvertible] = []) throws -> (any SQLRow)? {
        var first: (any SQLRow)?
        try forEach(sql, arguments) { row in
            first = row.copy()
            return false
        }
        return first
    }

    /// The first column of the first row; nil where there is no row, or no value in it.
    package func value<Value: SQLReadable>(_ sql: String, _ arguments: [any SQLConvertible] = []) throws
        -> Value?
    {
        var value: Value?
        try forEach(sql, arguments) { row in
            value = try Value?(row, 0)
            return false
        }
        return value
    }

    /// The first column of every row.
    package func values<Value: SQLReadable>(_ sql: String, _ arguments: [any SQLConvertible] = []) throws
        -> [Value]
    {
        var values: [Value] = []
        try forEach(sql, arguments) { row in
            values.append(try Value(row, 0))
            return true
        }
        return values
    }

    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    // Where every statement is answered at once, nothing is gained by waiting.
    package func executeAhead(_ sql: String, _ arguments: [any SQLConvertible]) throws {
        try execute(sql, arguments)
    }

    package func lockAhead(_ things: [LedgerLock]) throws { try lock(things) }
}
