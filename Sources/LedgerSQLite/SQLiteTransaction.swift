import CampaignModel
import Foundation
import GRDB
import Ledger
import LedgerSQL

/// A transaction of the ledger's file; they never run side by side.
struct SQLiteTransaction: SQLTransaction {
    let database: Database
    let place: String

    var dialect: SQLDialect { .sqlite }

    func forEach(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (any SQLRow) throws -> Bool
    ) throws {
        try violations {
            let statement = try database.cachedStatement(sql: sql)
            let rows = try Row.fetchCursor(statement, arguments: Self.arguments(arguments))
            while let row = try rows.next() {
                guard try body(SQLiteRow(row: row)) else { break }
            }
        }
    }

    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws -> Int {
        try violations {
            try database.cachedStatement(sql: sql).execute(arguments: Self.arguments(arguments))
            return database.changesCount
        }
    }

    /// A statement a row is as fast as SQLite gets.
    func rowWriter(into table: String, columns: [String]) -> (any SQLRowWriter)? { nil }

    func lock(_ things: [LedgerLock]) {}

    func identity() throws -> LedgerIdentity { try LedgerSchema.identity(database, path: place) }

    func advanceSerial() throws { try LedgerSchema.advanceSerial(database) }

    /// Only the runner freezes, and there is one.
    func freezeCount() -> Int64 { 0 }

    func countFreeze() {}

    private static func arguments(_ arguments: [any SQLConvertible]) -> StatementArguments {
        // A closure: a key path through `any SQLConvertible` is made anew for each value, which took 6 % of a claim.
        StatementArguments(arguments.map { $0.sqlValue.databaseValue })
    }

    private func violations<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw SQLConstraintViolation(detail: error.message ?? "a constraint")
        }
    }
}

extension SQLDialect {
    static let sqlite = SQLDialect(
        indexedBy: { " INDEXED BY \($0)" }, forChange: "", forChangeUnlessHeld: "", greatest: "max",
        turn: "s.id", forEachRow: "",
        joined: { "group_concat(\($0))" }, leftFirstJoin: "CROSS JOIN", atClaim: "", abandoned: "",
        endToEnd: " NOT INDEXED")
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}

/// What GRDB's subscripts end the program for is thrown here.
struct SQLiteRow: SQLRow {
    let row: Row

    func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

    func integer(_ column: Int) throws -> Int64 { try row.decode(Int64.self, atIndex: column) }

    func text(_ column: Int) throws -> String { try row.decode(String.self, atIndex: column) }

    func bytes(_ column: Int) throws -> [UInt8] { Array(try row.decode(Data.self, atIndex: column)) }

    func withBytes<Value>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value {
        try row.withUnsafeData(atIndex: column) { data in
            guard let data else { throw UnreadableRow(reason: "a row holds what pregon never writes there") }
            return try data.withUnsafeBytes(body)
        }
    }

    func copy() -> any SQLRow { SQLiteRow(row: row.copy()) }
}
