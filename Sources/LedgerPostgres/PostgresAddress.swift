import CLibpq
import Foundation
import Ledger

/// Where a ledger's server is and how it may be talked to, from a URL as libpq reads it
/// ("Connection URIs", https://www.postgresql.org/docs/current/libpq-connect.html).
struct PostgresAddress: Sendable, Hashable {
    /// `scheme://user@host:port/database`, without the password: how errors name it.
    let place: String
    /// What libpq is told, by its keywords.
    var parameters: [String: String]
    /// A server on this machine is reached by a socket or the loopback; every other must prove who it is.
    var isLocal: Bool
    /// The URL's `options` say where the tables are.
    let choosesSchema: Bool

    /// - Parameter surroundings: libpq's defaults, environment included, by keyword; nil asks libpq.
    init(url: String, surroundings: [String: String]? = nil) throws(LedgerError) {
        guard LibPQ.shared != nil else {
            throw .unfit(
                place: "a PostgreSQL server",
                detail:
                    "libpq, PostgreSQL's client library, is not on this machine. Install it (Debian: libpq5)")
        }
        guard let given = Self.parse(url), !Self.isMisread(url, given) else {
            // libpq's own words quote the URL with its password.
            let unknown = Self.unknownParameter(url).map { ": there is no parameter `\($0)`" } ?? ""
            throw .unfit(
                place: "a PostgreSQL server",
                detail: """
                    its address is not one that libpq reads\(unknown). It looks like \
                    postgres://user@host:5432/database, and characters such as @ : / in a name or password are \
                    written as %40 %3A %2F
                    """)
        }
        let around = surroundings ?? Self.defaults()
        place = Self.place(url, given)
        for keyword in ["service", "replication"] where given[keyword] != nil {
            throw .unfit(
                place: place,
                detail: "`\(keyword)` cannot be part of its address. Name host, user and database in the URL")
        }
        isLocal = Self.isLocal(given, around)
        choosesSchema = (given["options"] ?? around["options"] ?? "").contains("search_path")
        var parameters = Self.usual.merging(given) { _, given in given }
        if !isLocal {
            if let mode = given["sslmode"], mode != "verify-full" {
                throw .unfit(
                    place: place,
                    detail: """
                        its address asks for sslmode=\(mode), but the server is not on this machine: without \
                        verify-full anybody on the way could read and change the ledger. Take sslmode out of \
                        the address, or write verify-full
                        """)
            }
            parameters["sslmode"] = "verify-full"
            // Encryption by GSSAPI would come before TLS, and take its place.
            parameters["gssencmode"] = "disable"
            if given["sslrootcert"] == nil, around["sslrootcert"] == nil {
                parameters["sslrootcert"] = Self.roots
            }
        }
        // The server's and this program's idea of a text must be one.
        parameters["client_encoding"] = "UTF8"
        self.parameters = parameters
    }

    /// A text of libpq's without the password.
    func masked(_ text: String) -> String {
        var text = PostgresFailure.oneLine(text)
        for keyword in ["password", "sslpassword"] {
            if let secret = parameters[keyword], !secret.isEmpty {
                text = text.replacing(PostgresFailure.oneLine(secret), with: "•••")
            }
        }
        return text
    }

    // MARK: Reading

    /// Where nothing else is said. A server that is gone without a word is noticed within 30 s, before the lease of an
    /// attempt ends.
    private static let usual = [
        "application_name": "pregon", "connect_timeout": "5", "keepalives": "1", "keepalives_idle": "10",
        "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "30000",
    ]

    private static func parse(_ url: String) -> [String: String]? {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"), !url.utf8.contains(0) else {
            return nil
        }
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(url, &message)
        if let message { PQfreemem(message) }
        defer { PQconninfoFree(options) }
        return options.map(values)
    }

    /// The first name after the URL's `?` that libpq has no meaning for, if it looks like a name and like no part of a
    /// password.
    private static func unknownParameter(_ url: String) -> String? {
        guard let question = url.firstIndex(of: "?"), case let query = url[question...].dropFirst(),
            !query.contains("@")
        else { return nil }
        let options = PQconndefaults()
        defer { PQconninfoFree(options) }
        var known: Set<String> = []
        var option = options
        while let keyword = option?.pointee.keyword {
            known.insert(String(cString: keyword))
            option = option?.advanced(by: 1)
        }
        return query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }.first { name in
            !known.contains(name) && (1...30).contains(name.utf8.count)
                && name.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
                }
        }
    }

    /// An unescaped `/` or `@` in a password has libpq read a part of it as a port or a database.
    private static func isMisread(_ url: String, _ given: [String: String]) -> Bool {
        let rest = url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "?" }
        let authority = rest.prefix { $0 != "/" }
        let isOnePort = (given["port"] ?? "").allSatisfy { $0.isASCII && $0.isNumber || $0 == "," }
        return authority.count { $0 == "@" } > 1 || rest.dropFirst(authority.count).contains("@")
            || !isOnePort
    }

    private static func defaults() -> [String: String] {
        let options = PQconndefaults()
        defer { PQconninfoFree(options) }
        return options.map(values) ?? [:]
    }

    private static func values(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }

    /// What is connected to: an address where one is given, else a name; nothing means the usual socket.
    private static func isLocal(_ given: [String: String], _ around: [String: String]) -> Bool {
        let hosts = given["host"] ?? around["host"] ?? ""
        let addresses = given["hostaddr"] ?? around["hostaddr"] ?? ""
        let names = (addresses.isEmpty ? hosts : addresses).split(
            separator: ",", omittingEmptySubsequences: false)
        return names.allSatisfy { name in
            let name = name.trimmingCharacters(in: .whitespaces).lowercased()
            if name.isEmpty || name.hasPrefix("/") || name.hasPrefix("@") { return true }
            if name == "localhost" || name == "::1" { return true }
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        }
    }

    private static func place(_ url: String, _ given: [String: String]) -> String {
        let scheme = url.prefix { $0 != ":" }
        let user = given["user"].map { "\($0)@" } ?? ""
        let database = given["dbname"] ?? ""
        let host = given["host"] ?? given["hostaddr"] ?? ""
        let isSocket = host.hasPrefix("/") || host.hasPrefix("@")
        let port = given["port"].map { ":\($0)" } ?? ""
        return isSocket
            ? "\(scheme)://\(user)\(port)/\(database)?host=\(host)"
            : "\(scheme)://\(user)\(host.contains(":") ? "[\(host)]" : host)\(port)/\(database)"
    }

    /// Whom to believe where nobody says: the roots that this user has chosen for PostgreSQL, else the system's.
    private static var roots: String? {
        let own = FileManager.default.homeDirectoryForCurrentUser.path + "/.postgresql/root.crt"
        if FileManager.default.fileExists(atPath: own) { return nil }
        if PQlibVersion() >= 160_000 { return "system" }
        return [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
        ]
        .first { FileManager.default.fileExists(atPath: $0) }
    }
}

/// However it gets into a text: without its password.
extension PostgresAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { place }
    var debugDescription: String { place }
    var customMirror: Mirror { Mirror(self, children: ["place": place]) }
}
