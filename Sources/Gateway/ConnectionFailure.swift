import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Puts the network layer's errors into words for operators.
enum ConnectionFailure {
    static let closedEarly = "the connection was closed before the reply was complete"

    /// - Parameter limits: those that the attempt was held to.
    static func words(of error: any Error, limits: HTTPLimits) -> String {
        switch error {
        case is ReplyCollector.TooLong: "the reply is longer than \(limits.body) bytes"
        case let error as HTTPClientError where connectionTimeouts.contains(error):
            "no connection within \(seconds(limits.connect))"
        case let error as HTTPClientError where error == .deadlineExceeded:
            "no complete reply within \(seconds(limits.reply))"
        case let error as HTTPClientError where error == .remoteConnectionClosed: closedEarly
        default: words(of: error)
        }
    }

    private static let connectionTimeouts: [HTTPClientError] = [
        .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
    ]

    private static func seconds(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
    }

    private static func words(of error: any Error) -> String {
        if let error = error as? HTTPParserError, error == .invalidEOFState { return closedEarly }
        if let error = error as? NIOSSLError, case .handshakeFailed(let cause) = error {
            // The library's text names its own source files; the one cause that an operator can act on is
            // told apart by BoringSSL's name for it.
            return "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
                ? "no secure connection: the server's certificate is not trusted"
                : "no secure connection: the TLS handshake failed"
        }
        if error is HTTPParserError { return "what came is no HTTP reply" }
        guard let failure = error as? NIOConnectionError else { return "\(error)" }
        if failure.connectionErrors.isEmpty, let cause = failure.dnsAError ?? failure.dnsAAAAError {
            return "the name \(failure.host) cannot be resolved: \(cause)"
        }
        let causes = failure.connectionErrors.map { failure in
            // The library's text of a system error names its own functions as well.
            (failure.error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(failure.error)"
        }
        return "no connection to \(failure.host), port \(failure.port): \(causes.joined(separator: "; "))"
    }
}
