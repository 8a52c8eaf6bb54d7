import Foundation
import LedgerPostgres
import Synchronization
import Testing

/// A PostgreSQL server of the test run's own: a new cluster in a temporary folder, on a Unix socket (and, for TLS, on the
/// loopback), with `fsync` on as a ledger wants it. It ends when the test process does, however that ends: its keeper reads a pipe from it.
final class TestServer: Sendable {
    /// Started by the first test that needs it.
    static let shared = Result { try TestServer() }

    static func get() throws -> TestServer { try shared.get() }

    /// Without the server's programs its tests are skipped, but for CI, where they fail.
    static let isWanted = isCI || binaries != nil
    static let missing: Comment = """
        no PostgreSQL server to be tested with: install Debian's `postgresql` (`make deps-test` does)
        """

    private static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

    /// The newest version's folder of programs.
    private static let binaries: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { "/usr/lib/postgresql/\($0)/bin" }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + path).first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    /// The socket's folder, which is the cluster's, too.
    let folder: String
    /// On 127.0.0.1, with TLS, a certificate of `ledger.example`, which lies in the folder as `server.crt`, and a
    /// password, because other users of the machine can go there.
    let port: Int
    private let keeper: Process
    private let life: Pipe
    private let counter = Mutex(0)

    private struct Unusable: Error, CustomStringConvertible { let description: String }

    private init() throws {
        guard let binaries = Self.binaries else {
            throw Unusable(description: "no PostgreSQL server in /usr/lib/postgresql or on the PATH")
        }
        // Not in TMPDIR: a socket's path has at most 107 bytes, and the server's user must be able to go there.
        var template = Array("/tmp/pregon-postgres-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Unusable(description: "no folder in /tmp") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.folder = folder
        keeper = Process()
        life = Pipe()
        let answers = Pipe()
        keeper.executableURL = URL(fileURLWithPath: "/bin/sh")
        port = try Self.freePort()
        keeper.arguments = ["-c", Self.script, "keeper", folder, String(port)]
        if getuid() == 0 {
            // The server refuses to run as root. Its package brings a user.
            guard let user = getpwnam("postgres") else { throw Unusable(description: "no user postgres") }
            chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
            keeper.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
            keeper.arguments =
                ["--reuid=postgres", "--regid=postgres", "--init-groups", "/bin/sh"]
                + (keeper.arguments ?? [])
        }
        keeper.environment = ["PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C"]
        keeper.currentDirectoryURL = URL(fileURLWithPath: folder)
        keeper.standardInput = life
        keeper.standardOutput = answers
        try keeper.run()
        let answer = String(decoding: answers.fileHandleForReading.availableData, as: UTF8.self)
        guard answer == "ready\n" else {
            let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
            throw Unusable(description: "the server did not start: \(answer) \(log.suffix(2000))")
        }
    }

    /// A port of the loopback that nobody listens on.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else { throw Unusable(description: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static let script = """
        trap '' INT HUP TERM
        ok=no
        {
            umask 077
            od -An -N24 -tx1 /dev/urandom | tr -d ' \\n' >"$1/password" &&
            initdb -D "$1/data" -U postgres --auth-local=trust --auth-host=scram-sha-256 \\
                --pwfile="$1/password" -E UTF8 --locale=C --no-sync &&
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ledger.example \\
                -addext subjectAltName=DNS:ledger.example -keyout "$1/server.key" -out "$1/server.crt" &&
            chmod 600 "$1/server.key" &&
            printf "%s\\n" "listen_addresses = '127.0.0.1'" "port = $2" "unix_socket_directories = '$1'" \\
                "ssl = on" "ssl_cert_file = '$1/server.crt'" "ssl_key_file = '$1/server.key'" \\
                "max_connections = 200" "fsync = on" "shared_buffers = 64MB" "logging_collector = off" \\
                >>"$1/data/postgresql.conf" &&
            pg_ctl -D "$1/data" -l "$1/log" -w -t 60 start </dev/null && ok=yes
        } >"$1/start" 2>&1
        if [ $ok = yes ]; then echo ready; else cat "$1/start"; fi
        exec >/dev/null 2>&1
        cat
        pg_ctl -D "$1/data" -m immediate -w stop
        cd / && rm -rf "$1"
        """

    // MARK: Databases

    /// A URL of a database on this server; `options` are libpq's.
    func url(database: String = "postgres", user: String = "postgres", options: String? = nil) -> String {
        let options = options?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return
            "postgres://\(user)@:\(port)/\(database)?host=\(folder)"
            + (options.map { "&options=\($0)" } ?? "")
    }

    func password() throws -> String { try String(contentsOfFile: folder + "/password", encoding: .utf8) }

    /// A name that no other test has.
    func newName(_ prefix: String = "test") -> String {
        counter.withLock { counter in
            counter += 1
            return "\(prefix)_\(counter)"
        }
    }

    /// A URL whose ledger is in a schema of its own, which is not there yet.
    func newPlace() -> (url: String, schema: String) {
        let schema = newName("ledger")
        return (url(options: "-c search_path=\(schema)"), schema)
    }
}
