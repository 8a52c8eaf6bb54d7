import CampaignModel
import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct LedgerTests {
    private struct Oops: Error {}

    private func value(_ ledger: PostgresLedger, _ sql: String) throws -> Int64? {
        try ledger.reading { try $0.value(sql) }
    }

    // MARK: Making and opening

    @Test func `a new ledger is there once, with an identity and a key of its own`() throws {
        let server = try TestServer.get()
        let (place, other) = (server.newPlace(), server.newPlace())
        #expect(try !PostgresLedger.exists(at: place.url))
        let ledger = try PostgresLedger.create(at: place.url)
        #expect(try PostgresLedger.exists(at: place.url))
        let identity = try ledger.identity()
        #expect(identity.serial == 1 && identity.id.count == 36)
        #expect(try ledger.planKey().count == 32)
        let error = #expect(throws: LedgerError.self) { try PostgresLedger.create(at: place.url) }
        #expect(error == .exists(place: ledger.place))
        let second = try PostgresLedger.create(at: other.url)
        #expect(try second.identity().id != identity.id)
        #expect(try second.planKey() != ledger.planKey())
        let again = try PostgresLedger.open(at: place.url, expected: identity.id)
        #expect(try again.planKey() == ledger.planKey())
    }

    @Test func `without a choice the tables are in a schema of the program's name`() throws {
        let server = try TestServer.get()
        let name = server.newName("database")
        let connection = try PostgresConnection(try PostgresAddress(url: server.url()))
        try connection.command("CREATE DATABASE \(name)")
        let ledger = try PostgresLedger.create(at: server.url(database: name))
        let tables: [String] = try ledger.reading {
            try $0.values(
                "SELECT DISTINCT schemaname::text FROM pg_tables WHERE tablename IN ('sends', 'meta')")
        }
        #expect(tables == ["pregon"])
    }

    @Test func `none, another's, a newer and a half one are told apart`() throws {
        let server = try TestServer.get()
        let place = server.newPlace()
        #expect(throws: LedgerError.missing(place: server.url())) {
            try PostgresLedger.open(at: place.url, expected: nil)
        }
        let ledger = try PostgresLedger.create(at: place.url)
        let id = try ledger.identity().id
        #expect(throws: LedgerError.foreign(place: ledger.place, expected: "x", found: id)) {
            try PostgresLedger.open(at: place.url, expected: "x")
        }
        try ledger.transaction { try $0.execute("INSERT INTO schema_versions (version) VALUES (99)") }
        #expect(throws: LedgerError.newer(place: ledger.place)) {
            try PostgresLedger.open(at: place.url, expected: nil)
        }
        try ledger.transaction { try $0.execute("DELETE FROM schema_versions") }
        #expect(throws: LedgerError.damaged(place: ledger.place, detail: "it does not say its version")) {
            try PostgresLedger.open(at: place.url, expected: nil)
        }
        try ledger.transaction { try $0.execute("DROP TABLE schema_versions") }
        #expect(throws: LedgerError.damaged(place: ledger.place, detail: "it has none of a ledger's tables"))
        {
            try PostgresLedger.open(at: place.url, expected: nil)
        }
    }

    @Test func `of two that make one at the same time, one is told that there is one`() async throws {
        let url = try TestServer.get().newPlace().url
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 { group.addTask { (try? PostgresLedger.create(at: url)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try PostgresLedger.open(at: url, expected: nil).planKey().count == 32)
    }

    @Test func `a user without the rights is told which`() throws {
        let server = try TestServer.get()
        let user = server.newName("user")
        let place = server.newPlace()
        let connection = try PostgresConnection(try PostgresAddress(url: server.url()))
        try connection.command("CREATE ROLE \(user) LOGIN")
        let url = server.url(user: user, options: "-c search_path=\(place.schema)")
        let error = #expect(throws: LedgerError.self) { try PostgresLedger.create(at: url) }
        guard case .unfit(_, let detail) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("lacks a right"))
    }

    @Test func `who may only look can look, and is told what is missing for more`() throws {
        let server = try TestServer.get()
        let (reader, place) = (server.newName("reader"), server.newPlace())
        let owner = try PostgresLedger.create(at: place.url)
        // As docs/operations.md says.
        try PostgresConnection(owner.pool.address).command(
            """
            CREATE ROLE \(reader) LOGIN;
            GRANT USAGE ON SCHEMA \(place.schema) TO \(reader);
            GRANT SELECT ON ALL TABLES IN SCHEMA \(place.schema) TO \(reader);
            GRANT SELECT ON ALL SEQUENCES IN SCHEMA \(place.schema) TO \(reader)
            """)
        let url = server.url(user: reader, options: "-c search_path=\(place.schema)")
        let ledger = try PostgresLedger.open(at: url, expected: try owner.identity().id)
        #expect(try ledger.identity() == owner.identity())
        #expect(try ledger.tallies(campaign: nil).isEmpty)
        #expect(try ledger.runners().isEmpty)
        #expect(try ledger.check().isEmpty)
        let stop = Stop(subject: .line("uno"), reason: "x", since: Instant(milliseconds: 0), until: nil)
        let error = #expect(throws: LedgerError.self) { try ledger.stop(stop) }
        guard case .unfit(_, let detail) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("lacks a right"))
    }

    // MARK: Transactions

    @Test func `what a transaction wrote is there when it returns, and nothing of one that failed`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        try ledger.transaction { database in
            #expect(
                try database.execute(
                    "INSERT INTO suppressions (number, reason, since) VALUES (?1, ?2, ?1), (?3, ?2, ?1)",
                    [Int64(1), "x", Int64(2)]) == 2)
            try database.advanceSerial()
        }
        #expect(throws: LedgerError.self) {
            try ledger.transaction { database in
                try database.execute("DELETE FROM suppressions", [])
                try database.advanceSerial()
                throw Oops()
            }
        }
        #expect(try value(ledger, "SELECT count(*) FROM suppressions") == 2)
        #expect(try ledger.identity().serial == 2)
    }

    @Test func `the serial counts every step, within the transaction already`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        try ledger.transaction { database in
            for _ in 0..<3 { try database.advanceSerial() }
            #expect(try database.identity().serial == 4)
        }
        #expect(try ledger.identity().serial == 4)
    }

    @Test func `a ledger of version 1 goes on as a current one`() throws {
        let place = try TestServer.get().newPlace()
        let ledger = try PostgresLedger.create(at: place.url)
        let identity = try ledger.identity()
        let columns = "(sender, boot, began_monotonic)"
        try ledger.transaction { database in
            try database.execute("DELETE FROM schema_versions WHERE version > 1")
            try database.execute("DROP INDEX attempts_by_sender_and_boot")
            try database.execute("CREATE INDEX attempts_by_sender_and_boot ON attempts \(columns)")
        }
        let again = try PostgresLedger.open(at: place.url, expected: identity.id)
        #expect(try again.identity().id == identity.id)
        #expect(
            try value(again, "SELECT max(version) FROM schema_versions")
                == Int64(PostgresSchema.currentVersion))
        let definition: String? = try again.reading {
            try $0.value("SELECT indexdef FROM pg_indexes WHERE indexname = 'attempts_by_sender_and_boot'")
        }
        #expect(definition?.contains("began_monotonic, began_wall") == true)
        #expect(try again.check() == [])
    }

    @Test func `what is there already is a violation, and one that is swallowed commits nothing`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        let insert = "INSERT INTO suppressions (number, reason, since) VALUES (573001234567, 'x', 0)"
        try ledger.transaction { try $0.execute(insert) }
        var details: [String] = []
        let error = #expect(throws: LedgerError.self) {
            try ledger.transaction { database in
                try database.execute("DELETE FROM suppressions WHERE number = 1")
                do {
                    try database.execute(insert)
                } catch let violation as SQLConstraintViolation {
                    details.append(violation.detail)
                }
            }
        }
        #expect(details.count == 1 && !details[0].contains("573001234567"))
        guard case .io = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a reading changes nothing and sees one moment`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        #expect(throws: LedgerError.self) {
            try ledger.reading { try $0.execute("DELETE FROM suppressions", []) }
        }
        try ledger.reading { database in
            let count = "SELECT count(*) FROM suppressions"
            #expect(try database.value(count) == Int64(0))
            try ledger.transaction {
                try $0.execute("INSERT INTO suppressions (number, reason, since) VALUES (1, 'x', 0)")
            }
            #expect(try database.value(count) == Int64(0))
        }
        #expect(try value(ledger, "SELECT count(*) FROM suppressions") == 1)
    }

    @Test func `who was in another's way is run again, whole`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        var rounds = 0
        try ledger.transaction { database in
            rounds += 1
            try database.execute(
                "INSERT INTO suppressions (number, reason, since) VALUES (?, 'x', 0)", [rounds])
            if rounds < 4 { throw PostgresFailure(state: "40P01", message: "deadlock detected") }
        }
        #expect(rounds == 4)
        let kept: [Int64] = try ledger.reading { try $0.values("SELECT number FROM suppressions") }
        #expect(kept == [4])
        rounds = 0
        let error = #expect(throws: LedgerError.self) {
            try ledger.transaction { _ in
                rounds += 1
                throw PostgresFailure(state: "40001", message: "could not serialize access")
            }
        }
        #expect(error == .busy(place: ledger.place))
        #expect(rounds == 4)
    }

    @Test func `locks that are wanted in opposite orders never wait for each other in a circle`() async throws
    {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        let things: [LedgerLock] = [
            .sender(1), .campaign("a"), .recipient(2), .message("m"), .evidence, .planning,
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for round in 0..<8 {
                group.addTask {
                    try ledger.transaction {
                        try $0.lock(round.isMultiple(of: 2) ? things : things.reversed())
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `what one transaction has locked, another waits for`() throws {
        let url = try TestServer.get().newPlace().url
        let (ledger, other) = (
            try PostgresLedger.create(at: url), try PostgresLedger.open(at: url, expected: nil)
        )
        try ledger.transaction { database in
            try database.lock([.recipient(573_001_234_567)])
            let error = #expect(throws: LedgerError.self) {
                try other.transaction { database in
                    try database.execute("SET LOCAL lock_timeout = '20ms'")
                    try database.lock([.recipient(573_001_234_568), .recipient(573_001_234_567)])
                }
            }
            #expect(error == .busy(place: ledger.place))
            try other.transaction { try $0.lock([.sender(573_001_234_567)]) }
        }
        try other.transaction { try $0.lock([.recipient(573_001_234_567)]) }
    }

    @Test func `a server that ended all connections meanwhile is asked anew`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        let connection = try PostgresConnection(ledger.pool.address)
        let backend = try ledger.reading { try $0.value("SELECT pg_backend_pid()::bigint") as Int64? }
        try connection.run("SELECT pg_terminate_backend(?::int, 5000)", [.integer(try #require(backend))])
        #expect(try ledger.planKey().count == 32)
        let error = #expect(throws: LedgerError.self) {
            try ledger.transaction { try $0.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
        }
        guard case .unreachable = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try ledger.planKey().count == 32)
    }

    @Test func `a connection that breaks at the commit leaves it open whether the change holds`() throws {
        let ledger = try PostgresLedger.create(at: try TestServer.get().newPlace().url)
        try ledger.transaction { database in
            try database.execute(
                """
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
                """)
            try database.execute(
                """
                CREATE CONSTRAINT TRIGGER dying AFTER INSERT ON suppressions DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION die()
                """)
        }
        let error = #expect(throws: LedgerError.self) {
            try ledger.transaction {
                try $0.execute("INSERT INTO suppressions (number, reason, since) VALUES (1, 'x', 0)")
            }
        }
        guard case .unreachable(_, let detail) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("broke while a change was committed"))
        #expect(try value(ledger, "SELECT count(*) FROM suppressions") == 0)
    }
}
