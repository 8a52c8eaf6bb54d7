import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct ConnectionTests {
    private func connect() throws -> PostgresConnection {
        try PostgresConnection(try PostgresAddress(url: try TestServer.get().url()))
    }

    @Test func `values come back as they went`() throws {
        let connection = try connect()
        let values: [SQLValue] = [
            .null, .integer(.min), .integer(.max), .integer(0), .text(""), .text("ñandú 🎉 'x' \\ $1 ?"),
            .bytes([]), .bytes([0, 1, 255, 39, 92]), .text(String(repeating: "á", count: 100_000)),
        ]
        let row = try #require(
            try connection.run(
                "SELECT ?::bigint, ?::bigint, ?::bigint, ?::bigint, ?, ?, ?::bytea, ?::bytea, ?", values
            ).rows.first)
        for (column, value) in values.enumerated() { #expect(try row.value(column) == value) }
    }

    @Test func `a NUL within a text becomes a mark, for the server takes none`() throws {
        let row = try #require(try connect().run("SELECT ?", [.text("a\0b")]).rows.first)
        #expect(try row.text(0) == "a\u{FFFD}b")
    }

    @Test func `every type of the ledger's is read, and nothing else`() throws {
        let row = try #require(
            try connect().run(
                "SELECT 1::smallint, -2::int, true, false, 'v'::varchar, 'n'::name, 1.5::numeric, NULL", []
            ).rows.first)
        #expect(try (0..<4).map { try row.integer($0) } == [1, -2, 1, 0])
        #expect(try row.text(4) == "v" && row.text(5) == "n")
        #expect(throws: UnreadableRow.self) { try row.text(6) }
        #expect(throws: UnreadableRow.self) { try row.integer(4) }
        #expect(throws: UnreadableRow.self) { try row.bytes(0) }
        #expect(row.isNull(7) && !row.isNull(0))
        #expect(throws: UnreadableRow.self) { try row.integer(7) }
        #expect(throws: UnreadableRow.self) { try row.integer(99) }
        let copy = row.copy()
        #expect(try copy.integer(1) == -2 && copy.isNull(7) && copy.text(5) == "n")
        #expect(throws: UnreadableRow.self) { try copy.text(6) }
        #expect(throws: UnreadableRow.self) { try copy.integer(99) }
    }

    @Test func `rows come one by one, and what is not wanted is left`() throws {
        let connection = try connect()
        var sum: Int64 = 0
        try connection.stream("SELECT n FROM generate_series(1, ?) AS n", [.integer(200_000)]) { row in
            #expect(row.result.rowCount == 1)
            sum += try row.integer(0)
            return true
        }
        #expect(sum == 200_000 * 200_001 / 2)
        var seen = 0
        try connection.stream("SELECT n FROM generate_series(1, ?) AS n", [.integer(50_000)]) { _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
        #expect(connection.isSound)
        #expect(try connection.run("SELECT 7", []).rows.first?.integer(0) == 7)
    }

    @Test func `a row that is kept can still be read when its statement is over`() throws {
        let connection = try connect()
        var kept: [PostgresRow] = []
        try connection.stream("SELECT 'row ' || n FROM generate_series(1, 3) AS n", []) { row in
            kept.append(row)
            return true
        }
        #expect(try kept.map { try $0.text(0) } == ["row 1", "row 2", "row 3"])
    }

    @Test func `an error within the rows ends them, and the connection goes on`() throws {
        struct Enough: Error {}
        let connection = try connect()
        #expect(throws: Enough.self) {
            try connection.stream("SELECT generate_series(1, 1000)", []) { _ in throw Enough() }
        }
        let failure = #expect(throws: PostgresFailure.self) {
            try connection.stream("SELECT 10 / (3 - n) FROM generate_series(1, 5) AS n", []) { _ in true }
        }
        #expect(failure?.state == "22012")
        #expect(connection.isSound)
    }

    @Test func `a statement within another one's rows is refused clearly`() throws {
        let connection = try connect()
        let failure = #expect(throws: PostgresFailure.self) {
            try connection.stream("SELECT generate_series(1, 3)", []) { _ in
                try connection.run("SELECT 1", [])
                return true
            }
        }
        #expect(failure?.message.contains("while another one's rows were read") == true)
        #expect(connection.isSound)
    }

    @Test func `a statement is prepared once for its kinds of values`() throws {
        let connection = try connect()
        func ask(_ value: SQLValue) throws -> SQLValue? {
            try connection.run("SELECT coalesce(?, 'none')", [value]).rows.first?.value(0)
        }
        #expect(try ask(.text("a")) == .text("a"))
        #expect(try ask(.null) == .text("none"))
        #expect(try ask(.text("b")) == .text("b"))
        #expect(connection.prepared["SELECT coalesce(?, 'none')"]?.count == 1)
    }

    @Test func `what is prepared does not grow without end`() throws {
        let connection = try connect()
        for number in 0..<450 { try connection.run("SELECT \(number), ?::bigint", [.integer(1)]) }
        #expect(connection.prepared.count < 410)
        #expect(try connection.run("SELECT 449, ?::bigint", [.integer(1)]).rows.first?.integer(0) == 449)
    }

    @Test func `too few or too many values are refused before the server sees them`() throws {
        let connection = try connect()
        for values in [[], [.integer(1), .integer(2)]] as [[SQLValue]] {
            #expect(throws: PostgresFailure.self) { try connection.run("SELECT ?::bigint", values) }
        }
    }

    @Test func `a refused value is not quoted`() throws {
        let connection = try connect()
        let failure = #expect(throws: PostgresFailure.self) {
            try connection.run("SELECT ?::bigint", [.text("573001234567x")])
        }
        #expect(failure?.state == "22P02")
        #expect(failure?.message.contains("573001234567") == false)
    }

    @Test func `the session is set up for durable, bounded transactions`() throws {
        let row = try #require(
            try connect().run(
                """
                SELECT current_setting('synchronous_commit'), current_setting('lock_timeout'),
                    current_setting('statement_timeout'),
                    current_setting('idle_in_transaction_session_timeout'), current_setting('client_encoding'),
                    current_setting('search_path'), current_setting('application_name')
                """, []
            ).rows.first)
        #expect(
            try (0..<7).map { try row.text($0) } == ["on", "10s", "1min", "1min", "UTF8", "pregon", "pregon"])
    }

    @Test func `synchronous_commit is put on where it is off, and left where it is something else`() throws {
        let server = try TestServer.get()
        for (given, expected) in [("off", "on"), ("local", "local"), ("remote_apply", "remote_apply")] {
            let url = server.url(options: "-c synchronous_commit=\(given)")
            let connection = try PostgresConnection(try PostgresAddress(url: url))
            let value = try connection.run("SELECT current_setting('synchronous_commit')", []).rows.first
            #expect(try value?.text(0) == expected)
        }
    }

    @Test func `a database in another encoding is refused`() throws {
        let server = try TestServer.get()
        let name = server.newName("latin")
        try connect().command("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        let error = #expect(throws: LedgerError.self) {
            try PostgresConnection(try PostgresAddress(url: server.url(database: name)))
        }
        #expect(error?.description.contains("LATIN1") == true)
    }

    @Test func `where nobody is, the ledger is unreachable, in words without the password`() throws {
        for url in [
            "postgres://ana:s3cret@/pregon?host=/nowhere", "postgres://ana:s3cret@127.0.0.1:1/pregon",
        ] {
            let error = #expect(throws: LedgerError.self) {
                try PostgresConnection(try PostgresAddress(url: url))
            }
            guard case .unreachable(_, let detail) = try #require(error) else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(!detail.isEmpty && !detail.contains("s3cret") && !detail.contains("\n"))
        }
    }

    @Test func `a wrong user, password or database is none of an outage's, and said without the password`()
        throws
    {
        let server = try TestServer.get()
        for url in [
            "postgres://ana:s3cret@:\(server.port)/nothing?host=\(server.folder)",
            "postgres://postgres:s3cret@127.0.0.1:\(server.port)/postgres",
        ] {
            let error = #expect(throws: LedgerError.self) {
                try PostgresConnection(try PostgresAddress(url: url))
            }
            guard case .unfit(_, let detail) = try #require(error) else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(detail.contains("FATAL") && !detail.contains("s3cret") && !detail.contains("\n"))
        }
        for passing in ["the database system is starting up", "sorry, too many clients already"] {
            #expect(!PostgresFailure.isRefusal("connection failed: FATAL: \(passing)"))
        }
    }

    @Test func `a server that says nothing for too long is given up, and not asked again`() throws {
        let connection = try connect()
        connection.patience = 0.2
        let failure = #expect(throws: PostgresFailure.self) { try connection.run("SELECT pg_sleep(20)", []) }
        #expect(failure?.isLost == true)
        #expect(!connection.isSound)
        let again = #expect(throws: PostgresFailure.self) { try connection.command("ROLLBACK") }
        #expect(again?.isLost == true)
    }

    @Test func `a connection that the server ends is noticed, and not used again`() throws {
        let (connection, other) = (try connect(), try connect())
        #expect(!connection.isClosed)
        try other.run("SELECT pg_terminate_backend(?::int, 5000)", [.integer(Int64(connection.backend))])
        let failure = #expect(throws: PostgresFailure.self) { try connection.run("SELECT 1", []) }
        #expect(failure?.isLost == true)
        #expect(!connection.isSound && connection.isClosed)
        #expect(throws: PostgresFailure.self) { try connection.stream("SELECT 1", []) { _ in true } }
    }

    @Test func `a server that begins to copy does not hold anybody up`() throws {
        let connection = try connect()
        #expect(throws: PostgresFailure.self) { try connection.command("COPY (SELECT 1) TO STDOUT") }
        #expect(!connection.isSound)
    }
}
