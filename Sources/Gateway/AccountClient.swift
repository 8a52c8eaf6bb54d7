import AsyncHTTPClient
import CampaignModel
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a gateway about a line's account.
///
/// A question may be asked again without harm, but it carries the account's secrets: redirects are not
/// followed here either.
package struct AccountClient: Sendable {
    /// Lists of templates are longer than replies to a send.
    package static let longestReply = 4 << 20

    private let line: ResolvedLine
    private let limits: HTTPLimits
    private let mask: SecretMask
    private let now: @Sendable () -> Instant

    /// - Parameter now: the wall clock, used only where a gateway says until which date to wait.
    package init(
        line: ResolvedLine, limits: HTTPLimits = HTTPLimits(body: AccountClient.longestReply),
        now: @escaping @Sendable () -> Instant = { Instant(seconds: Date().timeIntervalSince1970) }
    ) {
        self.line = line
        self.limits = limits
        self.now = now
        mask = SecretMask(line.secrets)
    }

    package func balance() async -> AccountAnswer<AccountBalance> {
        await ask(.balance) { reply in
            BalanceReader.read(reply, mask: mask)
        }
    }

    package func templates() async -> AccountAnswer<[ListedTemplate]> {
        await ask(.templates) { reply in
            TemplateListReader.read(reply, mask: mask)
        }
    }

    private func ask<Value>(
        _ query: AccountQuery, read: (AccountReply) -> AccountAnswer<Value>
    ) async -> AccountAnswer<Value> {
        guard case .contacto(let access) = line.account else { return .notOffered }
        let request: HTTPClient.Request
        do {
            let wire = try ContactoAccountWire.encode(query, access)
            var headers = HTTPHeaders(wire.headers.map { ($0.name, $0.value) })
            headers.add(name: "Accept", value: "*/*")
            headers.add(name: "User-Agent", value: "pregon")
            headers.add(name: "Connection", value: "close")
            request = try HTTPClient.Request(
                url: wire.url, method: .POST, headers: headers,
                body: .byteBuffer(ByteBuffer(bytes: wire.body)))
        } catch {
            return .unreachable(reason: mask.shown("the address cannot be used: \(error)", limit: 300))
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        defer { Task { try? await client.shutdown() } }
        do {
            let deadline = NIODeadline.now() + .milliseconds(Int64(limits.reply * 1000))
            let reply = try await client.execute(
                request: request, delegate: ReplyCollector(limit: limits.body), deadline: deadline
            ).get()
            return read(
                AccountReply(
                    status: reply.status ?? 0, headers: reply.headers, body: reply.body, arrived: now()))
        } catch {
            return .unreachable(
                reason: mask.shown(ConnectionFailure.words(of: error, limits: limits), limit: 300))
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(min(limits.connect, limits.reply) * 1000))),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        return configuration
    }
}
