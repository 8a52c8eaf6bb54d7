import LedgerSQL
import Testing

@testable import LedgerPostgres

/// Statements that travel together.
@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct AheadTests {
    private func connect() throws -> PostgresConnection {
        let connection = try PostgresConnection(try PostgresAddress(url: try TestServer.get().url()))
        try connection.command("CREATE TEMPORARY TABLE seen (n bigint PRIMARY KEY)")
        return connection
    }

    private let insert = "INSERT INTO seen VALUES (?)"

    private func seen(_ connection: PostgresConnection) throws -> [Int64] {
        try connection.run("SELECT n FROM seen ORDER BY n", []).rows.map { try $0.integer(0) }
    }

    @Test func `what was sent ahead is seen by the statement that is waited for`() throws {
        let connection = try connect()
        for round in 0..<3 as Range<Int64> {
            try connection.runAhead(insert, [.integer(round * 2)])
            try connection.runAhead(insert, [.integer(round * 2 + 1)])
            #expect(connection.ahead == 2)
            #expect(try seen(connection).count == Int(round + 1) * 2)
            #expect(connection.isSound)
        }
    }

    @Test func `with an old libpq every statement is waited for`() throws {
        let connection = try connect()
        #expect(connection.pipeline != nil)
        connection.pipeline = nil
        for number in 0..<3 as Range<Int64> {
            try connection.runAhead(insert, [.integer(number)])
            #expect(connection.ahead == 0 && connection.isSound)
        }
        #expect(throws: PostgresFailure.self) { try connection.runAhead(insert, [.integer(1)]) }
        #expect(try seen(connection) == [0, 1, 2])
    }

    @Test func `rows are read one by one behind what was sent ahead`() throws {
        let connection = try connect()
        for round in 0..<3 as Range<Int64> {
            try connection.runAhead(
                "INSERT INTO seen SELECT generate_series(?::bigint, ?)",
                [
                    .integer(round * 1000), .integer(round * 1000 + 999),
                ])
            var count = 0
            try connection.stream("SELECT n FROM seen", []) { row in
                #expect(row.result.rowCount == 1)
                count += 1
                return true
            }
            #expect(count == Int(round + 1) * 1000)
            #expect(connection.isSound)
        }
    }

    @Test func `rows that were read one by one before, and rows that nobody wants, change nothing`() throws {
        let connection = try connect()
        for _ in 0..<3 {
            try connection.stream("SELECT generate_series(1, 5)", []) { _ in true }
            try connection.runAhead("SELECT generate_series(1, ?::bigint)", [.integer(3)])
            #expect(try connection.run("SELECT 7", []).rows.first?.integer(0) == 7)
            #expect(connection.isSound)
        }
    }

    @Test func `more than the way back has room for is waited for in between`() throws {
        let connection = try connect()
        for number in 0..<100 as Range<Int64> { try connection.runAhead(insert, [.integer(number)]) }
        #expect(connection.ahead < 20)
        #expect(try seen(connection) == Array(0..<100))
    }

    @Test func `a text without values, and a new statement, wait for what was sent ahead`() throws {
        let connection = try connect()
        try connection.runAhead(insert, [.integer(1)])
        try connection.runAhead(insert, [.integer(2)])
        #expect(try connection.command("DELETE FROM seen").affected == 2)
        try connection.runAhead(insert, [.integer(3)])
        #expect(
            try connection.run("SELECT max(n) + ?::bigint FROM seen", [.integer(1)]).rows.first?.integer(0)
                == 4)
    }

    @Test(arguments: [false, true])
    func `the first failure is thrown by the statement that is waited for`(isStreamed: Bool) throws {
        let connection = try connect()
        // Known to the server before, as in all but the first transaction of a connection.
        #expect(try seen(connection).isEmpty)
        try connection.run("SELECT 1 / ?::bigint", [.integer(1)])
        try connection.runAhead(insert, [.integer(1)])
        try connection.command("BEGIN")
        for number in [2, 1, 3] as [Int64] { try connection.runAhead(insert, [.integer(number)]) }
        try connection.runAhead("SELECT 1 / ?::bigint", [.integer(0)])
        let failure = #expect(throws: PostgresFailure.self) {
            if isStreamed {
                try connection.stream("SELECT n FROM seen ORDER BY n", []) { _ in
                    Issue.record("a row")
                    return true
                }
            } else {
                _ = try seen(connection)
            }
        }
        #expect(failure?.state == "23505")
        #expect(failure?.isOfEarlier == true)
        connection.rollBack()
        #expect(connection.isSound)
        #expect(try seen(connection) == [1])
    }

    @Test func `a transaction that is given up takes along what was sent ahead`() throws {
        let connection = try connect()
        try connection.command("BEGIN")
        try connection.runAhead(insert, [.integer(1)])
        try connection.runAhead(insert, [.integer(2)])
        connection.rollBack()
        #expect(connection.isSound)
        #expect(try seen(connection).isEmpty)
    }

    @Test(arguments: [false, true])
    func `a server that goes meanwhile is said to be gone`(isStreamed: Bool) throws {
        let connection = try connect()
        let other = try connect()
        #expect(try seen(connection).isEmpty)
        try connection.runAhead(insert, [.integer(1)])
        #expect(try seen(connection) == [1])
        try connection.command("BEGIN")
        try connection.runAhead(insert, [.integer(2)])
        let backend = Int64(connection.backend)
        try other.run("SELECT pg_terminate_backend(?::int)", [.integer(backend)])
        let isThere = "SELECT count(*) FROM pg_stat_activity WHERE pid = ?"
        while try other.run(isThere, [.integer(backend)]).rows.first?.integer(0) != 0 {}
        let failure = #expect(throws: PostgresFailure.self) {
            if isStreamed {
                try connection.stream("SELECT n FROM seen ORDER BY n", []) { _ in true }
            } else {
                _ = try seen(connection)
            }
        }
        guard case .unreachable? = failure?.ledgerError(place: "here") else {
            Issue.record("\(String(describing: failure))")
            return
        }
        connection.rollBack()
        #expect(!connection.isSound)
    }

    @Test func `a commit that cannot be is no commit`() throws {
        let connection = try connect()
        try connection.command("BEGIN")
        try connection.runAhead(insert, [.integer(1)])
        try connection.runAhead(insert, [.integer(1)])
        #expect(throws: PostgresFailure.self) { try connection.commit(steps: 0) }
        connection.rollBack()
        #expect(try seen(connection).isEmpty)
    }

    @Test func `a lock that was asked for ahead is held, and not asked for again`() throws {
        let connection = try connect()
        let other = try connect()
        try connection.begin(.writing(runner: nil))
        let transaction = PostgresTransaction(connection, .writing(runner: nil))
        try transaction.lockAhead([.campaign("alfa")])
        try transaction.lock([.campaign("alfa")])
        #expect(connection.ahead == 0)
        let key = LockKey.key(.campaign("alfa"), schema: connection.schema)
        let isFree = "SELECT pg_try_advisory_xact_lock(?)"
        #expect(try other.run(isFree, [.integer(key)]).rows.first?.integer(0) == 0)
        let held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        #expect(try connection.run(held, []).rows.first?.integer(0) == 1)
        connection.rollBack()
        #expect(try other.run(isFree, [.integer(key)]).rows.first?.integer(0) == 1)
    }
}
