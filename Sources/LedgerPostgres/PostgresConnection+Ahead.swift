import CLibpq
import LedgerSQL

/// Statements whose answers nobody needs at once travel together with the next one that is waited for: a claim has some
/// twenty statements, and each round trip that it waits for is the way to the server and back.
///
/// libpq calls this a pipeline ("Pipeline Mode"). The server runs what was sent ahead in its order, each statement seeing
/// what those before it did. Where one fails, it leaves out everything up to the one that is waited for, which then throws
/// the first failure.
extension PostgresConnection {
    /// Sent ahead at the most: their answers must find room on the way back while nobody reads them.
    private static let mostAhead = 16

    /// Runs a statement whose rows and count nobody needs, at the latest with the next one.
    func runAhead(_ sql: String, _ values: [SQLValue]) throws {
        guard let pipeline else {
            try run(sql, values)
            return
        }
        let buffer = ParameterBuffer(values)
        let name = try prepare(sql, buffer)
        if ahead == 0 {
            guard pipeline.enter(handle) == 1 else { throw failure() }
            isPipelining = true
        }
        try send(name, buffer)
        ahead += 1
        if ahead == Self.mostAhead { try settleAhead() }
    }

    /// Waits for what was sent ahead.
    func settleAhead() throws {
        guard isPipelining else { return }
        try endSending()
        let failure = try takeAhead()
        try leavePipeline()
        if let failure { throw failure }
    }

    /// Nothing more is sent before the answers are read.
    func endSending() throws {
        guard pipeline?.sync(handle) == 1 else { throw failure() }
    }

    /// Reads the answers of what was sent ahead; the first that says no.
    func takeAhead() throws -> PostgresFailure? {
        var first: PostgresFailure?
        for _ in 0..<ahead {
            // libpq hands out the rows of the first statement one by one if that was asked for an earlier one.
            while let result = try nextResult() {
                do {
                    if result.status != PGRES_SINGLE_TUPLE { try check(result) }
                } catch var failure as PostgresFailure {
                    failure.isOfEarlier = true
                    first = first ?? failure
                }
                if let first, isStale || PQstatus(handle) != CONNECTION_OK { throw first }
            }
            guard PQstatus(handle) == CONNECTION_OK else { throw failure() }
        }
        ahead = 0
        return first
    }

    /// After the last answer.
    func leavePipeline() throws {
        let last = try nextResult()
        guard PQstatus(handle) == CONNECTION_OK else { throw failure() }
        guard last?.status == PGRES_PIPELINE_SYNC, pipeline?.exit(handle) == 1 else {
            isStale = true
            throw PostgresFailure(
                message: "the server's answers are not those to what was asked", isLost: true)
        }
        isPipelining = false
    }
}
