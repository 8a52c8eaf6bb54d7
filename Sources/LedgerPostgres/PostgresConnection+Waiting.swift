import CLibpq
import Glibc

/// A server may be there and say nothing: a machine that stands still keeps its connections. libpq's own calls would wait
/// for ever.
extension PostgresConnection {
    /// Seconds without an answer after which a connection is given up. The server itself ends what changes something
    /// after 60 s (`statement_timeout`).
    static let patience = 75.0
    /// … where a transaction only reads, which may take as long as it needs to the first row.
    static let readingPatience = 600.0

    /// The last result of what was sent, as `PQexec` gives it.
    func answer(isSent: Int32) throws -> PostgresResult {
        guard isSent == 1 else { throw failure() }
        var last: PostgresResult?
        while let result = try nextResult() {
            last = result
            // Neither ends by reading on.
            let isCopying = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(result.status)
            if isCopying || PQstatus(handle) != CONNECTION_OK { break }
        }
        guard let last else { throw failure() }
        return last
    }

    /// The next result of what was sent; nil after the last.
    func nextResult() throws -> PostgresResult? {
        guard PQisBusy(handle) == 1 else { return PQgetResult(handle).map(PostgresResult.init) }
        let end = Self.now() + patience
        while PQisBusy(handle) == 1 {
            guard let isReady = try wait(for: POLLIN, until: end) else { break }
            if isReady, PQconsumeInput(handle) == 0 { break }
        }
        return PQgetResult(handle).map(PostgresResult.init)
    }

    /// Waits for the server; nil where the connection cannot even be waited for.
    @discardableResult
    func wait(for events: Int32, until end: Double) throws -> Bool? {
        let left = (end - Self.now()) * 1000
        guard left > 0 else {
            // What it still says belongs to nobody.
            isStale = true
            throw PostgresFailure(
                message: "the server has not answered for \(Int(patience)) s", isLost: true)
        }
        var waiting = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let ready = poll(&waiting, 1, Int32(left.rounded(.up)))
        if ready < 0, errno != EINTR { return nil }
        return ready > 0
    }

    /// Seconds of the boot clock. Read for every answer, where arithmetic with `Duration` would be felt.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
