import Foundation
import GatewaySimulator
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// All a connection gave back before it ended, and how it ended.
struct Exchange: Equatable, Sendable {
    var text: String
    var wasReset: Bool
}

func post(_ target: String, _ body: String, headers: String = "Connection: close\r\n") -> String {
    "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)"
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// Runs a server on a free port for as long as the body runs.
func withServer(
    fault: FaultKind? = nil, _ body: @escaping @Sendable (RunningServer) async throws -> Void
) async throws {
    var options = SimulatorOptions()
    options.faultRate = fault == nil ? 0 : 1
    options.faults = fault.map { [$0] } ?? []
    try await withServer(options: options, body)
}

func withServer(
    options: SimulatorOptions, _ body: @escaping @Sendable (RunningServer) async throws -> Void
) async throws {
    let server = try SimulatorServer(options: options)
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
        defer { announce.finish() }
        try await server.run(handlingSignals: false) { announce.yield($0) }
    }
    defer { serving.cancel() }
    for await port in ports {
        try await body(RunningServer(server: server, port: port, stop: { serving.cancel() }))
        serving.cancel()
        break
    }
    // A port that could not be bound is reported here, and so is a server that does not end.
    try await serving.value
}

struct RunningServer: Sendable {
    var server: SimulatorServer
    var port: Int
    var stop: @Sendable () -> Void
}

/// A connection that has sent its bytes and reads nothing; closing it is how a client gives up.
struct SilentClient: Sendable {
    private let descriptor: Int32

    init(_ port: Int, _ bytes: String) throws {
        descriptor = try connected(port)
        let bytes = Array(bytes.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw SocketFailure(call: "send")
        }
    }

    func giveUp() { close(descriptor) }
}

struct SocketFailure: Error { var call: String, code = errno }

private func connected(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
    guard isConnected else {
        close(descriptor)
        throw SocketFailure(call: "connect")
    }
    return descriptor
}

/// Sends bytes and reads until the other side ends the connection. It blocks, and so on a thread of its own:
/// the server needs those of the concurrency pool.
func exchange(_ port: Int, _ bytes: String) async throws -> Exchange {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try blockingExchange(port, bytes) }) }
    }
}

private func blockingExchange(_ port: Int, _ bytes: String) throws -> Exchange {
    let descriptor = try connected(port)
    defer { close(descriptor) }
    var rest = Array(bytes.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        // A server that has heard enough answers and closes; what it said is still to be read.
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            received += buffer.prefix(count)
        } else if count < 0, errno != ECONNRESET {
            throw SocketFailure(call: "recv")
        } else {
            return Exchange(text: String(decoding: received, as: UTF8.self), wasReset: count < 0)
        }
    }
}
