import CLibpq
import Glibc
import Ledger

/// One connection of libpq's, set up so that what it commits is durable.
///
/// `@unchecked`, because only one transaction at a time has it: the pool hands it to nobody else meanwhile.
final class PostgresConnection: @unchecked Sendable {
    let address: PostgresAddress
    /// Where the tables are.
    private(set) var schema = "pregon"

    let handle: OpaquePointer
    /// Statements that the server has prepared for this connection, by their text.
    var prepared: [String: [PreparedStatement]] = [:]
    var preparedCount = 0
    /// Nil where libpq is too old for it: then every statement is waited for.
    var pipeline = LibPQ.shared?.pipeline
    /// Statements that were sent, and whose answers nobody has read yet (`runAhead`).
    var ahead = 0
    /// From the first of those to the end of the statement that is waited for.
    var isPipelining = false
    /// Rows of a statement are being read.
    var isStreaming = false
    /// The server has lost its faith in what it had prepared, or does not answer any more.
    var isStale = false
    /// Seconds that an answer may take.
    var patience = 15.0

    /// Connects within 5 s a host; `unfit` where the server's settings would not keep a commit.
    init(_ address: PostgresAddress) throws(LedgerError) {
        self.address = address
        guard let handle = Self.connect(address.parameters) else {
            throw .io(place: address.place, detail: "there is no memory left")
        }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = address.masked(PQerrorMessage(handle).map { String(cString: $0) } ?? "")
            if PostgresFailure.isRefusal(message) {
                throw .unfit(
                    place: address.place,
                    detail:
                        "its server refuses: \(message). Look at the user, the password and the database of its address"
                )
            }
            throw .unreachable(place: address.place, detail: message)
        }
        // Else libpq writes the server's notices to stderr.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard address.isLocal || usesTLS else {
            throw .unfit(place: address.place, detail: "the server does not speak TLS")
        }
        do {
            try setUp()
        } catch {
            throw LedgerError(error, place: address.place)
        }
    }

    deinit { PQfinish(handle) }

    var usesTLS: Bool { PQsslInUse(handle) == 1 }

    /// Whether the next transaction can have it.
    var isSound: Bool {
        !isStreaming && !isPipelining && !isStale && PQstatus(handle) == CONNECTION_OK
            && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    /// Whether the server has closed it; looks at what has arrived, and waits for nothing. The first look may find a
    /// farewell, and only the second one that nothing follows it.
    var isClosed: Bool {
        PQstatus(handle) != CONNECTION_OK || PQconsumeInput(handle) == 0 || PQconsumeInput(handle) == 0
            || PQstatus(handle) != CONNECTION_OK
    }

    private static func connect(_ parameters: [String: String]) -> OpaquePointer? {
        let sorted = parameters.sorted { $0.key < $1.key }
        let keywords = sorted.map { strdup($0.key) } + [nil]
        let values = sorted.map { strdup($0.value) } + [nil]
        defer { for text in keywords + values { free(text) } }
        return PQconnectdbParams(
            keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
    }

    // MARK: Setting up

    /// Older ones have long had no repairs, and nobody tries the ledger with them.
    static let oldestVersion: Int64 = 130_000

    private func setUp() throws {
        let row = try run(
            """
            SELECT current_setting('fsync'), current_setting('full_page_writes'),
                current_setting('synchronous_commit'), current_setting('server_version_num')::int,
                current_setting('server_encoding'), current_setting('search_path')
            """, []
        ).rows.first
        guard let row else { throw PostgresFailure(message: "the server does not tell its settings") }
        let settings = try ServerSettings(row)
        if let detail = settings.objection { throw LedgerError.unfit(place: address.place, detail: detail) }
        if address.choosesSchema,
            let chosen = settings.firstSchema(user: PQuser(handle).map { String(cString: $0) } ?? "")
        {
            schema = chosen
        }
        // A runner whose machine or network is gone is to be missed, and its locks with it, in half a minute and not in two
        // hours. Compiling a statement (`jit`) takes longer than any of the ledger's takes to run.
        try command(
            """
            SET search_path = \(try quoted(schema)); SET lock_timeout = '10s'; SET statement_timeout = '60s';
            SET idle_in_transaction_session_timeout = '60s'; SET standard_conforming_strings = on; SET jit = off;
            SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
            SET client_min_messages = warning\(settings.synchronousCommit == "off" ? "; SET synchronous_commit = on" : "")
            """)
    }

    /// A name as SQL writes it.
    func quoted(_ name: String) throws -> String {
        guard let escaped = PQescapeIdentifier(handle, name, name.utf8.count) else { throw failure() }
        defer { PQfreemem(escaped) }
        return String(cString: escaped)
    }

    /// What libpq says of the connection itself.
    func failure() -> PostgresFailure {
        let message = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return PostgresFailure(
            message: message.isEmpty ? "the connection is broken" : address.masked(message), isLost: true)
    }
}

/// What a server must be like to keep a ledger.
struct ServerSettings: Sendable, Hashable {
    var fsync: String
    var fullPageWrites: String
    var synchronousCommit: String
    var version: Int64
    var encoding: String
    var searchPath: String

    /// Why it must not keep one; nil where it may.
    var objection: String? {
        if version < PostgresConnection.oldestVersion {
            return "the server is PostgreSQL \(version / 10_000), and 13 or later is needed"
        }
        for (name, value) in [("fsync", fsync), ("full_page_writes", fullPageWrites)] where value != "on" {
            return """
                the server runs with \(name) = \(value): after a power cut, what was sent would look as if it \
                were not, and be sent again. Set \(name) = on
                """
        }
        if encoding != "UTF8" {
            return
                "its database has the encoding \(encoding), and needs UTF8 (CREATE DATABASE … ENCODING 'UTF8')"
        }
        return nil
    }

    /// The first name of `search_path`, which lists names as SQL writes them.
    func firstSchema(user: String) -> String? {
        let path = searchPath.drop { $0 == " " }
        guard path.first == "\"" else {
            let name = path.prefix { $0 != "," && $0 != " " }
            return name.isEmpty ? nil : name.lowercased()
        }
        var name = ""
        var rest = path.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" {
                guard rest.first == "\"" else { break }
                rest.removeFirst()
            }
            name.append(character)
        }
        return name == "$user" ? user : name.isEmpty ? nil : name
    }
}

extension ServerSettings {
    init(_ row: PostgresRow) throws {
        self.init(
            fsync: try row.text(0), fullPageWrites: try row.text(1), synchronousCommit: try row.text(2),
            version: try row.integer(3), encoding: try row.text(4), searchPath: try row.text(5))
    }
}
