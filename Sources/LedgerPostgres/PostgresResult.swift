import CLibpq
import LedgerSQL

/// One result of libpq's, which goes when nobody reads it any more.
final class PostgresResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int32 { PQntuples(pointer) }

    /// How many rows a statement has changed, or has returned.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// What was done: `COMMIT`, `ROLLBACK`, `INSERT 0 1` …
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// A field of an error report, by its letter in the protocol ("Error and Notice Message Fields").
    func errorField(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(pointer, Int32(letter.value)).map { String(cString: $0) }
    }

    var rows: [PostgresRow] { (0..<max(0, rowCount)).map { PostgresRow(result: self, index: $0) } }
}

/// A row in the server's binary format. What it holds is safe to read as long as it is kept.
struct PostgresRow: ValuedRow {
    let result: PostgresResult
    let index: Int32

    func isNull(_ column: Int) -> Bool {
        // Past the last column libpq answers as for null, with a warning that nobody is shown.
        PQgetisnull(result.pointer, index, Int32(clamping: column)) != 0
    }

    func copy() -> any SQLRow {
        CopiedRow(
            values: (0..<Int(max(0, PQnfields(result.pointer)))).map { column in
                Result { () throws(UnreadableRow) in try value(column) }
            })
    }

    func value(_ column: Int) throws(UnreadableRow) -> SQLValue {
        guard !isNull(column) else { return .null }
        let column = Int32(clamping: column)
        let length = Int(PQgetlength(result.pointer, index, column))
        guard let pointer = PQgetvalue(result.pointer, index, column), length >= 0 else {
            throw UnreadableRow(reason: "a column without a value")
        }
        let buffer = UnsafeRawBufferPointer(start: pointer, count: length)
        switch PQftype(result.pointer, column) {
        case PostgresType.int8 where length == 8:
            return .integer(Int64(bigEndian: buffer.loadUnaligned(as: Int64.self)))
        case PostgresType.int4 where length == 4:
            return .integer(Int64(Int32(bigEndian: buffer.loadUnaligned(as: Int32.self))))
        case PostgresType.int2 where length == 2:
            return .integer(Int64(Int16(bigEndian: buffer.loadUnaligned(as: Int16.self))))
        case PostgresType.bool where length == 1:
            return .integer(buffer[0] == 0 ? 0 : 1)
        case PostgresType.text, PostgresType.varchar, PostgresType.name, PostgresType.bpchar,
            PostgresType.unknown:
            guard let text = String(validating: buffer, as: UTF8.self) else {
                throw UnreadableRow(reason: "a text that is not UTF-8")
            }
            return .text(text)
        case PostgresType.bytea:
            return .bytes(Array(buffer))
        case let type:
            throw UnreadableRow(reason: "a column of type \(type)")
        }
    }
}

/// A row's values, without the result that they came in.
struct CopiedRow: ValuedRow {
    let values: [Result<SQLValue, UnreadableRow>]

    func value(_ column: Int) throws -> SQLValue {
        guard values.indices.contains(column) else { throw UnreadableRow(reason: "a column too few") }
        return try values[column].get()
    }

    func isNull(_ column: Int) -> Bool {
        guard values.indices.contains(column) else { return true }
        if case .success(.null) = values[column] { return true }
        return false
    }

    func copy() -> any SQLRow { self }
}

/// A row whose values know of what kind they are.
protocol ValuedRow: SQLRow {
    func value(_ column: Int) throws -> SQLValue
}

extension ValuedRow {
    func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let integer) = try value(column) else {
            throw UnreadableRow(reason: "no number where one belongs")
        }
        return integer
    }

    func text(_ column: Int) throws -> String {
        guard case .text(let text) = try value(column) else {
            throw UnreadableRow(reason: "no text where one belongs")
        }
        return text
    }

    func bytes(_ column: Int) throws -> [UInt8] {
        guard case .bytes(let bytes) = try value(column) else {
            throw UnreadableRow(reason: "no bytes where some belong")
        }
        return bytes
    }
}
