import CLibpq
import Glibc

/// COPY from this side. Nothing waits within libpq, which would wait for ever for a server that reads no more.
extension PostgresConnection {
    /// - Parameter words: `COPY … FROM STDIN …`; from now on the connection takes nothing but `copy` and `endCopy`.
    func beginCopy(_ words: String) throws {
        try refuseWithinRows()
        try settleAhead()
        let result = try answer(isSent: PQsendQuery(handle, words))
        guard result.status == PGRES_COPY_IN else {
            try check(result)
            throw PostgresFailure(message: "the server did not begin to copy")
        }
        isStreaming = true
        guard PQsetnonblocking(handle, 1) == 0 else { throw failure() }
    }

    func copy(_ bytes: [UInt8]) throws {
        let isQueued = bytes.withUnsafeBytes { buffer in
            PQputCopyData(
                handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count)
            )
        }
        guard isQueued == 1 else { throw failure() }
        try flush()
    }

    /// Ends a copy; only now the server says whether it took everything.
    func endCopy() throws {
        guard PQputCopyEnd(handle, nil) == 1 else { throw failure() }
        try flush()
        guard PQsetnonblocking(handle, 0) == 0 else { throw failure() }
        let result = try answer(isSent: 1)
        isStreaming = false
        try check(result)
    }

    /// Waits until the server has taken what was queued; it may say something meanwhile.
    private func flush() throws {
        let end = Self.now() + patience
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try wait(for: POLLIN | POLLOUT, until: end)
            default: throw failure()
            }
            if PQconsumeInput(handle) == 0 { throw failure() }
        }
    }
}
