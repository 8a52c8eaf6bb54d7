import LedgerSQL

/// New rows by COPY in its binary format (PostgreSQL's manual, "COPY", "Binary Format"): a row costs its bytes, and no
/// round trip.
///
/// One statement takes some 8 MB, so that the server's limit on a statement's time is for so much, whatever there is in all.
final class PostgresRowWriter: SQLRowWriter {
    private let transaction: PostgresTransaction
    private let words: String
    private let columns: Int
    private var buffer: [UInt8] = []
    /// Bytes that the open statement has taken; nil while none is open.
    private var taken: Int?

    static let bytesAtOnce = 1 << 16
    static let bytesOfStatement = 8 << 20

    init(_ transaction: PostgresTransaction, table: String, columns: [String]) {
        self.transaction = transaction
        self.columns = columns.count
        words = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
    }

    func add(_ row: [any SQLConvertible]) throws {
        guard row.count == columns else {
            throw PostgresFailure(message: "a row of \(columns) columns was given \(row.count) values")
        }
        if taken == nil { try open() }
        append(Int16(row.count))
        for value in row {
            let value = value.sqlValue
            guard value != .null else {
                append(Int32(-1))
                continue
            }
            let place = buffer.count
            append(Int32(0))
            ParameterBuffer.append(value, to: &buffer)
            let length = Int32(clamping: buffer.count - place - 4)
            withUnsafeBytes(of: length.bigEndian) { buffer.replaceSubrange(place..<place + 4, with: $0) }
        }
        if buffer.count >= Self.bytesAtOnce { try handOver() }
        if let taken, taken >= Self.bytesOfStatement { try finish() }
    }

    func finish() throws {
        guard taken != nil else { return }
        append(Int16(-1))
        try handOver()
        taken = nil
        try transaction.translating { try transaction.connection.endCopy() }
    }

    private func open() throws {
        try transaction.connection.beginCopy(words)
        taken = 0
        buffer += "PGCOPY\n".utf8
        buffer += [0xff, 0x0d, 0x0a, 0x00]
        // No flags, and no more of a header.
        append(Int32(0))
        append(Int32(0))
    }

    private func handOver() throws {
        taken = (taken ?? 0) + buffer.count
        try transaction.connection.copy(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { buffer += $0 }
    }
}
