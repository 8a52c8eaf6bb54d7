import Foundation
import Ledger
import Testing

@testable import LedgerPostgres

/// A server that is not on this machine must prove who it is. Here it is on the loopback all the same, and only held to
/// what holds for others.
@Suite(.enabled(if: TestServer.isWanted, TestServer.missing)) struct TLSTests {
    /// An address of the test server by TCP, as one of another machine would be used; the certificate's name is `name`.
    private func address(name: String, roots: String) throws -> PostgresAddress {
        let server = try TestServer.get()
        var address = try PostgresAddress(
            url:
                "postgres://postgres:\(try server.password())@\(name):\(server.port)/postgres?hostaddr=127.0.0.1"
        )
        address.isLocal = false
        address.parameters["sslmode"] = "verify-full"
        address.parameters["gssencmode"] = "disable"
        address.parameters["sslrootcert"] = roots
        return address
    }

    @Test func `with a certificate of a known root and in its own name, it is believed`() throws {
        let connection = try PostgresConnection(
            try address(name: "ledger.example", roots: try TestServer.get().folder + "/server.crt"))
        #expect(connection.usesTLS)
        #expect(try connection.run("SELECT 1", []).rows.first?.integer(0) == 1)
    }

    @Test(arguments: [("other.example", true), ("ledger.example", false)])
    func `in another's name, or by a root that nobody knows, it is refused`(
        name: String, knowsRoot: Bool
    ) throws {
        let own = try TestServer.get().folder + "/server.crt"
        let system = "/etc/ssl/certs/ca-certificates.crt"
        let error = #expect(throws: LedgerError.self) {
            try PostgresConnection(try address(name: name, roots: knowsRoot ? own : system))
        }
        guard case .unreachable(_, let detail) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains("certificate"))
    }

    @Test func `one that was reached without TLS is refused, whatever libpq was told`() throws {
        var address = try PostgresAddress(url: try TestServer.get().url())
        address.isLocal = false
        let error = #expect(throws: LedgerError.self) { try PostgresConnection(address) }
        #expect(error == .unfit(place: address.place, detail: "the server does not speak TLS"))
    }
}
