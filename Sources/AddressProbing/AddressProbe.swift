import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a web address with HEAD, and follows redirects as those do who fetch media; each step passes the guard.
///
/// A host is looked up once: all of its addresses must be public, and the connection goes to one of just those, so
/// that a name cannot mean something else a moment later.
package struct AddressProbe: Sendable {
    package enum Result: Sendable, Hashable {
        /// - Parameters:
        ///   - status: of the last reply, which is no redirect.
        ///   - contentType: lower case, without parameters.
        case answered(status: Int, contentType: String?)
        /// The address, or one it redirects to, leads into this machine or its network. Nothing was asked there.
        case notPublic(host: String)
        /// Nobody answered, in words that end a sentence.
        case unreachable(reason: String)
    }

    package typealias Lookup = @Sendable (String) async throws(HostResolution.Failure) -> [NetworkAddress]

    private static let mostRedirects = 5

    private let lookUp: Lookup
    private let allows: @Sendable (NetworkAddress) -> Bool
    private let seconds: Double

    /// - Parameters:
    ///   - seconds: for each step, connecting included.
    ///   - allows: which addresses may be asked.
    package init(
        seconds: Double = 10, lookUp: @escaping Lookup = HostResolution.addresses(of:),
        allows: @escaping @Sendable (NetworkAddress) -> Bool = \.isPublic
    ) {
        self.seconds = seconds
        self.lookUp = lookUp
        self.allows = allows
    }

    package func ask(_ address: String) async -> Result {
        guard var url = URL(string: address) else { return .unreachable(reason: "it is no web address") }
        for _ in 0...Self.mostRedirects {
            switch await step(url) {
            case .end(let result): return result
            case .redirect(let next): url = next
            }
        }
        return .unreachable(reason: "it redirects more than \(Self.mostRedirects) times")
    }

    private enum Step {
        case end(Result)
        case redirect(URL)
    }

    private func step(_ url: URL) async -> Step {
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host(percentEncoded: false), !host.isEmpty, !host.contains("%")
        else { return .end(.unreachable(reason: "it leads to something that is no http or https address")) }
        // Before an @ may stand what looks like the host.
        guard url.user == nil, url.password == nil else {
            return .end(.unreachable(reason: "it holds a user's name"))
        }
        let addresses: [NetworkAddress]
        do {
            addresses = try await lookUp(host)
        } catch {
            return .end(.unreachable(reason: "the name \(host) cannot be resolved: \(error.reason)"))
        }
        guard !addresses.isEmpty else { return .end(.unreachable(reason: "the name \(host) has no address")) }
        guard addresses.allSatisfy(allows) else { return .end(.notPublic(host: host)) }
        var reason = ""
        for address in addresses.prefix(4) {
            do {
                return next(after: try await head(url, host: host, at: address), from: url)
            } catch let error as NotAllowed {
                return .end(.notPublic(host: error.host))
            } catch {
                reason = Self.words(of: error, seconds: seconds)
            }
        }
        return .end(.unreachable(reason: reason))
    }

    private func next(after response: HTTPClient.Response, from url: URL) -> Step {
        let status = Int(response.status.code)
        if [301, 302, 303, 307, 308].contains(status), let location = response.headers.first(name: "Location")
        {
            guard let next = URL(string: location, relativeTo: url)?.absoluteURL else {
                return .end(.unreachable(reason: "it redirects to something that is no address"))
            }
            return .redirect(next)
        }
        let type = response.headers.first(name: "Content-Type").map {
            $0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        }
        return .end(.answered(status: status, contentType: type))
    }

    private struct NotAllowed: Error { let host: String }

    private func head(_ url: URL, host: String, at address: NetworkAddress) async throws
        -> HTTPClient.Response
    {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(seconds * 500))), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [host: "\(address)"]
        let allows = allows
        // The last word: whatever way the connection was made, nothing is asked of an address that is not allowed.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let remote = channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
            if let remote, allows(remote) { return channel.eventLoop.makeSucceededVoidFuture() }
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(NotAllowed(host: host))
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        defer { Task { try? await client.shutdown() } }
        let request = try HTTPClient.Request(
            url: url, method: .HEAD,
            headers: ["Accept": "*/*", "User-Agent": "pregon", "Connection": "close"])
        return try await client.execute(
            request: request, deadline: .now() + .milliseconds(Int64(seconds * 1000))
        ).get()
    }

    private static func words(of error: any Error, seconds: Double) -> String {
        switch error {
        case let error as HTTPClientError
        where [.connectTimeout, .deadlineExceeded, .readTimeout, .tlsHandshakeTimeout].contains(error):
            "nobody answers within \(Int(seconds)) s"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "the connection is closed without an answer"
        default: "no connection (\(String("\(error)".prefix(200))))"
        }
    }
}
