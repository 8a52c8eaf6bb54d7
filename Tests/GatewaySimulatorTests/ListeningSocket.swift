import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A bare listener on a free port of 127.0.0.1 that answers each request 204 and keeps it as it came.
final class ListeningSocket: Sendable {
    struct Failed: Error { var call: String, code = errno }

    let port: Int
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(call: "socket") }
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound, listen(descriptor, 8) == 0 else { throw Failed(call: "bind") }
        port = Int(in_port_t(bigEndian: address.sin_port))
    }

    func close() { Glibc.close(descriptor) }

    /// Takes requests, one connection after the other, until one holds a text. It blocks a thread of its own.
    func requests(until text: String) async throws -> [String] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try self.blocking(until: text) }) }
        }
    }

    private func blocking(until text: String) throws -> [String] {
        defer { close() }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var requests: [String] = []
        while requests.last?.contains(text) != true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { throw Failed(call: "accept") }
            defer { Glibc.close(connection) }
            requests.append(try Self.request(connection))
            let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
            guard send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) == answer.count else {
                throw Failed(call: "send")
            }
        }
        return requests
    }

    /// One request with a Content-Length, whole.
    private static func request(_ connection: Int32) throws -> String {
        var received = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = received.range(of: "\r\n\r\n") {
                let head = received[..<end.lowerBound].lowercased()
                let length = head.firstMatch(of: /content-length: ([0-9]+)/).flatMap { Int($0.1) } ?? 0
                if received[end.upperBound...].utf8.count >= length { return received }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failed(call: "recv") }
            received += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}
