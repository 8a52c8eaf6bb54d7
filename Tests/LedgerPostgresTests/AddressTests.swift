import Foundation
import Ledger
import Testing

@testable import LedgerPostgres

@Suite struct AddressTests {
    private static func address(_ url: String, around: [String: String] = [:]) throws -> PostgresAddress {
        try PostgresAddress(url: url, surroundings: around)
    }

    @Test(arguments: [
        ("postgres://ana:s3cret@db.example:5433/pregon", "postgres://ana@db.example:5433/pregon"),
        ("postgresql://ana:s3cret@db.example/pregon?sslrootcert=/x", "postgresql://ana@db.example/pregon"),
        ("postgres://db.example/pregon?user=ana&password=s3cret", "postgres://ana@db.example/pregon"),
        ("postgres://ana:s3cret@/pregon?host=/run/postgresql", "postgres://ana@/pregon?host=/run/postgresql"),
        ("postgres://ana:s3cret@[::1]:5432/pregon", "postgres://ana@[::1]:5432/pregon"),
        ("postgres:///pregon", "postgres:///pregon"),
        ("postgres://ana:s%33cret@a,b:2/pregon", "postgres://ana@a,b:,2/pregon"),
    ])
    func `a place is named without its password`(url: String, place: String) throws {
        let address = try Self.address(url)
        #expect(address.place == place)
        #expect(!address.place.contains("s3cret"))
    }

    @Test(arguments: [
        "mysql://ana:s3cret@db.example/pregon", "postgres://ana:s3cret@db.example:x:y/pregon?what=1",
        "postgres://ana:s3%cret@db.example/pregon", "postgres://ana:s3cret@db.example/pregon?what=s3cret",
        "ana:s3cret", "", "postgres://ana:s3c/ret@db.example/pregon",
        "postgres://ana:s3@cret@db.example/pregon",
        "postgres://ana:/s3cret@db.example/pregon", "postgres://ana:s3@s4/s5@db.example/pregon",
    ])
    func `what is no address is refused, and not quoted`(url: String) throws {
        let error = #expect(throws: LedgerError.self) { try Self.address(url) }
        let words = try #require(error).description
        #expect(!words.contains("s3") && !words.contains("ana"))
        #expect(words.contains("postgres://user@host:5432/database"))
    }

    @Test(arguments: [
        ("postgres://ana@db.example/pregon?sslmod=verify-full", true),
        ("postgres://ana@db.example/pregon?sslmode=verify-full&sslmod=x", true),
        ("postgres://ana:s3?sslmod&x@db.example/pregon?sslmod=1", false),
    ])
    func `a parameter that does not exist is named, unless it may be part of a password`(
        url: String, isNamed: Bool
    ) throws {
        let error = #expect(throws: LedgerError.self) { try Self.address(url) }
        #expect(try #require(error).description.contains("there is no parameter `sslmod`") == isNamed)
    }

    @Test func `an address that gets into a text leaves its password behind`() throws {
        let address = try Self.address("postgres://ana:s3cret@db.example/pregon?sslpassword=s3cret")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), String(describing: [address]), dumped] {
            #expect(!text.contains("s3cret"))
        }
    }

    @Test func `what libpq says goes on without the password`() throws {
        let address = try Self.address("postgres://ana:s3%20cret@127.0.0.1/pregon")
        #expect(address.masked("FATAL:  no \"s3 cret\"\n\tof ana\n") == "FATAL: no \"•••\" of ana")
    }

    @Test(arguments: [
        "postgres:///pregon", "postgres://localhost/pregon", "postgres://127.0.0.1/pregon",
        "postgres://127.8.9.10/pregon", "postgres://[::1]/pregon", "postgres:///pregon?host=/run/postgresql",
        "postgres:///pregon?host=/run/postgresql,localhost", "postgres://LOCALHOST/pregon",
        "postgres://db.example/pregon?hostaddr=127.0.0.1",
    ])
    func `a server on this machine may be reached without TLS`(url: String) throws {
        let address = try Self.address(url)
        #expect(address.isLocal)
        #expect(address.parameters["sslmode"] == nil)
    }

    @Test(arguments: [
        "postgres://db.example/pregon", "postgres://127.0.0.1.example/pregon", "postgres://10.0.0.1/pregon",
        "postgres:///pregon?host=/run/postgresql,db.example", "postgres://localhost/pregon?hostaddr=10.0.0.1",
        "postgres://localhost.example/pregon", "postgres://127.0.0/pregon", "postgres://[::2]/pregon",
        "postgres://db.example/pregon?sslmode=verify-full",
    ])
    func `every other server must prove who it is`(url: String) throws {
        let address = try Self.address(url)
        #expect(!address.isLocal)
        #expect(address.parameters["sslmode"] == "verify-full")
        #expect(address.parameters["gssencmode"] == "disable")
    }

    @Test func `the environment's host counts where the address names none, and its sslmode does not`() throws
    {
        let address = try Self.address(
            "postgres:///pregon", around: ["host": "db.example", "sslmode": "require"])
        #expect(!address.isLocal)
        #expect(address.parameters["sslmode"] == "verify-full")
    }

    @Test(arguments: ["disable", "allow", "prefer", "require", "verify-ca"])
    func `a weaker sslmode for another machine is refused with words`(mode: String) throws {
        let url = "postgres://ana:s3cret@db.example/pregon?sslmode=\(mode)"
        let error = #expect(throws: LedgerError.self) { try Self.address(url) }
        let words = try #require(error).description
        #expect(words.contains("sslmode=\(mode)") && words.contains("postgres://ana@db.example/pregon"))
        #expect(!words.contains("s3cret"))
    }

    @Test(arguments: ["service=x", "replication=database"])
    func `what would change the connection behind the address's back is refused`(option: String) {
        #expect(throws: LedgerError.self) { try Self.address("postgres://localhost/pregon?\(option)") }
    }

    @Test func `the address may set what is usual otherwise`() throws {
        let usual = try Self.address("postgres://localhost/pregon").parameters
        #expect(usual["connect_timeout"] == "5" && usual["application_name"] == "pregon")
        let own = try Self.address(
            "postgres://localhost/pregon?connect_timeout=9&application_name=x&client_encoding=LATIN1"
        ).parameters
        #expect(own["connect_timeout"] == "9" && own["application_name"] == "x")
        #expect(own["client_encoding"] == "UTF8")
    }

    @Test(arguments: [
        ("pregon", "pregon"), ("\"$user\", public", "ana"), ("Mixed, b", "mixed"),
        ("\"Odd \"\"x\"\"\", b", "Odd \"x\""),
        ("\"\"", nil), ("", nil),
    ])
    func `the first schema of a search path is where the tables are`(path: String, schema: String?) {
        let settings = ServerSettings(
            fsync: "on", fullPageWrites: "on", synchronousCommit: "on", version: 150_000, encoding: "UTF8",
            searchPath: path)
        #expect(settings.firstSchema(user: "ana") == schema)
    }

    @Test func `a server that could forget what was sent is refused`() {
        let good = ServerSettings(
            fsync: "on", fullPageWrites: "on", synchronousCommit: "on", version: 150_000, encoding: "UTF8",
            searchPath: "")
        #expect(good.objection == nil)
        for (change, word) in [
            (\ServerSettings.fsync, "fsync"), (\.fullPageWrites, "full_page_writes"), (\.encoding, "UTF8"),
        ] as [(WritableKeyPath<ServerSettings, String>, String)] {
            var bad = good
            bad[keyPath: change] = "off"
            #expect(bad.objection?.contains(word) == true)
        }
        var old = good
        old.version = 120_000
        #expect(old.objection?.contains("PostgreSQL 12") == true)
    }
}

@Suite struct LibPQTests {
    @Test func `a library that is not there, or is another one, is none`() {
        #expect(LibPQ(library: "libnothing-of-that-name.so.5") == nil)
        #expect(LibPQ(library: "libc.so.6") == nil)
        #expect(LibPQ(library: "libpq.so.5") != nil)
    }
}
