import CampaignModel
import GRDB

/// A row holds what the program never writes: its file is damaged.
struct UnreadableRow: Error {
    var reason: String
}

/// Columns of rows that may be damaged. What GRDB's subscripts end the program for is thrown here.
extension Row {
    func at<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: Int) throws -> Value {
        try decode(Value.self, atIndex: column)
    }

    /// Milliseconds since 1970, within four-digit years: arithmetic with a damaged moment would overflow.
    func moment(_ column: Int) throws -> Instant {
        let milliseconds: Int64 = try at(column)
        guard Self.moments.contains(milliseconds) else {
            throw UnreadableRow(reason: "a moment that is none")
        }
        return Instant(milliseconds: milliseconds)
    }

    func momentIfAny(_ column: Int) throws -> Instant? {
        let milliseconds: Int64? = try at(column)
        return try milliseconds.map { _ in try moment(column) }
    }

    /// A number of attempts or events.
    func count(_ column: Int) throws -> Int {
        let count: Int = try at(column)
        guard (0...Int(Int32.max)).contains(count) else {
            throw UnreadableRow(reason: "a count that is none")
        }
        return count
    }

    /// 1970 to 9999.
    private static let moments: ClosedRange<Int64> = 0...253_402_300_799_999
}
