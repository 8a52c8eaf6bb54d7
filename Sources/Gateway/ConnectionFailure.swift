import NIOHTTP1
import NIOPosix
import NIOSSL

/// Puts the network layer's errors into words for operators.
enum ConnectionFailure {
    static let closedEarly = "the connection was closed before the reply was complete"

    static func words(of error: any Error) -> String {
        if let error = error as? HTTPParserError, error == .invalidEOFState { return closedEarly }
        if let error = error as? NIOSSLError, case .handshakeFailed(let cause) = error {
            // The library's text names its own source files; the one cause that an operator can act on is
            // told apart by BoringSSL's name for it.
            return "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
                ? "no secure connection: the server's certificate is not trusted"
                : "no secure connection: the TLS handshake failed"
        }
        guard let failure = error as? NIOConnectionError else { return "\(error)" }
        if failure.connectionErrors.isEmpty, let cause = failure.dnsAError ?? failure.dnsAAAAError {
            return "the name \(failure.host) cannot be resolved: \(cause)"
        }
        let causes = failure.connectionErrors.map { "\($0.error)" }
        return "no connection to \(failure.host), port \(failure.port): \(causes.joined(separator: "; "))"
    }
}
