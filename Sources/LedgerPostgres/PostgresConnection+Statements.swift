import CLibpq
import LedgerSQL

/// A statement that the server knows by a name.
struct PreparedStatement {
    var name: String
    /// What its values were declared as.
    var types: [UInt32]
}

extension PostgresConnection {
    /// Prepared statements a connection keeps; the shared SQL has some hundred texts.
    private static let mostPrepared = 400

    /// Runs a text without values, which may hold several statements; the last one's result.
    @discardableResult
    func command(_ sql: String) throws -> PostgresResult {
        try refuseWithinRows()
        try settleAhead()
        return try checked(try answer(isSent: PQsendQuery(handle, sql)))
    }

    /// Runs a statement; all of its rows are in the result.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        let buffer = ParameterBuffer(values)
        try send(try prepare(sql, buffer), buffer)
        guard isPipelining else { return try checked(try answer(isSent: 1)) }
        try endSending()
        let failure = try takeAhead()
        let result = try answer(isSent: 1)
        try leavePipeline()
        if let failure { throw failure }
        return try checked(result)
    }

    /// Sends a prepared statement on its way.
    func send(_ name: String, _ buffer: ParameterBuffer) throws {
        let isSent = buffer.withPointers { count, pointers, lengths, formats in
            PQsendQueryPrepared(handle, name, count, pointers, lengths, formats, 1)
        }
        guard isSent == 1 else { throw failure() }
    }

    /// Runs a statement and hands on its rows one by one, so that a million of them need no memory. Where `body` wants
    /// no more (or throws), what is still on its way is thrown away: to cancel it would end the transaction.
    func stream(_ sql: String, _ values: [SQLValue], _ body: (PostgresRow) throws -> Bool) throws {
        let buffer = ParameterBuffer(values)
        try send(try prepare(sql, buffer), buffer)
        isStreaming = true
        defer { isStreaming = false }
        var thrown: (any Error)?
        if isPipelining {
            try endSending()
            thrown = try takeAhead()
        }
        // What the server leaves out after a failure has no rows.
        guard thrown != nil || PQsetSingleRowMode(handle) == 1 else { throw failure() }
        var isWanted = thrown == nil
        while let result = try nextResult() {
            do {
                if result.status == PGRES_SINGLE_TUPLE {
                    if isWanted { isWanted = try body(PostgresRow(result: result, index: 0)) }
                } else {
                    try check(result)
                }
            } catch {
                isWanted = false
                thrown = thrown ?? error
            }
            // Neither ends by reading on.
            if isStale || PQstatus(handle) != CONNECTION_OK { break }
        }
        if isPipelining, !isStale, PQstatus(handle) == CONNECTION_OK { try leavePipeline() }
        if let thrown { throw thrown }
        if PQstatus(handle) != CONNECTION_OK { throw failure() }
    }

    // MARK: Preparing

    /// The name under which the server knows a statement for values of these types.
    func prepare(_ sql: String, _ buffer: ParameterBuffer) throws -> String {
        try refuseWithinRows()
        if let known = prepared[sql]?.first(where: { buffer.fits($0.types) }) { return known.name }
        let placeholders = Placeholders(sql)
        guard placeholders.count == buffer.types.count else {
            throw PostgresFailure(
                message: "a statement takes \(placeholders.count) values and was given \(buffer.types.count)")
        }
        if prepared.values.reduce(0, { $0 + $1.count }) >= Self.mostPrepared {
            try command("DEALLOCATE ALL")
            prepared = [:]
        }
        try settleAhead()
        preparedCount += 1
        let name = "pregon_\(preparedCount)"
        try checked(
            try answer(
                isSent: PQsendPrepare(
                    handle, name, placeholders.sql, Int32(buffer.types.count), buffer.types)))
        prepared[sql, default: []].append(PreparedStatement(name: name, types: buffer.types))
        return name
    }

    func refuseWithinRows() throws {
        guard !isStreaming else {
            throw PostgresFailure(message: "a statement was begun while another one's rows were read")
        }
        guard !isStale else { throw PostgresFailure(message: "the connection was given up", isLost: true) }
    }

    // MARK: Answers

    @discardableResult
    private func checked(_ result: PostgresResult) throws -> PostgresResult {
        try check(result)
        return result
    }

    func check(_ result: PostgresResult) throws {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            isStale = true
            throw PostgresFailure(message: "the server began to copy, which nobody asked for", isLost: true)
        default:
            var failure = PostgresFailure(result, isLost: PQstatus(handle) != CONNECTION_OK)
            failure.message = address.masked(failure.message)
            // Tables were changed, or statements forgotten, behind this connection's back: a new one knows.
            if ["0A000", "26000"].contains(failure.state) { isStale = true }
            throw failure
        }
    }
}
