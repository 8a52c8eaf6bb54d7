import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct PoolTests {
    private func pool(limit: Int = 16) throws -> ConnectionPool {
        ConnectionPool(
            try PostgresAddress(url: try TestServer.get().url()), limit: limit, patience: .milliseconds(0))
    }

    @Test func `a connection goes back and is lent again`() throws {
        let pool = try pool()
        let first = try pool.lend { connection, isNew in
            #expect(isNew)
            return connection.backend
        }
        try pool.lend { connection, isNew in
            #expect(!isNew)
            #expect(connection.backend == first)
            #expect(pool.idleCount == 0)
        }
        #expect(pool.idleCount == 1)
    }

    @Test func `one that is broken or within a transaction does not go back`() throws {
        let pool = try pool()
        try pool.lend { connection, _ in try connection.begin(.writing(runner: nil)) }
        #expect(pool.idleCount == 0)
        #expect(throws: PostgresFailure.self) {
            try pool.lend { connection, _ in
                try connection.run("SELECT pg_terminate_backend(pg_backend_pid())", [])
            }
        }
        #expect(pool.idleCount == 0)
    }

    @Test func `no more are open than may be, and who waits too long is told`() throws {
        let pool = try pool(limit: 2)
        try pool.lend { _, _ in
            try pool.lend { _, _ in
                let error = #expect(throws: LedgerError.self) { try pool.lend { _, _ in } }
                #expect(error == .busy(place: pool.address.place))
            }
        }
        #expect(pool.idleCount == 2)
        try pool.lend { _, _ in }
    }
}
