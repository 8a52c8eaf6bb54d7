import Foundation
import Testing

/// `pregon webhooks` as a process of its own.
final class WebhookReceiver: Sendable {
    static let secret = "Zm9vYmFy_c2VjcmV0-MTIzNDU2Nzg5MA"

    let process: ChildProcess
    let port: Int

    static func start(
        _ workspace: TestWorkspace, _ arguments: [String] = []
    ) async throws -> WebhookReceiver {
        let process = try workspace.begin(
            ["webhooks", "--listen", "127.0.0.1:0"] + arguments,
            environment: ["PREGON_WEBHOOK_SECRET": secret])
        try await eventually("the receiver listens") {
            guard process.isRunning else { throw TooLate(description: process.stderr) }
            return process.stdout.contains(/:[0-9]+\/hooks/)
        }
        guard let port = process.stdout.firstMatch(of: /:([0-9]+)\/hooks/).flatMap({ Int($0.1) }) else {
            throw TooLate(description: "the receiver does not say its port: \(process.stdout)")
        }
        return WebhookReceiver(process: process, port: port)
    }

    private init(process: ChildProcess, port: Int) {
        self.process = process
        self.port = port
    }

    func stop() { process.stop() }

    /// Posts a body; returns the status of the answer.
    @discardableResult
    func post(_ body: String, to path: String = "/hooks/\(secret)") throws -> Int {
        let connection = try LoopbackConnection(port: port)
        return try connection.request("POST", path, body: body)
    }
}

/// A TCP connection to loopback, byte by byte, so that a test can be as rude as it likes.
final class LoopbackConnection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(
                descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw TooLate(description: "no connection to port \(port)")
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let sent = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // The other side may have closed; what it answered is still there to be read.
            guard sent > 0 else { return }
            bytes = bytes.dropFirst(sent)
        }
    }

    /// What arrives until a condition holds or the other side closes.
    func receive(until isEnough: (String) -> Bool) -> String {
        var arrived: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isEnough(String(decoding: arrived, as: UTF8.self)) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            arrived += buffer.prefix(count)
        }
        return String(decoding: arrived, as: UTF8.self)
    }

    /// The status of the answer to one request.
    func request(_ method: String, _ path: String, body: String = "") throws -> Int {
        send(
            """
            \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r
            Content-Length: \(body.utf8.count)\r\n\r\n
            """ + body)
        return try status()
    }

    func status() throws -> Int {
        let answer = receive { $0.contains("\r\n\r\n") }
        guard let status = answer.firstMatch(of: /^HTTP\/1\.1 ([0-9]{3})/).flatMap({ Int($0.1) }) else {
            throw TooLate(description: "no answer: \(answer)")
        }
        return status
    }
}
