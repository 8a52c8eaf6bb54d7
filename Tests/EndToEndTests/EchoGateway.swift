import Foundation
import Synchronization

/// A gateway on loopback that answers every request with the request itself: the worst that a reply can hold.
final class EchoGateway: Sendable {
    /// How the request is put into the reply.
    enum Manner: String, CaseIterable, Sendable {
        /// A well-formed refusal of SetApp, with the request as its reason.
        case refusal
        /// A value that contacto has, with the request as its words.
        case value
        /// A page that no gateway sends.
        case page
        /// The request in base64, once from its first byte and once from its second.
        case base64
        /// A server's error.
        case error
        /// Less than the reply's head promises.
        case cut
    }

    let port: Int
    private let descriptor: Int32
    private let served = Mutex(0)

    var origin: String { "http://127.0.0.1:\(port)" }
    /// Requests that were answered.
    var count: Int { served.withLock(\.self) }

    init(_ manner: Manner) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 16) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        guard isBound else { throw TooLate(description: "no port for the echo: errno \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else { return }
                EchoGateway.answer(connection, manner)
                close(connection)
                self?.served.withLock { $0 += 1 }
            }
        }
    }

    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func answer(_ connection: Int32, _ manner: Manner) {
        let request = read(connection)
        let (status, body) = reply(to: request, manner)
        let length = manner == .cut ? body.utf8.count + 100 : body.utf8.count
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
        let bytes = Array((head + body).utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// The number as people write it.
    private static let spelledNumbers: String = {
        let number = Canary.number.dropFirst(2)
        let (area, middle, end) = (number.prefix(3), number.dropFirst(3).prefix(3), number.suffix(4))
        return [
            "+57 \(area) \(middle) \(end)", "\(area)-\(middle)\(end)", "57.\(area).\(middle).\(end)",
            "+57(\(area))\(middle)\(end)", "\(area)/\(middle)/\(end)", "\(area)_\(middle)_\(end)",
            "\(area)\u{A0}\(middle)\u{A0}\(end)", "(\(area)) \(middle) – \(end)",
            "%2B57%20\(area)%20\(middle)%20\(end)",
        ].map { " tel. \($0)," }.joined()
    }()

    private static func reply(to request: Data, _ manner: Manner) -> (status: String, body: String) {
        let text = String(decoding: request, as: UTF8.self) + spelledNumbers
        let words = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\r", with: "\\r").replacing("\n", with: "\\n")
        let decoded = words.removingPercentEncoding ?? words
        switch manner {
        case .refusal:
            return ("400 Bad Request", #"{"Status Code" : "400" , "data" : "\#(decoded) \#(words)"}"#)
        case .value:
            return (
                "200 OK",
                #"{"code": 8, "text": "\#(decoded)", "data": {"success": false, "result_code": -8, "#
                    + #""description": "\#(words)"}}"#
            )
        case .page: return ("200 OK", "<html><body>\(text)\(decoded)</body></html>")
        case .base64:
            let shifted = request.dropFirst().base64EncodedString()
            return (
                "400 Bad Request",
                #"{"Status Code" : "400" , "data" : "\#(request.base64EncodedString()) \#(shifted)"}"#
            )
        case .error: return ("500 Internal Server Error", decoded + text)
        case .cut: return ("200 OK", decoded + text)
        }
    }

    /// One request, head and body.
    private static func read(_ connection: Int32) -> Data {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: data, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let length = text.firstMatch(of: /(?i)content-length: ([0-9]+)/).flatMap { Int($0.1) } ?? 0
                if text[end.upperBound...].utf8.count >= length { return data }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return data }
            data += buffer[..<count]
        }
    }
}
