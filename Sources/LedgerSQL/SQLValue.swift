import CampaignModel

/// A value of a column, as every store knows it.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// What can be handed to a statement.
package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .bytes(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

/// A row that may be damaged: what is not as the program writes it is thrown (`UnreadableRow`).
package protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    /// `UnreadableRow` where it is null or something else; so for the others.
    func integer(_ column: Int) throws -> Int64
    func text(_ column: Int) throws -> String
    func bytes(_ column: Int) throws -> [UInt8]
    /// As `bytes`, valid only within `body`; where a million rows are read, no copy is made.
    func withBytes<Value>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value
    /// Valid beyond the statement that it came from.
    func copy() -> any SQLRow
}

/// A row holds what the program never writes: its ledger is damaged.
package struct UnreadableRow: Error {
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

/// What can be read from a column.
package protocol SQLReadable {
    init(_ row: any SQLRow, _ column: Int) throws
}

extension Int64: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws { self = try row.integer(column) }
}

extension Int: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws { self = Int(try row.integer(column)) }
}

extension Bool: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws { self = try row.integer(column) != 0 }
}

extension String: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws { self = try row.text(column) }
}

extension [UInt8]: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws { self = try row.bytes(column) }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package init(_ row: any SQLRow, _ column: Int) throws {
        self = row.isNull(column) ? nil : try Wrapped(row, column)
    }
}

extension SQLRow {
    package func withBytes<Value>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) throws -> Value {
        try bytes(column).withUnsafeBytes(body)
    }

    func at<Value: SQLReadable>(_ column: Int) throws -> Value { try Value(self, column) }

    /// Milliseconds since 1970, within four-digit years: arithmetic with a damaged moment would overflow.
    func moment(_ column: Int) throws -> Instant {
        let milliseconds = try integer(column)
        guard moments.contains(milliseconds) else { throw UnreadableRow(reason: "a moment that is none") }
        return Instant(milliseconds: milliseconds)
    }

    func momentIfAny(_ column: Int) throws -> Instant? { isNull(column) ? nil : try moment(column) }

    /// A number of attempts or events.
    func count(_ column: Int) throws -> Int {
        let count = try integer(column)
        guard (0...Int64(Int32.max)).contains(count) else {
            throw UnreadableRow(reason: "a count that is none")
        }
        return Int(count)
    }
}

/// 1970 to 9999.
private let moments: ClosedRange<Int64> = 0...253_402_300_799_999
