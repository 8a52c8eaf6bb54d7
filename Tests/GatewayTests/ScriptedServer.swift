import Foundation
import Synchronization

/// A server of raw sockets on loopback that does one scripted thing with each connection and counts what it
/// gets. It shares no code with the client under test.
final class ScriptedServer: Sendable {
    enum Script: Sendable {
        /// Reads one whole request, sends these bytes, and closes.
        case reply(String)
        /// Reads one whole request, waits until `release` is called, then sends these bytes.
        case replyWhenReleased(String)
        /// Reads one whole request and closes without a word.
        case close
        /// Closes as soon as bytes have arrived, without reading them.
        case closeUnread
        /// Reads for as long as the other side keeps the connection, and says nothing.
        case silence
    }

    struct Failed: Error { let call: String }

    let port: UInt16
    private let listener: Int32
    private let script: Script
    private let seen = Mutex<[String]>([])
    private let connectionCount = Mutex(0)
    private let gate = DispatchSemaphore(value: 0)
    private let arrivals: AsyncStream<Void>
    private let arrived: AsyncStream<Void>.Continuation

    init(_ script: Script) throws {
        self.script = script
        (arrivals, arrived) = AsyncStream.makeStream()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fd = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(fd, pointer, length) == 0 && listen(fd, 16) == 0
                    && getsockname(fd, pointer, &length) == 0
            }
        }
        guard bound else { throw Failed(call: "bind") }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    var url: String { "http://127.0.0.1:\(port)/m" }
    /// Every complete request, head and body.
    var requests: [String] { seen.withLock { $0 } }
    var connections: Int { connectionCount.withLock { $0 } }

    func firstRequest() async {
        for await _ in arrivals { return }
    }

    func release() { gate.signal() }

    /// Refuses connections from now on.
    func stop() {
        // Closed by the thread that accepts: were it closed here, that thread could accept once more, on a
        // number that by then belongs to another test's server.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else {
                close(listener)
                return
            }
            connectionCount.withLock { $0 += 1 }
            Thread.detachNewThread { [self] in
                serve(connection)
                close(connection)
            }
        }
    }

    private func serve(_ connection: Int32) {
        if case .closeUnread = script {
            // Closed any sooner, the other side might never have used the connection.
            var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            _ = poll(&waiting, 1, 5000)
            return
        }
        guard readRequest(connection) else { return }
        switch script {
        case .reply(let text): send(text, connection)
        case .replyWhenReleased(let text):
            gate.wait()
            send(text, connection)
        case .close, .closeUnread: break
        case .silence: while readRequest(connection) {}
        }
    }

    private func send(_ text: String, _ connection: Int32) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard written > 0 else { return }
            offset += written
        }
    }

    /// Reads up to the end of one request by its Content-Length; false at the end of the connection.
    private func readRequest(_ connection: Int32) -> Bool {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let length = text[..<end.lowerBound].split(separator: "\r\n")
                    .first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
                if text[end.upperBound...].utf8.count >= length ?? 0 {
                    seen.withLock { $0.append(text) }
                    arrived.yield()
                    return true
                }
            }
            let count = read(connection, &chunk, chunk.count)
            guard count > 0 else { return false }
            bytes += chunk[..<count]
        }
    }
}
